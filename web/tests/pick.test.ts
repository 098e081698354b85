// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { arrowControl } from '../src/arrow';
import { curveOf, distanceTo, pick, pointOn } from '../src/pick';

const flat = curveOf({ x: 0, y: 0 }, { x: 100, y: 0 });

describe('picking a line', () => {
    it('bends to the left of its way, as the arrows do', () => {
        expect(arrowControl({ x: 0, y: 0 }, { x: 100, y: 0 })).toEqual({ x: 50, y: -26 });
        expect(pointOn(flat, 0.5)).toEqual({ x: 50, y: -13 });
    });
    it('measures to the curve, not to the chord', () => {
        expect(distanceTo({ x: 50, y: -13 }, flat, 5)).toBeLessThan(0.3);
        expect(distanceTo({ x: 50, y: 0 }, flat, 20)).toBeGreaterThan(11);
        expect(distanceTo({ x: 50, y: 300 }, flat, 5)).toBe(Infinity);
    });
    it('takes the nearest, of equals the larger, and nothing from afar', () => {
        const back = curveOf({ x: 100, y: 0 }, { x: 0, y: 0 });
        const curves = [flat, back, flat];
        expect(pick({ x: 50, y: -12 }, curves, 6)).toBe(0);
        expect(pick({ x: 50, y: 12 }, curves, 6)).toBe(1);
        expect(pick({ x: 50, y: 60 }, curves, 6)).toBe(-1);
    });
});
