// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { keySteps, roundBelow } from '../src/legend';

describe('the key of a map', () => {
    it('names round sizes that occur', () => {
        expect(roundBelow(799248)).toBe(500000);
        expect(roundBelow(20000)).toBe(20000);
        expect(roundBelow(1999)).toBe(1000);
    });
    it('goes up in steps of five, as the server draws it', () => {
        expect(keySteps(799248, 3)).toEqual([20000, 100000, 500000]);
        expect(keySteps(137574, 3)).toEqual([4000, 20000, 100000]);
    });
});
