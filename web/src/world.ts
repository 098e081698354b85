// SPDX-License-Identifier: Apache-2.0
// Every corridor of the world at once, more lines than a document can hold: drawn on a canvas over outlines of the server.
// The drawing and the table of the server stay the form for everyone else; here a link names the corridor that is picked,
// and the arrow keys lead it from one to the next.
import { arrowPath, arrowStraight, arrowWidth, type Point } from './arrow';
import { fetchYear, type Amount, type Sex } from './figures';
import { keySteps } from './legend';
import { curveOf, pick, type Curve } from './pick';
import { followPointer } from './pointer';
import { hideTip, showTipAt } from './tip';
import { moved, zoomed, type Box } from './view';
import { formatCount, say, type Language } from './words';

export interface Geography {
    width: number;
    height: number;
    outlines: string;
    places: Map<string, { at: Point; name: Record<Language, string> }>;
}

interface Place {
    code: string;
    x: number;
    y: number;
    name: Record<Language, string>;
}

export function geographyOf(json: { width_px: number; height_px: number; outlines_half_px: string; places: Place[] }): Geography {
    return {
        width: json.width_px,
        height: json.height_px,
        outlines: json.outlines_half_px,
        places: new Map(json.places.map((p) => [p.code, { at: { x: p.x, y: p.y }, name: p.name }])),
    };
}

export interface WorldLine extends Amount {
    label: string;
    from: Point;
    to: Point;
    curve: Curve;
}

/** Lines between places on the map, largest first. */
export function worldLines(amounts: Amount[], geography: Geography, language: Language): WorldLine[] {
    const lines: WorldLine[] = [];
    for (const amount of amounts) {
        const [origin, destination] = amount.corridor.split('-').map((code) => geography.places.get(code));
        if (!origin || !destination || !(amount.value > 0)) continue;
        const label = `${origin.name[language]} ${say(language, 'to')} ${destination.name[language]}`;
        lines.push({ ...amount, label, from: origin.at, to: destination.at, curve: curveOf(origin.at, destination.at) });
    }
    return lines.sort((a, b) => b.value - a.value);
}

const WIDEST_PX = 13;
const ARROWS_MOST = 120; // the largest are arrows in colour, the rest hairlines
const NEAR_PX = 7;

interface Pen {
    ink: CanvasRenderingContext2D;
    scale: number; // pixels of the screen in a pixel of the map
    color: (name: string) => string;
    font: string;
}

export class World {
    readonly root: HTMLElement;
    private readonly canvas: HTMLCanvasElement; // above: what is pointed at; it answers the pointer
    private readonly ground: HTMLCanvasElement; // below: all lines, drawn again only when they or the window change
    private readonly link: HTMLAnchorElement;
    private readonly says: HTMLElement;
    private whole: Box;
    private readonly land: Path2D;
    private view: Box;
    private lines: WorldLine[] = [];
    private widest = 0;
    private picked = 0;
    private hovered = -1;
    private frame = 0;
    private isStale = true;
    private shown = '';

    constructor(
        private readonly document: Document,
        private readonly language: Language,
        private readonly geography: Geography,
        private readonly query: URLSearchParams,
        private readonly sourceNote: string,
    ) {
        this.whole = this.view = { x: 0, y: 0, width: geography.width, height: geography.height };
        this.land = new Path2D(geography.outlines);
        this.root = document.createElement('div');
        this.root.className = 'world';
        const sheets = document.createElement('div');
        sheets.className = 'sheets';
        this.ground = document.createElement('canvas');
        this.ground.setAttribute('aria-hidden', 'true');
        this.canvas = document.createElement('canvas');
        this.canvas.setAttribute('role', 'img');
        sheets.append(this.ground, this.canvas);
        this.link = document.createElement('a');
        this.says = document.createElement('p');
        this.says.className = 'small quiet';
        const travel = document.createElement('p');
        travel.className = 'travel';
        travel.setAttribute('aria-live', 'polite');
        travel.append(this.link, this.step(-1), this.step(1));
        this.root.append(sheets, travel, this.says);
        this.listen();
    }

    private step(by: 1 | -1): HTMLButtonElement {
        const button = this.document.createElement('button');
        button.type = 'button';
        button.textContent = by > 0 ? '→' : '←';
        button.setAttribute('aria-label', say(this.language, by > 0 ? 'next' : 'previous'));
        button.addEventListener('click', () => this.go(this.picked + by));
        return button;
    }

