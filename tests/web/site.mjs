// SPDX-License-Identifier: Apache-2.0
// The site as people meet it: every page in both languages, from the phone to the wall, light, dark and on paper, with and
// without scripts; then journeys by keyboard. TAP.
// usage: node site.mjs PROGRAM SOURCE-FOLDER; CORREDOR_WEB=deep looks at every width in light and dark with all of axe;
// CORREDOR_WEB_PAGES=WORD only at pages with this in their address.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aloneProblems } from './alone.mjs';
import { FIRST_CORRIDORS, firstScreenProblems } from './first.mjs';
import { axeProblems, checkerProblems, cutProblems, frameProblems, layOut, listen, overlapProblems, widthProblems } from './eyes.mjs';
import { abreast, openBrowser, openContext, openSite, openListeningBrowser, Results } from './harness.mjs';
import { journeys } from './journeys.mjs';
import { officeProblems } from './office.mjs';
import { phoneTreeProblems, treeProblems } from './tree.mjs';

// Addresses; a number after a blank is the status expected. Each shows something that no other shows.
const PAGES = [
    // corridors, countries, the world
    '/', '/corridor/GTM-MEX', '/corridor/NIC-CRI', '/corridor/HTI-DOM', '/corridor/MEX-USA', '/corridor/TUV-NRU',
    '/corridor/VAT-MEX', '/country/GTM', '/country/DOM', '/country/TUV', '/world', '/corridors', '/corridors?to=MEX,CRI&sex=F&year=2000',
    '/corridors?from=VAT&to=VAT', '/remittances/USA-GTM', '/remittances/GTM-NIC', '/compare', '/compare?c=GTM-MEX~HND-MEX',
    // moves between places
    '/flows', '/flows?place=GTM&short=10', '/flows/compare/GTM-MEX', '/flows/compare/VAT-MEX',
    '/flows/methods', '/flows/own', '/flows/validation',
    // agreements, schemes, conventions
    '/mechanisms', '/mechanisms?origin=GTM&destination=MEX', '/mechanisms?country=JAM&type=temporary-scheme&q=sawp', '/mechanisms?q=zzzz',
    '/mechanisms/MEX-CAN-PTAT', '/mechanisms/CA4', '/mechanisms/MEX-CAN-PTAT/history', '/mechanisms/compare?a=MEX-CAN-PTAT&b=USA-H2A',
    '/mechanisms/compare', '/mechanisms/gaps', '/mechanisms/agreements', '/mechanisms/conventions', '/mechanisms/use', '/mechanisms/NOTHING 404',
    // what has been written, and by whom
    '/library', '/library?q=remesas', '/library/PUB01', '/library/institutions', '/library/NOTHING 404',
    // the network of regulators
    '/network', '/network/members', '/network/members/IOM', '/network/themes', '/network/themes/fees', '/network/practices',
    '/network/practices/GTM-REGISTER', '/network/actions', '/network/actions/FORUM-2021-REGISTER', '/network/events', '/network/countries/GTM',
    // data, help, doors, and what goes wrong
    '/data', '/about', '/check', '/check?country=GTM', '/check?country=HTI', '/office', '/sources', '/source/1', '/figures?measure=stock&origin=GTM&destination=MEX', '/search?q=gua',
    '/search?q=zzzz', '/nothing-here 404', '/corridor/GTM-XXX 404', '/corridors?year=abc 400', '/corridor/GTM-GTM 422',
];
const LANGUAGES = ['en', 'es'];
const WIDTHS = [320, 390, 768, 1280, 1920];
const PHONES = [320, 390];
const AT_ONCE = Number(process.env.CORREDOR_WEB_AT_ONCE ?? 4);
const deep = process.env.CORREDOR_WEB === 'deep';

const withLanguage = (path, lang) => `${path}${path.includes('?') ? '&' : '?'}lang=${lang}`;
const openAll = (page) => page.evaluate(() => document.querySelectorAll('main details').forEach((d) => (d.open = true)));

/** Wherever one looks from: nothing sideways, no words on words, none cut off. */
async function lookFromEverywhere(page, found) {
    for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        const seen = [...(await widthProblems(page)), ...(await overlapProblems(page)), ...(await cutProblems(page))];
        if (deep)
            for (const colorScheme of ['light', 'dark']) {
                await page.emulateMedia({ colorScheme });
                seen.push(...(await axeProblems(page)).map((p) => `${colorScheme}: ${p}`));
            }
        found.push(...seen.map((p) => `${width} px: ${p}`));
    }
}

