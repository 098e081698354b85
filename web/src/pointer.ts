// SPDX-License-Identifier: Apache-2.0
// Wheel, drag and two fingers, the same for a drawing of the server and for the canvas.
export interface Surface {
    /** Closer by `factor` around a point given as shares of the width and height. */
    zoomBy(factor: number, atX: number, atY: number): void;
    /** By shares of what is seen. */
    moveBy(shareX: number, shareY: number): void;
    isClose(): boolean;
}

/** The page scrolls as everywhere: the wheel needs Ctrl, one finger moves the map only when it is closer than whole. */
export function followPointer(element: HTMLElement | SVGElement, surface: Surface): void {
    const fingers = new Map<number, { x: number; y: number }>();
    element.addEventListener(
        'wheel',
        (event) => {
            const e = event as WheelEvent;
            if (!e.ctrlKey && !e.metaKey) return;
            e.preventDefault();
            const box = element.getBoundingClientRect();
            surface.zoomBy(Math.exp(-e.deltaY / 300), (e.clientX - box.left) / box.width, (e.clientY - box.top) / box.height);
            settle();
        },
        { passive: false },
    );
    element.addEventListener('pointerdown', (event) => {
        const e = event as PointerEvent;
        fingers.set(e.pointerId, { x: e.clientX, y: e.clientY });
    });
    element.addEventListener('pointermove', (event) => {
        const e = event as PointerEvent;
        const before = fingers.get(e.pointerId);
        if (!before) return;
        const box = element.getBoundingClientRect();
        const other = [...fingers].find(([id]) => id !== e.pointerId)?.[1];
        if (other) {
            const apart = (p: { x: number; y: number }): number => Math.max(8, Math.hypot(p.x - other.x, p.y - other.y));
            const now = { x: e.clientX, y: e.clientY };
            const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
            surface.zoomBy(apart(now) / apart(before), (middle.x - box.left) / box.width, (middle.y - box.top) / box.height);
        } else if (surface.isClose()) {
            surface.moveBy((before.x - e.clientX) / box.width, (before.y - e.clientY) / box.height);
        }
        fingers.set(e.pointerId, { x: e.clientX, y: e.clientY });
        settle();
    });
    for (const end of ['pointerup', 'pointercancel', 'pointerleave'] as const)
        element.addEventListener(end, (e) => fingers.delete((e as PointerEvent).pointerId));
    const settle = (): void => {
        element.style.touchAction = surface.isClose() ? 'none' : 'pan-y';
    };
    settle();
}
