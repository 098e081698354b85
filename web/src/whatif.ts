// SPDX-License-Identifier: Apache-2.0
// What if a census missed people: a slider beside the number, and the corridors again while it moves. The server estimates and
// writes the table; without this script the form asks for the page.
import { languageOf, say, type Language } from './words';

const WAIT_MS = 250;
const [LEAST, MOST] = [-50, 50];
const TABLE = 'what-if-flows';
const TOLD = 2; // corridors that are read out

export function enhanceWhatIf(document: Document): void {
    const form = document.querySelector<HTMLFormElement>('form#what-if-form');
    const [number, place] = ['short', 'place'].map((name) => form?.querySelector<HTMLInputElement>(`[name=${name}]`));
    if (form && number && place) new WhatIf(document, form, number, place);
}

class WhatIf {
    private readonly language: Language;
    private readonly slider: HTMLInputElement;
    private readonly output: HTMLOutputElement;
    private readonly status: HTMLElement;
    private timer: ReturnType<typeof setTimeout> | undefined;
    private asked = 0;

    constructor(
        private readonly document: Document,
        private readonly form: HTMLFormElement,
        private readonly number: HTMLInputElement,
        private readonly place: HTMLInputElement,
    ) {
        this.language = languageOf(document);
        const id = `${form.id}-slider`;
        this.slider = this.make('input', { type: 'range', id, min: String(LEAST), max: String(MOST), step: '1' });
        this.output = this.make('output', {});
        this.output.setAttribute('for', id);
        this.status = this.make('p', { className: 'told' });
        this.status.setAttribute('role', 'status');
        this.status.setAttribute('aria-live', 'polite');
        const group = this.make('p', { className: 'slide' });
        group.append(
            this.make('label', { htmlFor: id, textContent: say(this.language, 'share') }), this.slider, this.output,
        );
        number.after(group, this.status);
        this.slider.addEventListener('input', () => this.slid());
        number.addEventListener('input', () => this.typed());
        form.addEventListener('change', (event) => event.target !== this.slider && event.target !== number && this.later());
        this.slider.value = number.value;
        this.name();
        if (this.table) this.controlsTable();
    }

    /** Only what is on the page can be said to be controlled. */
    private controlsTable(): void {
        this.slider.setAttribute('aria-controls', TABLE);
    }

    private make<K extends keyof HTMLElementTagNameMap>(tag: K, parts: Partial<HTMLElementTagNameMap[K]>): HTMLElementTagNameMap[K] {
        return Object.assign(this.document.createElement(tag), parts);
    }

    private name(): void {
        const percent = Number(this.slider.value);
        const words = `${percent < 0 ? '\u2212' : ''}${Math.abs(percent)}\u00a0%`;
        this.output.textContent = words;
        this.slider.setAttribute('aria-valuetext', words);
    }

    private slid(): void {
        this.number.value = this.slider.value;
        this.name();
        this.later();
    }

    private typed(): void {
        const percent = Number(this.number.value);
        if (this.number.value === '' || !(percent >= LEAST && percent <= MOST)) return;
        this.slider.value = this.number.value;
        this.name();
        this.later();
    }

    private later(): void {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => void this.ask(), WAIT_MS);
    }

    private address(): string {
        const words = new URLSearchParams();
        for (const [name, value] of new FormData(this.form)) words.set(name, String(value));
        return `${this.form.getAttribute('action')}?${words}`;
    }

    private async ask(): Promise<void> {
        if (!this.place.value.trim()) return this.tell(say(this.language, 'noPlace'));
        const [number, address] = [++this.asked, this.address()];
        this.table?.setAttribute('aria-busy', 'true');
        try {
            const answer = await fetch(address, { headers: { Accept: 'text/html' } });
            const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
            if (number === this.asked) this.show(page.getElementById(TABLE), address, answer.status < 500);
        } catch {
            if (number === this.asked) this.show(null, address, false);
        }
    }

    private get table(): HTMLElement | null {
        return this.document.getElementById(TABLE);
    }

    private show(table: HTMLElement | null, address: string, isAnswered: boolean): void {
        const before = this.table;
        before?.removeAttribute('aria-busy');
        if (!table) return this.tell(say(this.language, isAnswered ? 'noPlace' : 'failed'));
        if (before) before.replaceWith(table);
        else this.form.after(table);
        this.controlsTable();
        this.tell(sentence(table));
        history.replaceState(null, '', `${address}#what-if`);
    }

    private tell(words: string): void {
        this.status.textContent = words;
    }
}

/** The title of the table and its first corridors, before → after, in the words of the server. */
export function sentence(table: HTMLElement): string {
    const rows = [...table.querySelectorAll('tbody tr')].slice(0, TOLD);
    const parts = rows.map((row) => {
        const [corridor, before, after] = [...row.children].map((cell) => cell.textContent?.trim() ?? '');
        return `${corridor}: ${before} → ${after}`;
    });
    return [table.querySelector('h3')?.textContent?.trim() ?? '', ...parts].filter((part) => part).join('. ');
}
