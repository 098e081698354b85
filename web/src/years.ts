// SPDX-License-Identifier: Apache-2.0
// A slider over the years, a choice of sex, and a button that plays the years one after the other.
import type { Sex } from './figures';
import { say, type Language } from './words';

const FRAME_MS = 1200;

export class Years {
    readonly controls: HTMLElement[];
    readonly slider: HTMLInputElement;
    private readonly output: HTMLOutputElement;
    private readonly choice: HTMLSelectElement;
    private readonly play: HTMLButtonElement;
    private timer: ReturnType<typeof setInterval> | undefined;

    constructor(
        private readonly document: Document,
        private readonly language: Language,
        private readonly years: string[],
        id: string,
        first: { year: string; sex: Sex },
        private readonly show: (year: string, sex: Sex) => void,
    ) {
        this.slider = this.make('input', { type: 'range', id: `${id}-year`, min: '0', max: String(years.length - 1), step: '1' });
        this.slider.value = years.includes(first.year) ? String(years.indexOf(first.year)) : this.slider.max;
        this.output = this.make('output', {});
        this.output.setAttribute('for', this.slider.id);
        this.choice = this.make('select', { id: `${id}-sex` });
        for (const [value, word] of [['T', 'all'], ['F', 'women'], ['M', 'men']] as const)
            this.choice.append(this.make('option', { value, textContent: say(language, word) }));
        this.choice.value = first.sex;
        this.play = this.make('button', { type: 'button', className: 'button plain play', textContent: say(language, 'play') });
        this.slider.addEventListener('input', () => this.changed(true));
        this.choice.addEventListener('change', () => this.changed(false));
        this.play.addEventListener('click', () => (this.timer ? this.stop() : this.start()));
        document.addEventListener('visibilitychange', () => document.hidden && this.stop());
        this.controls = [
            this.play,
            this.labelled('year', this.slider, this.output),
            this.labelled('sex', this.choice),
        ];
        this.name();
    }

    get year(): string {
        return this.years[Number(this.slider.value)] ?? '';
    }

    get sex(): Sex {
        return this.choice.value as Sex;
    }

    private make<K extends keyof HTMLElementTagNameMap>(tag: K, parts: Partial<HTMLElementTagNameMap[K]>): HTMLElementTagNameMap[K] {
        return Object.assign(this.document.createElement(tag), parts);
    }

    private labelled(word: 'year' | 'sex', control: HTMLElement, ...more: HTMLElement[]): HTMLElement {
        const group = this.make('p', {});
        group.append(this.make('label', { htmlFor: control.id, textContent: say(this.language, word) }), control, ...more);
        return group;
    }

    private name(): void {
        this.output.textContent = this.year;
        this.slider.setAttribute('aria-valuetext', this.year);
    }

    private changed(byHand: boolean): void {
        if (byHand) this.stop();
        this.name();
        this.show(this.year, this.sex);
    }

    private start(): void {
        if (this.slider.value === this.slider.max) this.slider.value = '0';
        this.play.textContent = say(this.language, 'pause');
        this.play.classList.add('playing');
        this.changed(false);
        this.timer = setInterval(() => {
            this.slider.value = String(Number(this.slider.value) + 1);
            this.changed(false);
            if (this.slider.value === this.slider.max) this.stop();
        }, FRAME_MS);
    }

    stop(): void {
        clearInterval(this.timer);
        this.timer = undefined;
        this.play.textContent = say(this.language, 'play');
        this.play.classList.remove('playing');
    }
}
