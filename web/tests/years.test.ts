// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Sex } from '../src/figures';
import { Years } from '../src/years';

describe('the slider over the years', () => {
    let seen: [string, Sex][];
    let years: Years;
    let [play, slider, output, sex]: [HTMLButtonElement, HTMLInputElement, HTMLOutputElement, HTMLSelectElement] = [] as never;
    beforeEach(() => {
        vi.useFakeTimers();
        seen = [];
        years = new Years(document, 'es', ['1990', '1995', '2000'], 'map', { year: '', sex: 'T' }, (...shown) => seen.push(shown));
        document.body.replaceChildren(...years.controls);
        play = document.querySelector('button')!;
        slider = document.querySelector('input')!;
        output = document.querySelector('output')!;
        sex = document.querySelector('select')!;
    });
    afterEach(() => vi.useRealTimers());

    const slide = (to: string): void => {
        slider.value = to;
        slider.dispatchEvent(new Event('input'));
    };

    it('begins with the newest year and says it to everyone', () => {
        expect(output.textContent).toBe('2000');
        expect(slider.getAttribute('aria-valuetext')).toBe('2000');
        expect(document.querySelector(`label[for="${slider.id}"]`)?.textContent).toBe('Año');
        expect(seen).toEqual([]);
    });
    it('shows the year and sex that are chosen', () => {
        slide('0');
        sex.value = 'F';
        sex.dispatchEvent(new Event('change'));
        expect(seen).toEqual([['1990', 'T'], ['1990', 'F']]);
        expect(output.textContent).toBe('1990');
    });
    it('plays from the first year to the last and stops there', () => {
        play.click();
        expect(play.textContent).toBe('Pausa');
        vi.advanceTimersByTime(10_000);
        expect(seen.map(([year]) => year)).toEqual(['1990', '1995', '2000']);
        expect(play.textContent).toBe('Reproducir');
    });
    it('stops when asked and when the slider is moved by hand', () => {
        play.click();
        play.click();
        vi.advanceTimersByTime(10_000);
        expect(seen.length).toBe(1);
        play.click();
        slide('2');
        vi.advanceTimersByTime(10_000);
        expect(seen.at(-1)).toEqual(['2000', 'T']);
        expect(seen.length).toBe(3);
    });
});
