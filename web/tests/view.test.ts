// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { moved, readBox, writeBox, zoomed, ZOOM_MOST } from '../src/view';
import { formatCount } from '../src/words';

const whole = { x: 0, y: 0, width: 1120, height: 640 };

describe('the window of a map', () => {
    it('reads and writes a viewBox', () => {
        expect(readBox('252 160 778 556')).toEqual({ x: 252, y: 160, width: 778, height: 556 });
        expect(writeBox({ x: 0.123456, y: 1, width: 2, height: 3 })).toBe('0.12 1 2 3');
    });
    it('never shows more than the whole, never less than an eighth, never outside', () => {
        let view = whole;
        for (let i = 0; i < 20; i++) view = zoomed(view, whole, 1.5, 1, 1);
        expect(view.width).toBeCloseTo(whole.width / ZOOM_MOST);
        expect(view.x + view.width).toBeLessThanOrEqual(whole.width + 1e-9);
        view = moved(view, whole, 50, -50);
        expect(view.x + view.width).toBeCloseTo(whole.width);
        expect(view.y).toBe(0);
        for (let i = 0; i < 20; i++) view = zoomed(view, whole, 1 / 1.5);
        expect(view).toEqual(whole);
    });
    it('keeps the point under the pointer', () => {
        const view = zoomed(whole, whole, 2, 0.25, 0.75);
        expect(view.x + view.width * 0.25).toBeCloseTo(280);
        expect(view.y + view.height * 0.75).toBeCloseTo(480);
    });
});

describe('numbers', () => {
    it('are grouped as the server groups them', () => {
        const root = (dataset: Record<string, string>) => ({ dataset }) as unknown as HTMLElement;
        expect(formatCount(350854, root({}))).toBe('350,854');
        expect(formatCount(9711, root({}))).toBe('9,711');
        expect(formatCount(-10853105, root({ thousands: '\u202f' }))).toBe('\u221210\u202f853\u202f105');
        expect(formatCount(9711, root({ thousands: '.', grouped: '5' }))).toBe('9711');
        expect(formatCount(46318, root({ thousands: '.', grouped: '5' }))).toBe('46.318');
    });
});
