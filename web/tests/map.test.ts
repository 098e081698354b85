// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { enhanceMaps } from '../src/map';
import { geographyOf, worldLines } from '../src/world';

const head = 'measure,origin,destination,period,breakdown,value,unit,status,source,figure_id\r\n';
const series = `${head}stock,HTI,DOM,1990,,100,persons,estimated,s,1\r
stock,HTI,DOM,1990,sex=F,40,persons,estimated,s,2\r
stock,HTI,DOM,2020,,49611,persons,estimated,s,3\r
stock,NIC,CRI,2020,,35085,persons,estimated,s,4\r
`;
const key = '<g class="mapkey"><path d="M20 99Q50 99 80 98L80 94 100 100 80 106 80 102Q50 101 20 101Z"></path><text>20 000</text></g>';
const arrow = (code: string, name: string): string =>
    `<a href="/corridor/${code}?lang=es" aria-label="${name}: 5, 2020"><path class="way" data-ends="10 10 90 60" d="M0 0"></path></a>`;
const page = `<figure class="mapfig" id="map" data-source="s"><h2>Corredores de la región, 2020</h2>
<svg class="map map-wide" viewBox="0 0 1120 640"><title>Corredores, 2020</title>${arrow('HTI-DOM', 'Haití a República Dominicana')}${arrow('NIC-CRI', 'Nicaragua a Costa Rica')}<text data-line="HTI-DOM">49 611</text><text data-line="NIC-CRI">35 085</text>${key}</svg>
<svg class="map map-phone" viewBox="100 0 900 640"><path class="way" d="M0 0"></path><path class="way" d="M0 0"></path></svg>
<figcaption><p><span class="status">estimado</span></p><p>Fuente: Naciones Unidas<a class="src" href="#n1">1</a></p></figcaption></figure>`;

const all = <T extends Element>(selector: string): T[] => [...document.querySelectorAll<T>(selector)];
const settle = async (): Promise<void> => {
    for (let i = 0; i < 20; i++) await Promise.resolve();
};

describe('the map', () => {
    beforeEach(() => {
        vi.stubGlobal('fetch', vi.fn(async () => new Response(series)));
        vi.stubGlobal('matchMedia', () => ({ matches: true, addEventListener: () => undefined }));
        vi.stubGlobal('IntersectionObserver', undefined);
        delete (globalThis as { IntersectionObserver?: unknown }).IntersectionObserver;
        document.documentElement.lang = 'es';
        document.body.innerHTML = page;
        enhanceMaps(document);
    });
    afterEach(() => vi.unstubAllGlobals());

    const open = async (): Promise<HTMLInputElement> => {
        document.querySelector<HTMLButtonElement>('.mapyears button')!.click();
        await settle();
        return document.querySelector<HTMLInputElement>('.mapyears input')!;
    };
    const slide = (slider: HTMLInputElement, to: string): void => {
        slider.value = to;
        slider.dispatchEvent(new Event('input'));
    };

    it('comes closer and goes back to the whole', () => {
        const svg = document.querySelector('svg.map-wide')!;
        const [closer, , whole] = all<HTMLButtonElement>('.maptools .zoom > button');
        closer!.click();
        expect(svg.getAttribute('viewBox')).toBe('186.67 106.67 746.67 426.67');
        whole!.click();
        expect(svg.getAttribute('viewBox')).toBe('0 0 1120 640');
    });
    it('asks for the figures once, and only when a reader wants them', async () => {
        expect(fetch).not.toHaveBeenCalled();
        const slider = await open();
        slide(slider, '0');
        slide(slider, '1');
        expect(fetch).toHaveBeenCalledTimes(1);
        expect(fetch).toHaveBeenCalledWith('/data/figures.csv?measure=stock&source=s&origin=HTI%2CNIC&destination=DOM%2CCRI');
    });
    it('follows the year: arrows of both drawings, numbers, names, heading and key', async () => {
        const slider = await open();
        slide(slider, '0');
        const paths = all<SVGPathElement>('path.way').map((p) => p.getAttribute('d'));
        expect(paths[1]).toBe('M0 0'); // Nicaragua has no figure of 1990
        expect(paths[0]).not.toBe('M0 0');
        expect(paths[2]).not.toBe('M0 0');
        expect(all('text[data-line]').map((t) => t.textContent)).toEqual(['100', '']);
        expect(all('svg a').map((a) => a.getAttribute('aria-label'))).toEqual([
            'Haití a República Dominicana: 100, 1990',
            'Nicaragua a Costa Rica: sin datos, 1990',
        ]);
        expect(document.querySelector('h2')!.textContent).toBe('Corredores de la región, 1990');
        expect(document.querySelector('.mapkey text')!.textContent).toBe('100');
    });
    it('follows the sex and says so in the heading', async () => {
        const slider = await open();
        slide(slider, '0');
        const sex = document.querySelector<HTMLSelectElement>('.mapyears select')!;
        sex.value = 'F';
        sex.dispatchEvent(new Event('change'));
        expect(document.querySelector('h2')!.textContent).toBe('Corredores de la región, 1990: mujeres');
        expect(all('text[data-line]')[0]!.textContent).toBe('40');
    });
    it('begins with the year and sex of the address, and keeps the address in step', async () => {
        history.replaceState(null, '', '/?lang=es&year=1990&sex=F');
        document.querySelector('h2')!.textContent = 'Corredores de la región, 1990: mujeres';
        const slider = await open();
        expect(slider.value).toBe('0');
        expect(document.querySelector<HTMLSelectElement>('.mapyears select')!.value).toBe('F');
        slide(slider, '1');
        expect(document.querySelector('h2')!.textContent).toBe('Corredores de la región, 2020: mujeres');
        expect(location.search).toBe('?lang=es&year=2020&sex=F');
        history.replaceState(null, '', '/');
    });
    it('says where the figures are from when a line has the focus', () => {
        document.querySelector('svg a')!.dispatchEvent(new Event('focus'));
        expect(document.querySelector('.tip')!.textContent).toContain('Fuente: Naciones Unidas');
        expect(document.querySelector('.tip')!.textContent).toContain('estimado');
    });
    it('says it when the figures cannot be loaded', async () => {
        vi.stubGlobal('fetch', vi.fn(async () => new Response('', { status: 503 })));
        await open();
        expect(document.querySelector('.mapyears')!.textContent).toBe('No se pudieron cargar las cifras.');
    });
});

describe('the lines of the world', () => {
    const geography = geographyOf({
        width_px: 10,
        height_px: 5,
        outlines_half_px: 'M0 0z',
        places: [
            { code: 'HTI', x: 1, y: 1, name: { en: 'Haiti', es: 'Haití' } },
            { code: 'DOM', x: 2, y: 1, name: { en: 'Dominican Republic', es: 'República Dominicana' } },
        ],
    });
    it('are the places on the map, largest first, without what is not there', () => {
        const amounts = [
            { corridor: 'DOM-HTI', value: 3 },
            { corridor: 'HTI-DOM', value: 7 },
            { corridor: 'HTI-XXX', value: 9 },
            { corridor: 'DOM-DOM', value: 0 },
        ];
        expect(worldLines(amounts, geography, 'es').map((l) => [l.label, l.value])).toEqual([
            ['Haití a República Dominicana', 7],
            ['República Dominicana a Haití', 3],
        ]);
    });
});
