// SPDX-License-Identifier: Apache-2.0
// Maps one can come closer to, and look at through the years. The drawing is the server's; here its window moves and its
// arrows follow other years. "World" draws every corridor there is (world.ts).
import { Drawing, linesOf, type Line } from './drawing';
import { fetchSeries, type Series, type Sex } from './figures';
import { followPointer } from './pointer';
import { hideTip, tipOn } from './tip';
import { geographyOf, World } from './world';
import { formatCount, languageOf, say, type Language, type Word } from './words';
import { Years } from './years';

const WIDE_PX = 13; // widest arrows, as in src/render/draw/map.c
const PHONE_PX = 20;
const GLIDE_MS = 450;

export function enhanceMaps(document: Document): void {
    for (const figure of document.querySelectorAll<HTMLElement>('figure.mapfig')) {
        const svg = figure.querySelector<SVGSVGElement>('svg.map-wide');
        if (svg) new MapIsland(document, figure, svg);
    }
}

export class MapIsland {
    private readonly language: Language;
    private readonly drawings: Drawing[];
    private readonly lines: Line[];
    private readonly tools: HTMLElement;
    private readonly bar: HTMLElement;
    private readonly source: string;
    private readonly note: string;
    private series: Series | undefined;
    private years: Years | undefined;
    private world: World | undefined;
    private gliding = 0;

    constructor(
        private readonly document: Document,
        private readonly figure: HTMLElement,
        wide: SVGSVGElement,
    ) {
        this.language = languageOf(document);
        this.lines = linesOf(wide);
        const phone = figure.querySelector<SVGSVGElement>('svg.map-phone');
        this.drawings = [new Drawing(wide, WIDE_PX), ...(phone ? [new Drawing(phone, PHONE_PX)] : [])];
        this.source = figure.dataset['source'] ?? '';
        this.note = noteOf(figure);
        this.tools = this.element('div', 'maptools');
        this.tools.setAttribute('role', 'group');
        this.tools.setAttribute('aria-label', say(this.language, 'map'));
        wide.before(this.tools);
        this.bar = this.element('div', 'mapyears');
        (phone ?? wide).after(this.bar);
        for (const drawing of this.drawings) followPointer(drawing.svg, drawing);
        const manyYears = this.source && this.lines.length > 1;
        if (manyYears && this.isWorld) this.addViews();
        this.addZoom();
        this.addTravel();
        if (manyYears) this.offerYears();
    }

    private element(tag: string, className: string): HTMLElement {
        return Object.assign(this.document.createElement(tag), { className });
    }

    private button(into: Element, words: string, act: (button: HTMLButtonElement) => void): HTMLButtonElement {
        const button = this.document.createElement('button');
        button.type = 'button';
        button.textContent = words;
        button.addEventListener('click', () => act(button));
        into.append(button);
        return button;
    }

    // ---- window

    private get surface(): Drawing | World {
        if (this.world && !this.world.root.hidden) return this.world;
        return this.drawings.find((d) => d.isShown()) ?? this.drawings[0]!;
    }

    private addZoom(): void {
        const group = this.tools.appendChild(this.element('div', 'zoom'));
        const sign = (word: Word, text: string, act: () => void): void => {
            const button = this.button(group, text, act);
            button.setAttribute('aria-label', say(this.language, word));
            button.title = say(this.language, word);
        };
        sign('zoomIn', '+', () => this.surface.zoomBy(1.5));
        sign('zoomOut', '\u2212', () => this.surface.zoomBy(1 / 1.5));
        sign('zoomReset', '\u25a1', () => this.surface.zoomBy(0));
        this.tools.addEventListener('keydown', (e) => {
            const steps: Record<string, [number, number]> = { ArrowLeft: [-0.2, 0], ArrowRight: [0.2, 0], ArrowUp: [0, -0.2], ArrowDown: [0, 0.2] };
            const step = e.target instanceof HTMLButtonElement ? steps[e.key] : undefined;
            if (!step) return;
            e.preventDefault();
            this.surface.moveBy(step[0], step[1]);
        });
    }

    // ---- from corridor to corridor

    private addTravel(): void {
        for (const [i, line] of this.lines.entries()) {
            tipOn(line.link, () => [line.link.getAttribute('aria-label'), this.note].filter(Boolean).join('\n') || undefined);
            line.link.addEventListener('keydown', (event) => {
                const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
                if (!step) return;
                event.preventDefault();
                this.lines[(i + step + this.lines.length) % this.lines.length]!.link.focus();
            });
        }
    }

    // ---- the largest corridors, or all of them

    private get isWorld(): boolean {
        return this.figure.dataset['view'] === 'world';
    }

    private addViews(): void {
        const switches = this.tools.appendChild(this.element('div', 'views'));
        const near = this.button(switches, say(this.language, 'largest'), () => this.choose(false, near, far));
        const far = this.button(switches, say(this.language, 'everything'), () => this.choose(true, near, far));
        near.setAttribute('aria-pressed', 'true');
        far.setAttribute('aria-pressed', 'false');
    }

    private async choose(world: boolean, near: HTMLButtonElement, far: HTMLButtonElement): Promise<void> {
        if (world && !this.world) {
            try {
                far.disabled = true;
                await this.openWorld();
            } catch {
                this.fail();
                return;
            } finally {
                far.disabled = false;
            }
        }
        near.setAttribute('aria-pressed', String(!world));
        far.setAttribute('aria-pressed', String(world));
        this.figure.classList.toggle('worldwide', world);
        if (this.world) this.world.root.hidden = !world;
        hideTip();
        if (this.years) this.show(this.years.year, this.years.sex);
    }

