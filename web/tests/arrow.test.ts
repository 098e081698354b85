// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { arrowPath, arrowWidth } from '../src/arrow';
import text from './fixtures/arrows.txt?raw';

// fixtures/arrows.txt: from, to, width | path. tests/render_html/test_map.c holds the server to the same lines.
const fixture: string[] = text.trim().split('\n');

describe('arrows', () => {
    it.each(fixture)('are those of the server: %s', (line) => {
        const [numbers, path] = line.split('|') as [string, string];
        const [x1, y1, x2, y2, width] = numbers.split(' ').map(Number) as [number, number, number, number, number];
        const ours = arrowPath({ x: x1, y: y1 }, { x: x2, y: y2 }, width).match(/-?[\d.]+/g)!.map(Number);
        const theirs = path.match(/-?[\d.]+/g)!.map(Number);
        expect(ours.length).toBe(theirs.length);
        ours.forEach((value, i) => expect(Math.abs(value - theirs[i]!)).toBeLessThanOrEqual(0.11));
    });
    it('grow with the square root', () => {
        expect(arrowWidth(400, 1600, 20)).toBe(10);
        expect(arrowWidth(0, 1600, 20)).toBe(0);
        expect(arrowWidth(1, 1e9, 20)).toBe(1);
    });
});
