// SPDX-License-Identifier: Apache-2.0
// The arrows of src/render/map/marks.c again, so that a width can change without asking the server. tests/arrow.test.ts
// holds both together.
export interface Point {
    x: number;
    y: number;
}

const along = (a: Point, b: Point, t: number): Point => ({ x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y) });
const offset = (p: Point, dx: number, dy: number, by: number): Point => ({ x: p.x + dx * by, y: p.y + dy * by });
const distance = (a: Point, b: Point): number => Math.hypot(b.x - a.x, b.y - a.y);

const BEND = 0.13;

/** Shaft width: the area of the mark, not its width, tells the number. */
export function arrowWidth(value: number, widest: number, widestPx: number): number {
    if (!(value > 0) || !(widest > 0)) return 0;
    return Math.max(1, widestPx * Math.sqrt(value / widest));
}

/** The point that bends the way of an arrow, as of a quadratic curve. */
export function arrowControl(from: Point, to: Point, bend = BEND): Point {
    return offset(along(from, to, 0.5), to.y - from.y, from.x - to.x, 2 * bend);
}

/** The outline as an SVG path: from thin to wide, ending in a tip. */
export function arrowPath(from: Point, to: Point, widePx: number): string {
    return outline(from, to, widePx, BEND);
}

/** Without a bend, for a key. */
export function arrowStraight(from: Point, to: Point, widePx: number): string {
    return outline(from, to, widePx, 0);
}

function outline(from: Point, to: Point, widePx: number, bend: number): string {
    const length = Math.max(distance(from, to), 0.01);
    const ux = (to.x - from.x) / length;
    const uy = (to.y - from.y) / length;
    const control = arrowControl(from, to, bend);
    const arrive = Math.max(distance(control, to), 0.01);
    const tx = (to.x - control.x) / arrive;
    const ty = (to.y - control.y) / arrive;
    const wide = Math.min(widePx, length * 0.45);
    const head = Math.min(wide * 1.1 + 4.5, length * 0.45);
    const barb = wide * 0.95 + 2.2;
    const neck = offset(to, tx, ty, -head);
    const thin = Math.max(0.35, wide * 0.12);
    const half = wide / 2;
    const between = (thin + half) / 2;
    const leave = Math.max(distance(from, control), 0.01);
    const fx = (control.x - from.x) / leave;
    const fy = (control.y - from.y) / leave;
    const turn = offset(control, tx, ty, -head * 0.5);
    const p = (q: Point): string => `${round(q.x)} ${round(q.y)}`;
    return (
        `M${p(offset(from, fy, -fx, thin))}Q${p(offset(turn, uy, -ux, between))} ${p(offset(neck, ty, -tx, half))}` +
        `L${p(offset(neck, ty, -tx, barb))} ${p(to)} ${p(offset(neck, ty, -tx, -barb))} ${p(offset(neck, ty, -tx, -half))}` +
        `Q${p(offset(turn, uy, -ux, -between))} ${p(offset(from, fy, -fx, -thin))}Z`
    );
}

function round(value: number): number {
    return Math.round(value * 10) / 10;
}
