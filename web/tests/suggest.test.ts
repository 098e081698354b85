// SPDX-License-Identifier: Apache-2.0
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { enhanceSearch } from '../src/suggest';

const places = [
    { code: 'HTI', name: { en: 'Haiti', es: 'Haití' } },
    { code: 'CHL', name: { en: 'Chile', es: 'Chile' } },
];

async function type(input: HTMLInputElement, words: string): Promise<void> {
    input.value = words;
    input.dispatchEvent(new Event('input'));
    await vi.advanceTimersByTimeAsync(200);
}

const press = (input: HTMLInputElement, key: string): boolean =>
    input.dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true }));

describe('search as you type', () => {
    let input: HTMLInputElement;
    beforeEach(() => {
        vi.useFakeTimers();
        vi.stubGlobal('fetch', vi.fn(async () => new Response(JSON.stringify({ places }))));
        document.documentElement.lang = 'es';
        document.body.innerHTML = '<form><input id="q" name="q" data-suggest=""/></form>';
        input = document.querySelector('input')!;
        enhanceSearch(document);
    });
    it('asks once for what was typed last and shows names in the language of the page', async () => {
        await type(input, 'haí');
        expect(fetch).toHaveBeenCalledTimes(1);
        expect(fetch).toHaveBeenCalledWith('/suggest.json?q=ha%C3%AD');
        const options = document.querySelectorAll('[role=option]');
        expect([...options].map((o) => o.textContent)).toEqual(['Haití HTI', 'Chile CHL']);
        expect(input.getAttribute('aria-expanded')).toBe('true');
    });
    it('fills the field of a form that asks for a place, and does not go there', async () => {
        document.body.innerHTML = '<form><input id="p" name="place" data-suggest=""/></form>';
        const field = document.querySelector('input')!;
        const seen = vi.fn();
        document.querySelector('form')!.addEventListener('change', seen);
        enhanceSearch(document);
        await type(field, 'hai');
        press(field, 'ArrowDown');
        press(field, 'Enter');
        expect(field.value).toBe('HTI');
        expect(seen).toHaveBeenCalledTimes(1);
        expect(field.getAttribute('aria-expanded')).toBe('false');
    });
    it('is used with the keyboard and goes away with Escape', async () => {
        await type(input, 'ha');
        press(input, 'ArrowDown');
        expect(input.getAttribute('aria-activedescendant')).toBe('q-list-0');
        press(input, 'ArrowUp');
        expect(input.getAttribute('aria-activedescendant')).toBe('q-list-1');
        press(input, 'Escape');
        expect(input.getAttribute('aria-expanded')).toBe('false');
    });
    it('does not ask for a single letter and keeps quiet when the server does not answer', async () => {
        await type(input, 'h');
        expect(fetch).not.toHaveBeenCalled();
        vi.stubGlobal('fetch', vi.fn(async () => Promise.reject(new Error('offline'))));
        await type(input, 'hai');
        expect(input.getAttribute('aria-expanded')).toBe('false');
    });
});
