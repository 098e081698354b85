// SPDX-License-Identifier: Apache-2.0
// What the islands say. The pages' own words come from the server.
const words = {
    en: {
        zoomIn: 'Zoom in',
        zoomOut: 'Zoom out',
        zoomReset: 'Whole map',
        year: 'Year',
        sex: 'Sex',
        all: 'Women and men',
        women: 'Women',
        men: 'Men',
        play: 'Play',
        pause: 'Pause',
        noData: 'no data',
        to: 'to',
        places: 'Places found',
        map: 'Map tools',
        world: 'World',
        largest: 'The largest',
        everything: 'All corridors',
        corridors: 'corridors',
        hairlines: 'The largest as arrows, all others as hairlines; point at one, or go from one to the next with the arrow keys.',
        previous: 'Previous corridor',
        next: 'Next corridor',
        otherYears: 'Other years, women, men',
        failed: 'The figures could not be loaded.',
        share: 'Share missed',
        noPlace: 'Name the place whose census it is, by name or code.',
    },
    es: {
        zoomIn: 'Acercar',
        zoomOut: 'Alejar',
        zoomReset: 'Todo el mapa',
        year: 'Año',
        sex: 'Sexo',
        all: 'Mujeres y hombres',
        women: 'Mujeres',
        men: 'Hombres',
        play: 'Reproducir',
        pause: 'Pausa',
        noData: 'sin datos',
        to: 'a',
        places: 'Lugares encontrados',
        map: 'Herramientas del mapa',
        world: 'Mundo',
        largest: 'Los mayores',
        everything: 'Todos los corredores',
        corridors: 'corredores',
        hairlines: 'Los mayores como flechas, los demás como líneas finas; señale una o pase de una a otra con las flechas del teclado.',
        previous: 'Corredor anterior',
        next: 'Corredor siguiente',
        otherYears: 'Otros años, mujeres, hombres',
        failed: 'No se pudieron cargar las cifras.',
        share: 'Parte omitida',
        noPlace: 'Indique de qué lugar es el censo, por nombre o código.',
    },
} as const;

export type Language = keyof typeof words;
export type Word = keyof (typeof words)['en'];

export function languageOf(document: Document): Language {
    return document.documentElement.lang.startsWith('es') ? 'es' : 'en';
}

export function say(language: Language, word: Word): string {
    return words[language][word];
}

// As the server writes numbers for this reader: what stands between the thousands, and from how many digits on, it says on the
// root of the page.
export function formatCount(value: number, root: HTMLElement = document.documentElement): string {
    const { thousands = ',', grouped = '4' } = root.dataset;
    const digits = String(Math.round(Math.abs(value)));
    const sign = value < 0 ? '\u2212' : '';
    if (digits.length < Number(grouped)) return sign + digits;
    return sign + digits.replace(/\B(?=(\d{3})+$)/g, thousands);
}