    private listen(): void {
        followPointer(this.canvas, this);
        this.canvas.addEventListener('pointermove', (e) => this.hover(e));
        this.canvas.addEventListener('pointerleave', () => this.leave());
        this.canvas.addEventListener('click', (e) => {
            const line = this.lines[this.under(e)];
            if (line) location.assign(this.address(line));
        });
        this.link.addEventListener('keydown', (e) => {
            const to = { ArrowRight: this.picked + 1, ArrowDown: this.picked + 1, ArrowLeft: this.picked - 1, ArrowUp: this.picked - 1, Home: 0, End: -1 }[e.key];
            if (to === undefined) return;
            e.preventDefault();
            this.go(to);
        });
        matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.anew());
        if ('ResizeObserver' in globalThis) new ResizeObserver(() => this.anew()).observe(this.canvas);
    }

    // ---- window

    zoomBy(factor: number, atX = 0.5, atY = 0.5): void {
        this.look(zoomed(this.view, this.whole, factor, atX, atY));
    }

    moveBy(shareX: number, shareY: number): void {
        this.look(moved(this.view, this.whole, shareX, shareY));
    }

    isClose(): boolean {
        return this.view.width < this.whole.width - 0.01;
    }

    private look(view: Box): void {
        this.view = view;
        hideTip();
        this.anew();
    }

    // ---- what is shown

    async show(year: string, sex: Sex): Promise<void> {
        const key = `${year} ${sex}`;
        this.shown = key;
        const amounts = await fetchYear(this.query, year, sex);
        if (this.shown !== key) return; // another choice was made meanwhile
        const corridor = this.lines[this.picked]?.corridor;
        this.lines = worldLines(amounts, this.geography, this.language);
        this.widest ||= this.lines[0]?.value ?? 0; // the scale of the first choice stays
        this.picked = Math.max(0, this.lines.findIndex((line) => line.corridor === corridor));
        const count = formatCount(this.lines.length);
        this.says.textContent = `${count} ${say(this.language, 'corridors')}. ${say(this.language, 'hairlines')}`;
        this.canvas.setAttribute('aria-label', `${say(this.language, 'world')}, ${year}: ${count} ${say(this.language, 'corridors')}`);
        this.name();
        this.anew();
    }

    // ---- one corridor

    private go(to: number): void {
        if (!this.lines.length) return;
        this.picked = (to + this.lines.length) % this.lines.length;
        this.name();
        this.later();
    }

    private name(): void {
        const line = this.lines[this.picked];
        if (!line) return;
        this.link.href = this.address(line);
        this.link.textContent = this.sentence(line);
    }

    private sentence(line: WorldLine): string {
        return `${line.label}: ${formatCount(line.value)}`;
    }

    private address(line: WorldLine): string {
        return `/corridor/${line.corridor}?lang=${this.document.documentElement.lang}`;
    }

    private under(e: MouseEvent): number {
        const box = this.canvas.getBoundingClientRect();
        const scale = this.view.width / box.width;
        const at = { x: this.view.x + (e.clientX - box.left) * scale, y: this.view.y + (e.clientY - box.top) * scale };
        return pick(at, this.lines.map((line) => line.curve), NEAR_PX * scale);
    }

    private hover(e: PointerEvent): void {
        if (e.buttons) return;
        const found = this.under(e);
        this.canvas.classList.toggle('over', found >= 0);
        const line = this.lines[found];
        if (line) showTipAt(e.clientX, e.clientY, `${this.sentence(line)}\n${this.sourceNote}`);
        else hideTip();
        if (found === this.hovered) return;
        this.hovered = found;
        this.later();
    }

    private leave(): void {
        hideTip();
        if (this.hovered < 0) return;
        this.hovered = -1;
        this.later();
    }

    // ---- drawing

    private anew(): void {
        this.isStale = true;
        this.later();
    }

    private later(): void {
        this.frame ||= requestAnimationFrame(() => {
            this.frame = 0;
            this.draw();
        });
    }

    /** A sheet that is higher than the map leaves its foot to the key. */
    private fit(): void {
        const { clientWidth: width, clientHeight: height } = this.canvas;
        const whole = { ...this.whole, height: Math.max(this.geography.height, (this.whole.width * height) / (width || 1)) };
        if (Math.abs(whole.height - this.whole.height) < 1) return;
        this.whole = this.view = whole;
    }

    private draw(): void {
        if (this.isStale) {
            this.fit();
            const pen = this.penOn(this.ground);
            if (!pen) return;
            this.isStale = false;
            this.drawLand(pen);
            this.drawHairlines(pen);
            for (let i = Math.min(ARROWS_MOST, this.lines.length) - 1; i >= 0; i--) this.drawArrow(pen, this.lines[i]!);
            this.drawKey(pen);
        }
        const pen = this.penOn(this.canvas);
        if (pen) for (const i of [this.picked, this.hovered]) if (this.lines[i]) this.drawPicked(pen, this.lines[i]!);
    }

    /** A clean sheet in the units of the map. */
    private penOn(sheet: HTMLCanvasElement): Pen | undefined {
        const width = sheet.clientWidth;
        const ink = width ? sheet.getContext('2d') : null;
        if (!ink) return undefined;
        const dots = Math.min(devicePixelRatio || 1, 2);
        sheet.width = Math.round(width * dots);
        sheet.height = Math.round((width * dots * this.whole.height) / this.whole.width);
        const scale = width / this.view.width;
        const style = getComputedStyle(sheet);
        ink.setTransform(dots * scale, 0, 0, dots * scale, -this.view.x * dots * scale, -this.view.y * dots * scale);
        return { ink, scale, color: (name) => style.getPropertyValue(`--${name}`).trim(), font: style.fontFamily };
    }

    private drawLand({ ink, color, scale }: Pen): void {
        ink.save();
        ink.scale(0.5, 0.5);
        ink.fillStyle = color('land');
        ink.strokeStyle = color('shore');
        ink.lineWidth = 2 / scale;
        ink.fill(this.land);
        ink.stroke(this.land);
        ink.restore();
    }

    /** Small ones first, in steps of width, so that thousands are a few strokes. */
    private drawHairlines({ ink, color, scale }: Pen): void {
        ink.strokeStyle = color('ink-2');
        const rest = this.lines.slice(ARROWS_MOST);
        for (const [least, most, width, alpha] of [[0, 1e3, 0.4, 0.07], [1e3, 1e4, 0.5, 0.13], [1e4, 5e4, 0.8, 0.22], [5e4, Infinity, 1.1, 0.32]] as const) {
            ink.beginPath();
            for (const { value, curve } of rest) {
                if (value < least || value >= most) continue;
                ink.moveTo(curve.from.x, curve.from.y);
                ink.quadraticCurveTo(curve.control.x, curve.control.y, curve.to.x, curve.to.y);
            }
            ink.globalAlpha = alpha;
            ink.lineWidth = width / scale;
            ink.stroke();
        }
        ink.globalAlpha = 1;
    }

    private path(line: WorldLine, scale: number): Path2D {
        return new Path2D(arrowPath(line.from, line.to, this.width(line.value, scale)));
    }

    /** Closer, arrows grow less than the land. */
    private width(value: number, scale: number): number {
        return Math.min(arrowWidth(value, this.widest, WIDEST_PX), 4 * WIDEST_PX) / Math.max(1, Math.sqrt(scale));
    }

    private drawArrow({ ink, color, scale }: Pen, line: WorldLine): void {
        const way = ink.createLinearGradient(line.from.x, line.from.y, line.to.x, line.to.y);
        way.addColorStop(0, color('orig'));
        way.addColorStop(0.75, color('dest'));
        const path = this.path(line, scale);
        ink.strokeStyle = color('paper');
        ink.lineWidth = 0.75 / scale;
        ink.stroke(path);
        ink.fillStyle = way;
        ink.fill(path);
    }

    private drawPicked(pen: Pen, line: WorldLine): void {
        const { ink, color, scale } = pen;
        const path = this.path(line, scale);
        ink.strokeStyle = color('ink');
        ink.lineWidth = 2.5 / scale;
        ink.stroke(path);
        ink.fillStyle = color('mark');
        ink.fill(path);
        const [origin, destination] = line.corridor.split('-').map((code) => this.geography.places.get(code)!.name[this.language]);
        this.write(pen, origin!, line.from, line.from.x > line.to.x, 'orig');
        this.write(pen, destination!, line.to, line.to.x > line.from.x, 'dest');
    }

    private write({ ink, color, scale, font }: Pen, words: string, at: Point, right: boolean, hue: string): void {
        ink.font = `650 ${14 / scale}px ${font}`;
        ink.textAlign = right ? 'left' : 'right';
        ink.textBaseline = 'middle';
        ink.lineJoin = 'round';
        ink.strokeStyle = color('paper');
        ink.lineWidth = 4 / scale;
        const x = at.x + (right ? 8 : -8) / scale;
        ink.strokeText(words, x, at.y);
        ink.fillStyle = color(hue);
        ink.fillText(words, x, at.y);
    }

    /** In the lower left corner, whatever the window; of the sizes that are shown. */
    private drawKey({ ink, color, scale, font }: Pen): void {
        const most = this.lines[0]?.value ?? 0;
        if (!(most > 0)) return;
        const left = this.view.x + 4 / scale;
        const bottom = this.view.y + this.view.height - 14 / scale;
        ink.font = `500 ${13 / scale}px ${font}`;
        ink.textAlign = 'left';
        ink.textBaseline = 'middle';
        keySteps(most, 3).forEach((value, i, all) => {
            const y = bottom - ((all.length - 1 - i) * 24) / scale;
            const width = this.width(value, scale);
            ink.fillStyle = color('ink');
            ink.fill(new Path2D(arrowStraight({ x: left, y }, { x: left + 70 / scale, y }, width)));
            ink.fillStyle = color('ink-2');
            ink.fillText(formatCount(value), left + 80 / scale, y);
        });
    }
}
