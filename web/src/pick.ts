// SPDX-License-Identifier: Apache-2.0
// Which of many curves lies under a point.
import { arrowControl, type Point } from './arrow';

export interface Curve {
    from: Point;
    control: Point;
    to: Point;
}

export function curveOf(from: Point, to: Point): Curve {
    return { from, control: arrowControl(from, to), to };
}

const STEPS = 14;

export function pointOn(c: Curve, t: number): Point {
    const [a, b, d] = [(1 - t) ** 2, 2 * t * (1 - t), t ** 2];
    return { x: a * c.from.x + b * c.control.x + d * c.to.x, y: a * c.from.y + b * c.control.y + d * c.to.y };
}

function distanceToLine(p: Point, a: Point, b: Point): number {
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const length2 = dx * dx + dy * dy;
    const t = length2 > 0 ? Math.max(0, Math.min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / length2)) : 0;
    return Math.hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

export function distanceTo(p: Point, c: Curve, within: number): number {
    const { from, control, to } = c;
    const outside =
        p.x < Math.min(from.x, control.x, to.x) - within ||
        p.x > Math.max(from.x, control.x, to.x) + within ||
        p.y < Math.min(from.y, control.y, to.y) - within ||
        p.y > Math.max(from.y, control.y, to.y) + within;
    if (outside) return Infinity;
    let nearest = Infinity;
    let before = from;
    for (let i = 1; i <= STEPS; i++) {
        const next = pointOn(c, i / STEPS);
        nearest = Math.min(nearest, distanceToLine(p, before, next));
        before = next;
    }
    return nearest;
}

/** The index of the curve under the point, or -1. Curves come from large to small: of those as near, the larger. */
export function pick(p: Point, curves: Curve[], within: number): number {
    let best = -1;
    let nearest = within;
    for (let i = 0; i < curves.length; i++) {
        const distance = distanceTo(p, curves[i]!, within);
        if (distance < nearest - within * 0.15) {
            nearest = distance;
            best = i;
        }
    }
    return best;
}
