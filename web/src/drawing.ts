// SPDX-License-Identifier: Apache-2.0
// A map as the server drew it: its window, and its arrows, which can follow other years.
import { arrowPath, arrowStraight, arrowWidth, type Point } from './arrow';
import { keySteps } from './legend';
import { readBox, writeBox, zoomed, moved, type Box } from './view';
import { formatCount } from './words';

export interface Line {
    corridor: string;
    link: SVGAElement;
    from: Point;
    to: Point;
    quiet: boolean;
    value: number | undefined;
}

/** The arrows that lead to a corridor's page and say where they begin and end. */
export function linesOf(svg: Element): Line[] {
    const lines: Line[] = [];
    for (const path of svg.querySelectorAll<SVGPathElement>('a[href*="/corridor/"] path[data-ends]')) {
        const link = path.closest('a') as unknown as SVGAElement;
        const corridor = /\/corridor\/([A-Z]{3}-[A-Z]{3})/.exec(link.getAttribute('href') ?? '')?.[1];
        const ends = path.dataset['ends']!.split(' ').map(Number);
        if (!corridor || ends.length !== 4) continue;
        const [x1, y1, x2, y2] = ends as [number, number, number, number];
        const quiet = path.classList.contains('far');
        lines.push({ corridor, link, from: { x: x1, y: y1 }, to: { x: x2, y: y2 }, quiet, value: undefined });
    }
    return lines;
}

/** One of the two drawings of a map: the wide one, or the crop for phones with wider arrows. */
export class Drawing {
    readonly whole: Box;
    view: Box;
    private readonly paths: SVGPathElement[];

    constructor(
        readonly svg: SVGSVGElement,
        private readonly widestPx: number,
    ) {
        this.whole = this.view = readBox(svg.getAttribute('viewBox') ?? '');
        this.paths = [...svg.querySelectorAll<SVGPathElement>('path.way')];
    }

    isShown(): boolean {
        return this.svg.getBoundingClientRect().width > 0;
    }

    look(view: Box): void {
        this.view = view;
        this.svg.setAttribute('viewBox', writeBox(view));
        this.svg.style.setProperty('--zoom', String(this.whole.width / view.width));
    }

    zoomBy(factor: number, atX = 0.5, atY = 0.5): void {
        this.look(zoomed(this.view, this.whole, factor, atX, atY));
    }

    moveBy(shareX: number, shareY: number): void {
        this.look(moved(this.view, this.whole, shareX, shareY));
    }

    isClose(): boolean {
        return this.view.width < this.whole.width - 0.01;
    }

    /** Both drawings hold the same arrows in the same order. `widest` is the number of the widest arrow, in every year. */
    show(lines: Line[], widest: number): void {
        this.widths(lines, [], 1, widest);
        for (const line of lines) {
            const beside = this.svg.querySelector(`text[data-line="${line.corridor}"]`);
            if (beside) beside.textContent = line.value === undefined ? '' : formatCount(line.value);
        }
        this.showKey(lines, widest);
    }

    /** On the way from the widths of `before` to those of the lines: t from 0 to 1. */
    widths(lines: Line[], before: number[], t: number, widest: number): void {
        for (const [i, line] of lines.entries()) {
            const value = (line.value ?? 0) * t + (t < 1 ? (before[i] ?? 0) * (1 - t) : 0);
            const width = Math.min(arrowWidth(value, widest, this.widestPx), 4 * this.widestPx);
            this.paths[i]?.setAttribute('d', width > 0 ? arrowPath(line.from, line.to, width) : 'M0 0');
        }
    }

    /** The key keeps the scale of the arrows and names sizes that occur in what is shown. */
    private showKey(lines: Line[], widest: number): void {
        const key = this.svg.querySelector('.mapkey');
        const most = Math.max(0, ...lines.filter((l) => !l.quiet).map((l) => l.value ?? 0));
        if (!key || !(most > 0)) return;
        const [paths, words] = [key.querySelectorAll('path'), key.querySelectorAll('text')];
        keySteps(most, paths.length).forEach((value, i) => {
            const at = this.keyRow(paths[i]!);
            paths[i]!.setAttribute('d', arrowStraight(at.from, at.to, arrowWidth(value, widest, this.widestPx)));
            words[i]!.textContent = formatCount(value);
        });
    }

    private keyRows = new Map<Element, { from: Point; to: Point }>();

    /** Where the server drew this arrow of the key: it begins on the left and its tip is the fifth of nine points. */
    private keyRow(path: Element): { from: Point; to: Point } {
        const known = this.keyRows.get(path);
        if (known) return known;
        const n = path.getAttribute('d')!.match(/-?[\d.]+/g)!.map(Number);
        const [first, last] = [n[1]!, n[n.length - 1]!];
        const row = { from: { x: n[0]!, y: (first + last) / 2 }, to: { x: n[8]!, y: n[9]! } };
        this.keyRows.set(path, row);
        return row;
    }
}