    private async openWorld(): Promise<void> {
        const answer = await fetch('/data/map.json');
        if (!answer.ok) throw new Error(`${answer.status}`);
        const query = new URLSearchParams({ measure: 'stock', source: this.source });
        for (const [ours, theirs] of [['from', 'origin'], ['to', 'destination']] as const) {
            const places = new URLSearchParams(location.search).get(ours);
            if (places) query.set(theirs, places);
        }
        const world = new World(this.document, this.language, geographyOf(await answer.json()), query, this.note);
        await this.openYears();
        await world.show(this.years!.year, this.years!.sex);
        this.world = world;
        this.bar.before(world.root);
    }

    // ---- through the years

    /** Asked for when the map comes into view, unless the reader saves data; the button is there in any case. */
    private offerYears(): void {
        this.document.getElementById('choose')?.setAttribute('hidden', ''); // the form for readers without a script
        this.button(this.bar, say(this.language, 'otherYears'), (button) => {
            button.disabled = true;
            this.openYears()
                .then(() => this.years!.slider.focus())
                .catch(() => this.fail());
        }).className = 'button plain';
        const saves = (navigator as { connection?: { saveData?: boolean; effectiveType?: string } }).connection;
        if (!('IntersectionObserver' in globalThis) || saves?.saveData || /2g|3g/.test(saves?.effectiveType ?? '')) return;
        const watch = new IntersectionObserver((seen) => {
            if (!seen.some((s) => s.isIntersecting)) return;
            watch.disconnect();
            this.openYears().catch(() => undefined);
        });
        watch.observe(this.bar);
    }

    private fail(): void {
        this.bar.replaceChildren(say(this.language, 'failed'));
    }

    private async openYears(): Promise<void> {
        if (this.years) return;
        const series = await fetchSeries(this.source, this.lines.map((l) => l.corridor));
        if (this.years) return;
        this.series = series;
        const last = series.years.at(-1) ?? '';
        for (const line of this.lines) line.value = series.value(line.corridor, last, 'T');
        this.widest = Math.max(0, ...this.lines.filter((l) => !l.quiet).map((l) => l.value ?? 0));
        this.years = new Years(this.document, this.language, series.years, this.figure.id, this.asked(), (year, sex) => this.show(year, sex));
        this.bar.replaceChildren(...this.years.controls);
    }

    private widest = 0;

    /** What the address asks for, which is what the server drew. */
    private asked(): { year: string; sex: Sex } {
        const query = new URLSearchParams(location.search);
        const sex = query.get('sex');
        return { year: query.get('year') ?? '', sex: sex === 'F' || sex === 'M' ? sex : 'T' };
    }

    /** On pages that answer to a year and a sex the address follows what is shown, so that it can be handed on. */
    private address(year: string, sex: Sex): void {
        if (!['/', '/corridors'].includes(location.pathname)) return;
        const query = new URLSearchParams(location.search);
        query.set('year', year);
        if (sex === 'T') query.delete('sex');
        else query.set('sex', sex);
        history.replaceState(history.state, '', `?${query}${location.hash}`);
    }

    private show(year: string, sex: Sex): void {
        hideTip();
        this.address(year, sex);
        this.nameWhatIsShown(year, sex);
        if (this.world && !this.world.root.hidden) this.world.show(year, sex).catch(() => this.fail());
        const before = this.lines.map((line) => line.value ?? 0);
        for (const line of this.lines) {
            line.value = this.series!.value(line.corridor, year, sex);
            const shown = line.value === undefined ? say(this.language, 'noData') : formatCount(line.value);
            const label = (line.link.getAttribute('aria-label') ?? '').replace(/:[^:]*$/, '');
            line.link.setAttribute('aria-label', `${label}: ${shown}, ${year}`);
        }
        this.glide(before);
    }

    /** From the widths of before to those of now; at once for readers who want less motion. */
    private glide(before: number[]): void {
        cancelAnimationFrame(this.gliding);
        const draw = (lines: Line[]): void => this.drawings.forEach((d) => d.show(lines, this.widest));
        draw(this.lines);
        if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
        const start = performance.now();
        const step = (now: number): void => {
            const t = Math.min(1, (now - start) / GLIDE_MS);
            this.drawings.forEach((d) => d.widths(this.lines, before, t, this.widest));
            if (t < 1) this.gliding = requestAnimationFrame(step);
        };
        this.gliding = requestAnimationFrame(step);
    }

    private readonly titles = new Map<Element, string>();

    /** The heading and the names of the drawings say the year, and whose numbers they are. */
    private nameWhatIsShown(year: string, sex: Sex): void {
        const who = sex === 'T' ? '' : `: ${say(this.language, sex === 'F' ? 'women' : 'men').toLowerCase()}`;
        for (const title of this.figure.querySelectorAll('h2, h3, h4, svg > title')) {
            const first = this.titles.get(title) ?? title.textContent ?? '';
            this.titles.set(title, first);
            title.textContent = first.replace(/, \d{4}(: \p{L}+)?$/u, `, ${year}${who}`);
        }
    }
}

/** "estimated. Source: …", from the words under the map. */
function noteOf(figure: HTMLElement): string {
    const about = figure.querySelector('figcaption');
    const last = about?.lastElementChild?.cloneNode(true) as HTMLElement | undefined;
    last?.querySelectorAll('.src').forEach((mark) => mark.remove());
    const words = [about?.querySelector('.status')?.textContent, last?.textContent].map((w) => w?.trim());
    return words.filter(Boolean).join(' · ');
}
