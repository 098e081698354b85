// SPDX-License-Identifier: Apache-2.0
import { beforeEach, expect, test } from 'vitest';
import { layOutFar } from '../src/far';

beforeEach(() => {
    document.body.innerHTML = `<figure class="fig"></figure><div class="rank"></div><p></p>
        <table class="stack"><tbody><tr></tr><tr></tr></tbody></table><ol class="notes"></ol>`;
});

const laidOut = (): number => [...document.querySelectorAll<HTMLElement>('*')].filter((e) => e.style.contentVisibility === 'visible').length;

test('some milliseconds at a time, until all is laid out', () => {
    const waiting: (() => void)[] = [];
    let ms = 0;
    layOutFar(document, (work) => waiting.push(work), () => (ms += 2));
    const steps = [laidOut()];
    for (let work = waiting.shift(); work; work = waiting.shift()) {
        work();
        steps.push(laidOut());
    }
    expect(steps).toEqual([2, 4, 5]);
    expect(document.querySelector('p')!.style.contentVisibility).not.toBe('visible');
});

test('a page without such parts is left alone', () => {
    document.body.innerHTML = '<p></p>';
    layOutFar(document, () => expect.unreachable());
    expect(laidOut()).toBe(0);
});
