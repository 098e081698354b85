// SPDX-License-Identifier: Apache-2.0
import { beforeEach, describe, expect, it } from 'vitest';
import { enhanceNotes } from '../src/notes';

const tip = (): HTMLElement | null => document.querySelector('.tip');
const fire = (target: Element, kind: string): boolean => target.dispatchEvent(new Event(kind, { bubbles: true }));

describe('the note of a source', () => {
    let [mark, lost]: [Element, Element] = [] as never;
    beforeEach(() => {
        document.body.innerHTML = `<p>350 854<a class="src" id="r1" href="#n1">1</a><a class="src" href="#n9">9</a></p>
            <ol><li id="n1"><b id="inner">United Nations</b> <a href="https://un.org">un.org</a> <span class="back"><a href="#r1">a</a></span></li></ol>`;
        [mark, lost] = document.querySelectorAll('a.src') as unknown as [Element, Element];
        enhanceNotes(document);
    });
    it('is shown beside the mark that is pointed at or has the focus, and goes away again', () => {
        for (const [come, go] of [['pointerover', 'pointerout'], ['focusin', 'focusout']] as const) {
            fire(mark, come);
            expect(tip()!.hidden).toBe(false);
            expect(tip()!.textContent!.trim()).toBe('United Nations un.org');
            fire(mark, go);
            expect(tip()!.hidden).toBe(true);
        }
    });
    it('repeats no ids and no links, and is not read twice', () => {
        fire(mark, 'focusin');
        expect(tip()!.querySelectorAll('a, [id]').length).toBe(0);
        expect(tip()!.getAttribute('aria-hidden')).toBe('true');
    });
    it('goes away with Escape; a mark without a note shows none', () => {
        fire(mark, 'focusin');
        document.dispatchEvent(Object.assign(new Event('keydown'), { key: 'Escape' }));
        expect(tip()!.hidden).toBe(true);
        fire(lost, 'focusin');
        expect(tip()!.hidden).toBe(true);
    });
});
