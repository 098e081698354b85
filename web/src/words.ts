// What the islands say. The pages' own words come from the server.
const words = {
    en: {
        zoomIn: 'Zoom in',
        zoomOut: 'Zoom out',
        zoomReset: 'Whole map',
        year: 'Year',
        sex: 'Sex',
        all: 'All',
        women: 'Women',
        men: 'Men',
        play: 'Play',
        pause: 'Pause',
        noData: 'no data',
        to: 'to',
        places: 'Places found',
        map: 'Map tools',
    },
    es: {
        zoomIn: 'Acercar',
        zoomOut: 'Alejar',
        zoomReset: 'Todo el mapa',
        year: 'Año',
        sex: 'Sexo',
        all: 'Total',
        women: 'Mujeres',
        men: 'Hombres',
        play: 'Reproducir',
        pause: 'Pausa',
        noData: 'sin datos',
        to: 'a',
        places: 'Lugares encontrados',
        map: 'Herramientas del mapa',
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

// As the server writes them: 350,854 in English; 350 854 with a narrow no-break space, from five digits, in Spanish.
export function formatCount(value: number, language: Language): string {
    const digits = String(Math.round(Math.abs(value)));
    const sign = value < 0 ? '\u2212' : '';
    if (language === 'es' && digits.length < 5) return sign + digits;
    return sign + digits.replace(/\B(?=(\d{3})+$)/g, language === 'es' ? '\u202f' : ',');
}
