// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { enhanceWhatIf } from '../src/whatif';

const FORM =
    '<form id="what-if-form" action="/flows" method="get"><input type="hidden" name="period" value="2015-2020"/>' +
    '<input name="place" type="search" value="CRI"/><input name="short" type="number" value="5"/>' +
    '<select name="census"><option value="later" selected>later</option><option value="both">both</option></select></form>';
const table = (percent: number, moves: string): string =>
    `<div class="fig" id="what-if-flows"><h3>Costa Rica ${percent} % short</h3><table><tbody>` +
    `<tr><th>Nicaragua → Costa Rica</th><td>76,991</td><td>${moves}</td><td>1</td></tr></tbody></table></div>`;

describe('the slider of the census', () => {
    let [slider, number, place, output, status]: [HTMLInputElement, HTMLInputElement, HTMLInputElement, HTMLOutputElement, HTMLElement] = [] as never;
    beforeEach(() => {
        vi.useFakeTimers();
        vi.stubGlobal('fetch', vi.fn(async () => new Response(`<main>${table(12, '87,000')}</main>`)));
        document.documentElement.lang = 'en';
        document.body.innerHTML = `<section>${FORM}</section>`;
        enhanceWhatIf(document);
        slider = document.querySelector('input[type=range]')!;
        number = document.querySelector('[name=short]')!;
        place = document.querySelector('[name=place]')!;
        output = document.querySelector('output')!;
        status = document.querySelector('[role=status]')!;
    });
    afterEach(() => vi.useRealTimers());

    const slide = async (to: string): Promise<void> => {
        slider.value = to;
        slider.dispatchEvent(new Event('input'));
        await vi.advanceTimersByTimeAsync(0);
    };
    const wait = (): Promise<unknown> => vi.advanceTimersByTimeAsync(400);

    it('begins where the form is, has a label and says its value', () => {
        expect(slider.value).toBe('5');
        expect(output.textContent).toBe('5\u00a0%');
        expect(document.querySelector(`label[for="${slider.id}"]`)?.textContent).toBe('Share missed');
        expect(status.getAttribute('aria-live')).toBe('polite');
        expect(fetch).not.toHaveBeenCalled();
    });
    it('asks once, for where it came to rest, and shows what the server wrote', async () => {
        await slide('8');
        await slide('-12');
        expect(output.textContent).toBe('\u221212\u00a0%');
        expect(slider.getAttribute('aria-valuetext')).toBe('\u221212\u00a0%');
        await slide('12');
        await wait();
        expect(fetch).toHaveBeenCalledTimes(1);
        expect(vi.mocked(fetch).mock.calls[0]![0]).toBe('/flows?period=2015-2020&place=CRI&short=12&census=later');
        expect(document.querySelector('form + #what-if-flows')).not.toBeNull();
        expect(status.textContent).toBe('Costa Rica 12 % short. Nicaragua → Costa Rica: 76,991 → 87,000');
        await slide('20');
        await wait();
        expect(document.querySelectorAll('#what-if-flows').length).toBe(1);
    });
    it('follows the number and the other choices', async () => {
        number.value = '7.5';
        number.dispatchEvent(new Event('input'));
        await wait();
        expect(vi.mocked(fetch).mock.calls[0]![0]).toContain('short=7.5');
        number.value = '99';
        number.dispatchEvent(new Event('input'));
        await wait();
        expect(fetch).toHaveBeenCalledTimes(1);
        const census = document.querySelector('select')!;
        census.value = 'both';
        census.dispatchEvent(new Event('change', { bubbles: true }));
        await wait();
        expect(fetch).toHaveBeenCalledTimes(2);
    });
    it('says what is missing, and keeps the last table when the server cannot be asked', async () => {
        place.value = ' ';
        await slide('3');
        await wait();
        expect(fetch).not.toHaveBeenCalled();
        expect(status.textContent).toContain('Name the place');
        place.value = 'CRI';
        await slide('4');
        await wait();
        vi.stubGlobal('fetch', vi.fn(async () => { throw new Error('gone'); }));
        await slide('9');
        await wait();
        expect(status.textContent).toBe('The figures could not be loaded.');
        expect(document.getElementById('what-if-flows')?.hasAttribute('aria-busy')).toBe(false);
    });
    it('leaves pages without the form as they are', () => {
        document.body.innerHTML = '<main></main>';
        enhanceWhatIf(document);
        expect(document.querySelector('input')).toBeNull();
    });
});
