// SPDX-License-Identifier: Apache-2.0
// Sizes for the key of a map, as src/render/draw/key.c chooses them.

/** The round number at or below: 1, 2 or 5 times a power of ten. */
export function roundBelow(value: number): number {
    const power = 10 ** Math.floor(Math.log10(value));
    const lead = value / power;
    return power * (lead >= 5 ? 5 : lead >= 2 ? 2 : 1);
}

/** From small to large, each five times the one before, the last not above `most`. */
export function keySteps(most: number, count: number): number[] {
    const last = roundBelow(most);
    return Array.from({ length: count }, (_, i) => last / 5 ** (count - 1 - i));
}
