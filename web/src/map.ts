// Maps one can come closer to, and look at through the years. The drawing is the server's; here only the window moves
// and the widths of its arrows follow other years.
import { arrowPath, arrowWidth, type Point } from './arrow';
import { fetchSeries, type Series, type Sex } from './figures';
import { hideTip, tipOn } from './tip';
import { moved, readBox, writeBox, zoomed, type Box } from './view';
import { formatCount, languageOf, say, type Language } from './words';

const WIDEST_PX = 13; // as in src/render/svg_map.c
const FRAME_MS = 900;

export function enhanceMaps(document: Document): void {
    for (const figure of document.querySelectorAll<HTMLElement>('figure.mapfig')) {
        const svg = figure.querySelector<SVGSVGElement>('svg.map-wide');
        if (svg) new MapIsland(document, figure, svg);
    }
}

interface Line {
    link: Element;
    path: SVGPathElement;
    corridor: string;
    from: Point;
    to: Point;
    quiet: boolean;
}

/** The arrows that lead to a corridor's page and say where they begin and end. */
export function linesOf(svg: Element): Line[] {
    const lines: Line[] = [];
    for (const path of svg.querySelectorAll<SVGPathElement>('a[href*="/corridor/"] path[data-ends]')) {
        const link = path.closest('a')!;
        const corridor = /\/corridor\/([A-Z]{3}-[A-Z]{3})/.exec(link.getAttribute('href') ?? '')?.[1];
        const ends = path.dataset['ends']!.split(' ').map(Number);
        if (!corridor || ends.length !== 4) continue;
        const [x1, y1, x2, y2] = ends as [number, number, number, number];
        lines.push({ link, path, corridor, from: { x: x1, y: y1 }, to: { x: x2, y: y2 }, quiet: path.classList.contains('far') });
    }
    return lines;
}

class MapIsland {
    private readonly language: Language;
    private readonly whole: Box;
    private readonly lines: Line[];
    private readonly tools: HTMLElement;
    private view: Box;
    private drag: { x: number; y: number } | undefined;

    constructor(
        private readonly document: Document,
        private readonly figure: HTMLElement,
        private readonly svg: SVGSVGElement,
    ) {
        this.language = languageOf(document);
        this.whole = this.view = readBox(svg.getAttribute('viewBox') ?? '');
        this.lines = linesOf(svg);
        this.tools = document.createElement('div');
        this.tools.className = 'maptools';
        this.tools.setAttribute('role', 'group');
        this.tools.setAttribute('aria-label', say(this.language, 'map'));
        svg.before(this.tools);
        this.addZoom();
        this.addPointer();
        this.addTravel();
        if (figure.dataset['source'] && this.lines.length > 1) this.addYears();
    }

    // ---- window

    private look(view: Box): void {
        this.view = view;
        this.svg.setAttribute('viewBox', writeBox(view));
        this.svg.style.setProperty('--zoom', String(this.whole.width / view.width));
    }

    private button(word: 'zoomIn' | 'zoomOut' | 'zoomReset', sign: string, act: () => void): void {
        const button = this.document.createElement('button');
        button.type = 'button';
        button.textContent = sign;
        button.setAttribute('aria-label', say(this.language, word));
        button.title = say(this.language, word);
        button.addEventListener('click', act);
        this.tools.append(button);
    }

    private addZoom(): void {
        this.button('zoomIn', '+', () => this.look(zoomed(this.view, this.whole, 1.5)));
        this.button('zoomOut', '\u2212', () => this.look(zoomed(this.view, this.whole, 1 / 1.5)));
        this.button('zoomReset', '\u25a1', () => this.look(this.whole));
        this.tools.addEventListener('keydown', (e) => {
            const steps: Record<string, [number, number]> = { ArrowLeft: [-0.2, 0], ArrowRight: [0.2, 0], ArrowUp: [0, -0.2], ArrowDown: [0, 0.2] };
            const step = e.target instanceof HTMLButtonElement ? steps[e.key] : undefined;
            if (!step) return;
            e.preventDefault();
            this.look(moved(this.view, this.whole, step[0], step[1]));
        });
    }

    private addPointer(): void {
        this.svg.addEventListener(
            'wheel',
            (e) => {
                if (!e.ctrlKey && !e.metaKey) return; // the page scrolls as everywhere
                e.preventDefault();
                const box = this.svg.getBoundingClientRect();
                const [x, y] = [(e.clientX - box.left) / box.width, (e.clientY - box.top) / box.height];
                this.look(zoomed(this.view, this.whole, Math.exp(-e.deltaY / 300), x, y));
            },
            { passive: false },
        );
        this.svg.addEventListener('pointerdown', (e) => {
            if (this.view.width < this.whole.width && !(e.target as Element).closest('a')) this.drag = { x: e.clientX, y: e.clientY };
        });
        this.svg.addEventListener('pointermove', (e) => {
            if (!this.drag) return;
            const box = this.svg.getBoundingClientRect();
            this.look(moved(this.view, this.whole, (this.drag.x - e.clientX) / box.width, (this.drag.y - e.clientY) / box.height));
            this.drag = { x: e.clientX, y: e.clientY };
        });
        for (const end of ['pointerup', 'pointerleave'] as const) this.svg.addEventListener(end, () => (this.drag = undefined));
    }

