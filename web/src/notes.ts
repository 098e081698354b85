// SPDX-License-Identifier: Apache-2.0
// A source mark shows its note where the reader is, without the way down and back.
import { hideTip, showTip } from './tip';

function noteOf(document: Document, mark: Element): Node | undefined {
    const id = mark.getAttribute('href')?.slice(1);
    const note = id ? document.getElementById(id) : null;
    if (!note) return undefined;
    const copy = document.createElement('div');
    copy.append(...note.cloneNode(true).childNodes);
    copy.querySelectorAll('.back').forEach((back) => back.remove());
    copy.querySelectorAll('[id]').forEach((e) => e.removeAttribute('id'));
    copy.querySelectorAll('a').forEach((a) => a.replaceWith(...a.childNodes));
    return copy;
}

/** One listener for all marks of the page: a dossier has hundreds. WCAG 1.4.13: Escape takes the note away. */
export function enhanceNotes(document: Document): void {
    const markOf = (event: Event): Element | null => (event.target instanceof Element ? event.target.closest('a.src') : null);
    for (const kind of ['pointerover', 'focusin'])
        document.addEventListener(kind, (event) => {
            const mark = markOf(event);
            const note = mark && noteOf(document, mark);
            if (note) showTip(mark, note);
        });
    for (const kind of ['pointerout', 'focusout']) document.addEventListener(kind, (event) => markOf(event) && hideTip());
    document.addEventListener('keydown', (event) => event.key === 'Escape' && hideTip());
}
