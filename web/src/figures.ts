// SPDX-License-Identifier: Apache-2.0
// Figures of the server's CSV: measure,origin,destination,period,breakdown,value,unit,status,source,figure_id
export type Sex = 'T' | 'F' | 'M';

export interface Series {
    years: string[];
    /** persons, by "ORIGIN-DESTINATION", year and sex */
    value(corridor: string, year: string, sex: Sex): number | undefined;
}

/** RFC 4180: quoted fields, doubled quotes. */
export function parseCsv(text: string): string[][] {
    const rows: string[][] = [];
    let row: string[] = [];
    let field = '';
    let quoted = false;
    for (let i = 0; i < text.length; i++) {
        const c = text[i]!;
        if (quoted) {
            if (c === '"' && text[i + 1] === '"') field += text[++i];
            else if (c === '"') quoted = false;
            else field += c;
        } else if (c === '"') quoted = true;
        else if (c === ',') {
            row.push(field);
            field = '';
        } else if (c === '\n') {
            row.push(field.replace(/\r$/, ''));
            rows.push(row);
            row = [];
            field = '';
        } else field += c;
    }
    if (field || row.length) rows.push([...row, field]);
    return rows;
}

const SEXES: Record<string, Sex> = { '': 'T', 'sex=F': 'F', 'sex=M': 'M' };

export function seriesOf(csv: string): Series {
    const [head, ...rows] = parseCsv(csv);
    const column = (name: string): number => head?.indexOf(name) ?? -1;
    const [origin, destination, period, breakdown, value] = ['origin', 'destination', 'period', 'breakdown', 'value'].map(column);
    const values = new Map<string, number>();
    const years = new Set<string>();
    for (const row of rows) {
        const sex = SEXES[row[breakdown!] ?? '?'];
        const number = row[value!];
        if (!sex || !number) continue;
        const year = row[period!]!;
        years.add(year);
        values.set(`${row[origin!]}-${row[destination!]}/${year}/${sex}`, Number(number));
    }
    return {
        years: [...years].sort(),
        value: (corridor, year, sex) => values.get(`${corridor}/${year}/${sex}`),
    };
}

async function fetchCsv(query: URLSearchParams): Promise<string> {
    const answer = await fetch(`/data/figures.csv?${query}`);
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer.text();
}

export async function fetchSeries(source: string, corridors: string[]): Promise<Series> {
    const origins = new Set(corridors.map((c) => c.split('-')[0]!));
    const destinations = new Set(corridors.map((c) => c.split('-')[1]!));
    const query = { measure: 'stock', source, origin: [...origins].join(','), destination: [...destinations].join(',') };
    return seriesOf(await fetchCsv(new URLSearchParams(query)));
}

export interface Amount {
    corridor: string;
    value: number;
}

/** What `query` asks for, of one year and sex, by corridor. Asked once. */
export async function fetchYear(query: URLSearchParams, year: string, sex: Sex): Promise<Amount[]> {
    const asked = new URLSearchParams(query);
    asked.set('year', year);
    if (sex === 'T') asked.set('total', '1');
    else asked.set('sex', sex);
    const key = asked.toString();
    let answer = years.get(key);
    if (!answer) years.set(key, (answer = fetchCsv(asked).then((csv) => amountsOf(csv, sex))));
    return answer.catch((problem) => {
        years.delete(key);
        throw problem;
    });
}

const years = new Map<string, Promise<Amount[]>>();

export function amountsOf(csv: string, sex: Sex): Amount[] {
    const [head, ...rows] = parseCsv(csv);
    const [origin, destination, breakdown, value] = ['origin', 'destination', 'breakdown', 'value'].map((n) => head?.indexOf(n) ?? -1);
    return rows
        .filter((row) => SEXES[row[breakdown!] ?? '?'] === sex && row[value!])
        .map((row) => ({ corridor: `${row[origin!]}-${row[destination!]}`, value: Number(row[value!]) }));
}
