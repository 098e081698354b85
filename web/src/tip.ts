// SPDX-License-Identifier: Apache-2.0
// One small panel that shows what is under the pointer or the focus. It repeats what is written elsewhere, so it is
// hidden from screen readers.
let panel: HTMLElement | undefined;

export function showTip(near: Element, content: string | Node): void {
    const box = near.getBoundingClientRect();
    place(content, box.left + box.width / 2, box.top, box.bottom);
}

/** Beside the pointer. */
export function showTipAt(x: number, y: number, content: string | Node): void {
    place(content, x, y - 8, y + 16);
}

function place(content: string | Node, middle: number, top: number, bottom: number): void {
    if (!panel?.isConnected) panel = document.body.appendChild(Object.assign(document.createElement('div'), { className: 'tip' }));
    panel.setAttribute('aria-hidden', 'true');
    panel.replaceChildren(content);
    panel.hidden = false;
    const own = panel.getBoundingClientRect();
    const left = Math.max(8, Math.min(middle - own.width / 2, innerWidth - own.width - 8));
    const above = top - own.height - 8;
    panel.style.left = `${left + scrollX}px`;
    panel.style.top = `${(above > 8 ? above : bottom + 8) + scrollY}px`;
}

export function hideTip(): void {
    if (panel) panel.hidden = true;
}

/** WCAG 1.4.13: what appears on hover or focus goes away with Escape. */
export function tipOn(element: Element, content: () => string | Node | undefined): void {
    const show = (): void => {
        const shown = content();
        if (shown) showTip(element, shown);
    };
    element.addEventListener('pointerenter', show);
    element.addEventListener('focus', show);
    element.addEventListener('pointerleave', hideTip);
    element.addEventListener('blur', hideTip);
    element.addEventListener('keydown', (e) => (e as KeyboardEvent).key === 'Escape' && hideTip());
}
