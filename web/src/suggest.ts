// SPDX-License-Identifier: Apache-2.0
// Search as you type: places by name in both languages, with or without accents, as the server finds them.
// Combobox with a listbox, after the ARIA authoring practices; without this script the form simply asks the server.
import { languageOf, say, type Language } from './words';

export interface Place {
    code: string;
    name: Record<Language, string>;
}

const WAIT_MS = 120;

export function enhanceSearch(document: Document): void {
    for (const input of document.querySelectorAll<HTMLInputElement>('input[data-suggest]')) new Suggestions(document, input);
}

class Suggestions {
    private readonly list: HTMLUListElement;
    private readonly language: Language;
    private places: Place[] = [];
    private chosen = -1;
    private timer: ReturnType<typeof setTimeout> | undefined;
    private asked = 0;

    constructor(
        private readonly document: Document,
        private readonly input: HTMLInputElement,
    ) {
        this.language = languageOf(document);
        this.list = document.createElement('ul');
        this.list.id = `${input.id}-list`;
        this.list.className = 'suggestions';
        this.list.hidden = true;
        this.list.setAttribute('role', 'listbox');
        this.list.setAttribute('aria-label', say(this.language, 'places'));
        input.after(this.list);
        for (const [name, value] of [
            ['role', 'combobox'],
            ['aria-autocomplete', 'list'],
            ['aria-expanded', 'false'],
            ['aria-controls', this.list.id],
        ] as const)
            input.setAttribute(name, value);
        input.addEventListener('input', () => this.later());
        input.addEventListener('keydown', (e) => this.key(e));
        input.addEventListener('blur', () => setTimeout(() => this.close(), 150));
    }

    private later(): void {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => void this.ask(), WAIT_MS);
    }

    private async ask(): Promise<void> {
        const words = this.input.value.trim();
        const number = ++this.asked;
        if (words.length < 2) return this.close();
        try {
            const answer = await fetch(`/suggest.json?q=${encodeURIComponent(words)}`);
            const { places } = (await answer.json()) as { places: Place[] };
            if (number === this.asked) this.show(places);
        } catch {
            this.close(); // the form still works
        }
    }

    private show(places: Place[]): void {
        this.places = places;
        this.chosen = -1;
        this.list.replaceChildren(...places.map((place, i) => this.option(place, i)));
        this.list.style.top = `${this.input.offsetTop + this.input.offsetHeight}px`;
        this.list.hidden = places.length === 0;
        this.input.setAttribute('aria-expanded', String(places.length > 0));
        this.input.removeAttribute('aria-activedescendant');
    }

    private option(place: Place, i: number): HTMLLIElement {
        const option = this.document.createElement('li');
        option.id = `${this.list.id}-${i}`;
        option.setAttribute('role', 'option');
        option.setAttribute('aria-selected', 'false');
        option.textContent = place.name[this.language];
        const code = this.document.createElement('span');
        code.className = 'quiet';
        code.textContent = ` ${place.code}`;
        option.append(code);
        option.addEventListener('pointerdown', (e) => {
            e.preventDefault();
            this.go(place);
        });
        return option;
    }

    private key(event: KeyboardEvent): void {
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (step && this.places.length && !this.list.hidden) {
            event.preventDefault();
            this.choose((this.chosen + step + this.places.length) % this.places.length);
        } else if (event.key === 'Enter' && this.chosen >= 0) {
            event.preventDefault();
            this.go(this.places[this.chosen]!);
        } else if (event.key === 'Escape' && !this.list.hidden) {
            event.preventDefault();
            this.close();
        }
    }

    private choose(index: number): void {
        this.chosen = index;
        [...this.list.children].forEach((option, i) => option.setAttribute('aria-selected', String(i === index)));
        this.input.setAttribute('aria-activedescendant', `${this.list.id}-${index}`);
    }

    /** The search of the page leads to the place; a field of another form takes its code. */
    private go(place: Place): void {
        if (this.input.name !== 'q') {
            this.input.value = place.code;
            this.close();
            this.input.dispatchEvent(new Event('change', { bubbles: true }));
            return;
        }
        location.assign(`/country/${place.code}?lang=${document.documentElement.lang}`);
    }

    private close(): void {
        this.list.hidden = true;
        this.places = [];
        this.chosen = -1;
        this.input.setAttribute('aria-expanded', 'false');
        this.input.removeAttribute('aria-activedescendant');
    }
}
