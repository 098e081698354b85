// What is far is laid out when it is near, so that the beginning of a page is there at once. When nothing else is left to do
// the rest follows, one part at a time: then the page is whole, for whoever photographs it.
const FAR = '.fig, .rank, .notes, .stack tr';

type Later = (work: () => void) => void;

export function layOutFar(document: Document, later: Later = (work) => void requestIdleCallback(work)): void {
    const far = [...document.querySelectorAll<HTMLElement>(FAR)];
    const next = (): void => {
        const part = far.shift();
        if (!part) return;
        part.style.contentVisibility = 'visible';
        later(next);
    };
    next();
}

/** Once the page has loaded; a browser that cannot say when it is idle does not let anything wait either. */
export function enhanceFar(document: Document): void {
    if (!('requestIdleCallback' in window)) return;
    const begin = (): void => void requestIdleCallback(() => layOutFar(document));
    if (document.readyState === 'complete') begin();
    else addEventListener('load', begin, { once: true });
}
