// SPDX-License-Identifier: Apache-2.0
// The window of a map: what a viewBox shows, never less than the whole and never outside it.
export interface Box {
    x: number;
    y: number;
    width: number;
    height: number;
}

export const ZOOM_MOST = 8;

export function readBox(text: string): Box {
    const [x = 0, y = 0, width = 1, height = 1] = text.split(/[\s,]+/).map(Number);
    return { x, y, width, height };
}

export function writeBox(box: Box): string {
    return [box.x, box.y, box.width, box.height].map((v) => Math.round(v * 100) / 100).join(' ');
}

/** Closer by `factor` around a point that keeps its place (as a share of the window); 0: the whole. */
export function zoomed(view: Box, whole: Box, factor: number, atX = 0.5, atY = 0.5): Box {
    const width = Math.min(whole.width, Math.max(whole.width / ZOOM_MOST, factor > 0 ? view.width / factor : whole.width));
    const height = (width / whole.width) * whole.height;
    return within({ x: view.x + (view.width - width) * atX, y: view.y + (view.height - height) * atY, width, height }, whole);
}

export function moved(view: Box, whole: Box, shareX: number, shareY: number): Box {
    return within({ ...view, x: view.x + view.width * shareX, y: view.y + view.height * shareY }, whole);
}

function within(view: Box, whole: Box): Box {
    return {
        ...view,
        x: Math.min(Math.max(view.x, whole.x), whole.x + whole.width - view.width),
        y: Math.min(Math.max(view.y, whole.y), whole.y + whole.height - view.height),
    };
}
