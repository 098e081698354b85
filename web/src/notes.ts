// A source mark shows its note where the reader is, without the way down and back.
import { tipOn } from './tip';

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

export function enhanceNotes(document: Document): void {
    for (const mark of document.querySelectorAll('a.src')) tipOn(mark, () => noteOf(document, mark));
}
