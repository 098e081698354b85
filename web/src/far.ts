// SPDX-License-Identifier: Apache-2.0
// What is far is laid out when it is near, so that the beginning of a page is there at once. When nothing else is left to do
// the rest follows, for some milliseconds at a time: then the page is whole, for whoever photographs it.
const FAR = '.fig, .rank, .notes, .stack tr';
const AT_ONCE_MS = 6; // a slow phone takes four times as long, and must not be missed

const PHONE_WAITS_MS = 3000; // its first seconds belong to who holds it; what comes near is laid out at once anyway

type Later = (work: () => void) => void;

export function layOutFar(document: Document, later: Later = (work) => void requestIdleCallback(work), now = () => performance.now()): void {
    const far = [...document.querySelectorAll<HTMLElement>(FAR)];
    const next = (): void => {
        for (const end = now() + AT_ONCE_MS; far.length && now() < end; ) {
            const part = far.shift()!;
            part.style.contentVisibility = 'visible';
            part.getBoundingClientRect(); // laid out here and now, so that the clock tells
        }
        if (far.length) later(next);
    };
    next();
}

/** Once the page has loaded; a browser that cannot say when it is idle does not let anything wait either. */
export function enhanceFar(document: Document): void {
    if (!('requestIdleCallback' in window)) return;
    const wait_ms = matchMedia('(pointer: coarse)').matches ? PHONE_WAITS_MS : 0;
    const begin = (): void => void setTimeout(() => requestIdleCallback(() => layOutFar(document)), wait_ms);
    if (document.readyState === 'complete') begin();
    else addEventListener('load', begin, { once: true });
}