async function lookThrough(browser, url, path, status, lang) {
    const context = await openContext(browser, { viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    const found = listen(page, url);
    const answer = await page.goto(url + withLanguage(path, lang));
    const html = await answer.text();
    if (answer.status() !== status) found.push(`status ${answer.status()}, expected ${status}`);
    if ((await page.getAttribute('html', 'lang')) !== lang) found.push('another language');
    await layOut(page);
    await lookFromEverywhere(page, found);
    await openAll(page);
    for (const width of PHONES) {
        await page.setViewportSize({ width, height: 900 });
        found.push(...[...(await widthProblems(page)), ...(await frameProblems(page))].map((p) => `${width} px, tables open: ${p}`));
    }
    // colours are the same in every language, and most of the work
    const inColour = lang === LANGUAGES[0];
    found.push(...(await axeProblems(page, { without: inColour ? [] : ['color-contrast'] })));
    if (inColour) {
        await page.emulateMedia({ colorScheme: 'dark' });
        found.push(...(await axeProblems(page, { only: ['color-contrast'] })).map((p) => `dark: ${p}`));
    }
    await page.setViewportSize({ width: 794, height: 1123 });
    await page.emulateMedia({ media: 'print', colorScheme: 'light' });
    found.push(...(await paperProblems(page)).map((p) => `paper: ${p}`));
    const words = await page.evaluate(() => document.querySelector('main').textContent.length);
    await context.close();
    return { found, words, html };
}

/** On paper nothing is left to click, tables are open and nothing hangs over the edge. */
async function paperProblems(page) {
    const seen = await page.evaluate(() => {
        const shown = (selector) => [...document.querySelectorAll(selector)].some((e) => e.getBoundingClientRect().height > 0);
        document.querySelectorAll('main details').forEach((d) => (d.open = false));
        return {
            controls: shown('nav, .tools, .maptools, .mapyears, .search button'),
            closed: [...document.querySelectorAll('details.twin table')].some((t) => t.getBoundingClientRect().height === 0),
        };
    });
    return [...(await widthProblems(page)), ...(seen.controls ? ['things to click are printed'] : []), ...(seen.closed ? ['a table stays closed'] : [])];
}

async function lookWithoutScript(browser, url, path, lang) {
    const context = await openContext(browser, { viewport: { width: 390, height: 844 }, javaScriptEnabled: false });
    const page = await context.newPage();
    const found = [];
    await page.goto(url + withLanguage(path, lang));
    if ((await page.locator('h1').count()) !== 1) found.push('without scripts: no single h1');
    const words = (await page.locator('main').textContent()).length;
    const menu = page.locator('.menu summary');
    if (path.startsWith('/check')) { // pages for workers have neither menu nor script
        if (await menu.count()) found.push('a page for workers has a menu');
    } else {
        await menu.click();
        if (!(await page.locator('.menu nav a').first().isVisible())) found.push('without scripts: the menu does not open');
    }
    await context.close();
    return { found: found.map((p) => `no script: ${p}`), words };
}

const briefly = (problem) => `${problem.message.split('\n')[0]} ${/\w+\.mjs:\d+/.exec(problem.stack)?.[0] ?? ''}`;

const [program, source] = process.argv.slice(2);
const results = new Results();
const site = await openSite(program, source);
const browser = await openBrowser();
const folder = mkdtempSync(join(tmpdir(), 'corredor-pages-'));
const files = [];
const keepForChecker = (name, html) => {
    const file = join(folder, `${name.replace(/[^A-Za-z0-9]+/g, '_')}.html`);
    writeFileSync(file, html);
    files.push(file);
};
const started = Date.now();
const wanted = PAGES.filter((page) => page.includes(process.env.CORREDOR_WEB_PAGES ?? ''));
await abreast(AT_ONCE, wanted.flatMap((page) => LANGUAGES.map((lang) => [page, lang])), async ([entry, lang]) => {
    const [path, status = '200'] = entry.split(' ');
    const name = `${path} in ${lang}`;
    try {
        const seen = await lookThrough(browser, site.url, path, Number(status), lang);
        const plain = await lookWithoutScript(browser, site.url, path, lang);
        // Scripts add tools to maps, and no content.
        if (plain.words < 0.9 * seen.words - 400) plain.found.push(`without scripts ${plain.words} letters of ${seen.words}`);
        keepForChecker(name, seen.html);
        results.say(name, [...seen.found, ...plain.found]);
    } catch (problem) {
        results.say(name, [briefly(problem)]);
    }
});
/** What is tried by itself, unless only some pages are asked for. */
async function attempt(name, work) {
    if (process.env.CORREDOR_WEB_PAGES && !name.includes(process.env.CORREDOR_WEB_PAGES)) return;
    try {
        results.say(name, (await work()) ?? []);
    } catch (problem) {
        results.say(name, [briefly(problem)]);
    }
}

if (site.addAccount)
    await abreast(AT_ONCE, LANGUAGES, (lang) =>
        attempt(`the office in ${lang}`, async () => {
            const { problems, pages } = await officeProblems(browser, site, lang);
            for (const [path, html] of pages) keepForChecker(`${path} in ${lang}`, html);
            return problems;
        }),
    );
if (site.corredor)
    for (const lang of LANGUAGES) await attempt(`a corridor as a file, without a network, in ${lang}`, () => aloneProblems(browser, site, lang));
for (const corridor of FIRST_CORRIDORS)
    for (const lang of LANGUAGES)
        await attempt(`the first screen of ${corridor} in ${lang}`, () => firstScreenProblems(browser, site.url, corridor, lang));
const listening = await openListeningBrowser();
for (const path of ['/corridor/GTM-MEX', '/country/GTM'])
    await attempt(`${path}: the tree of the page is that of its file`, () => treeProblems(listening, site.url, path));
for (const path of ['/corridor/GTM-MEX', '/mechanisms', '/flows'])
    await attempt(`${path}: its tables on a phone are tables to those who listen`, () => phoneTreeProblems(listening, site.url, path));
await listening.close();
results.say('the W3C checker has nothing to say', files.length ? checkerProblems(files) : []);
console.log(`# pages: ${Math.round((Date.now() - started) / 1000)} s`);
for (const [name, walk] of journeys) await attempt(name, () => walk(browser, site.url));
console.log(`# all: ${Math.round((Date.now() - started) / 1000)} s`);
await browser.close();
rmSync(folder, { recursive: true, force: true });
const complaint = await site.close();
if (complaint) results.say('the server ends in peace', [complaint]);
results.end();
