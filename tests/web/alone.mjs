// SPDX-License-Identifier: Apache-2.0
// A page as one file: opened from a disk, without a network and without a server, it is complete and asks nobody for anything.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cutProblems, layOut, overlapProblems, widthProblems } from './eyes.mjs';
import { openContext } from './harness.mjs';

const WORDS = { en: 'Guatemala to Mexico', es: 'Guatemala a México' };

async function lookAt(browser, file, lang, width) {
    const context = await openContext(browser, { viewport: { width, height: 900 }, offline: true });
    const page = await context.newPage();
    const found = [];
    page.on('request', (r) => r.url() !== pathToFileURL(file).href && !r.url().startsWith('data:') && found.push(`asks for ${r.url()}`));
    page.on('console', (m) => m.type() === 'error' && found.push(`console: ${m.text()}`));
    await page.goto(pathToFileURL(file).href);
    await layOut(page);
    const seen = await page.evaluate(() => {
        const drawn = (selector) => [...document.querySelectorAll(selector)].filter((e) => e.getBoundingClientRect().height > 100 && e.getBBox().width > 100).length;
        return {
            lang: document.documentElement.lang,
            title: document.querySelector('h1')?.textContent.replace(/\s+/g, ' ').trim(),
            maps: drawn('svg.map'),
            charts: drawn('svg.chart[role=img]'),
            ink: getComputedStyle(document.querySelector('svg .land')).fill,
            tables: document.querySelectorAll('table').length,
            ways: [...document.querySelectorAll('[href], [src], [action]')]
                .map((e) => e.getAttribute('href') ?? e.getAttribute('src') ?? e.getAttribute('action'))
                .filter((to) => !/^(#|https?:\/\/|data:)/.test(to)),
            lost: [...document.querySelectorAll('a[href^="#"]')].map((a) => a.hash.slice(1)).filter((id) => id && !document.getElementById(id)),
        };
    });
    if (seen.lang !== lang || seen.title !== WORDS[lang]) found.push(`it is "${seen.title}" in ${seen.lang}`);
    if (seen.maps !== 1 || seen.charts < 5 || seen.tables < 10) found.push(`${seen.maps} maps, ${seen.charts} charts, ${seen.tables} tables`);
    if (/^(none|rgb\(0, 0, 0\))$/.test(seen.ink)) found.push(`land is ${seen.ink}: no stylesheet`);
    found.push(...seen.ways.map((to) => `leads to ${to}`), ...seen.lost.map((id) => `leads to #${id}, which is not there`));
    found.push(...(await widthProblems(page)), ...(await overlapProblems(page)), ...(await cutProblems(page)));
    await context.close();
    return found.map((p) => `${width} px: ${p}`);
}

export async function aloneProblems(browser, site, lang) {
    const folder = mkdtempSync(join(tmpdir(), 'corredor-alone-'));
    const file = join(folder, 'gtm-mex.html');
    try {
        site.corredor('corridor', 'GTM', 'MEX', '--lang', lang, '-o', file);
        return [...(await lookAt(browser, file, lang, 390)), ...(await lookAt(browser, file, lang, 1280))];
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}