    // ---- from corridor to corridor

    private addTravel(): void {
        for (const [i, line] of this.lines.entries()) {
            tipOn(line.link, () => line.link.getAttribute('aria-label') ?? undefined);
            line.link.addEventListener('keydown', (event) => {
                const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[(event as KeyboardEvent).key];
                if (!step) return;
                event.preventDefault();
                (this.lines[(i + step + this.lines.length) % this.lines.length]!.link as SVGAElement).focus();
            });
        }
    }

    // ---- through the years

    private addYears(): void {
        const bar = this.document.createElement('div');
        bar.className = 'mapyears';
        this.figure.querySelector('svg.map-wide')!.after(bar);
        const open = this.document.createElement('button');
        open.type = 'button';
        open.className = 'button plain';
        open.textContent = `${say(this.language, 'year')}, ${say(this.language, 'sex').toLowerCase()}`;
        open.addEventListener('click', () => {
            open.disabled = true;
            fetchSeries(this.figure.dataset['source']!, this.lines.map((l) => l.corridor))
                .then((series) => bar.replaceChildren(...new Years(this.document, this.language, this.lines, series).controls))
                .catch(() => (open.disabled = false));
        });
        bar.append(open);
    }
}

/** A slider over the years, a choice of sex, and a button that plays the years one after the other. */
export class Years {
    readonly controls: HTMLElement[];
    private readonly slider: HTMLInputElement;
    private readonly output: HTMLOutputElement;
    private readonly sex: HTMLSelectElement;
    private readonly play: HTMLButtonElement;
    private readonly widest: number;
    private timer: ReturnType<typeof setInterval> | undefined;

    constructor(
        private readonly document: Document,
        private readonly language: Language,
        private readonly lines: Line[],
        private readonly series: Series,
    ) {
        const last = series.years.at(-1) ?? '';
        this.widest = Math.max(...lines.filter((l) => !l.quiet).map((l) => series.value(l.corridor, last, 'T') ?? 0));
        this.slider = Object.assign(document.createElement('input'), { type: 'range', min: '0', max: String(series.years.length - 1) });
        this.slider.value = this.slider.max;
        this.slider.setAttribute('aria-label', say(language, 'year'));
        this.output = document.createElement('output');
        this.sex = document.createElement('select');
        this.sex.setAttribute('aria-label', say(language, 'sex'));
        for (const [value, word] of [['T', 'all'], ['F', 'women'], ['M', 'men']] as const)
            this.sex.append(new Option(say(language, word), value));
        this.play = document.createElement('button');
        this.play.type = 'button';
        this.play.className = 'button plain';
        this.play.textContent = say(language, 'play');
        this.slider.addEventListener('input', () => this.draw());
        this.sex.addEventListener('change', () => this.draw());
        this.play.addEventListener('click', () => this.toggle());
        this.controls = [this.slider, this.output, this.sex, this.play];
        this.draw();
    }

    private get year(): string {
        return this.series.years[Number(this.slider.value)] ?? '';
    }

    private draw(): void {
        hideTip();
        this.output.textContent = this.year;
        this.slider.setAttribute('aria-valuetext', this.year);
        for (const line of this.lines) this.drawLine(line);
    }

    private drawLine(line: Line): void {
        const value = this.series.value(line.corridor, this.year, this.sex.value as Sex);
        const width = arrowWidth(value ?? 0, this.widest, WIDEST_PX);
        line.path.setAttribute('d', width > 0 ? arrowPath(line.from, line.to, Math.min(width, 4 * WIDEST_PX)) : 'M0 0');
        const label = line.link.getAttribute('aria-label') ?? '';
        const shown = value === undefined ? say(this.language, 'noData') : formatCount(value, this.language);
        line.link.setAttribute('aria-label', `${label.replace(/:[^:]*$/, '')}: ${shown}, ${this.year}`);
        this.numberBeside(line)?.replaceChildren(shown);
    }

    /** The number on the map that belongs to the line, when there is one. */
    private numberBeside(line: Line): Element | null {
        return this.document.querySelector(`svg.map-wide text[data-line="${line.corridor}"]`);
    }

    private toggle(): void {
        if (this.timer) return this.stop();
        if (this.slider.value === this.slider.max) this.slider.value = '0';
        this.play.textContent = say(this.language, 'pause');
        this.draw();
        this.timer = setInterval(() => {
            if (this.slider.value === this.slider.max) return this.stop();
            this.slider.value = String(Number(this.slider.value) + 1);
            this.draw();
        }, FRAME_MS);
    }

    private stop(): void {
        clearInterval(this.timer);
        this.timer = undefined;
        this.play.textContent = say(this.language, 'play');
    }
}

