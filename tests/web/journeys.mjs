// SPDX-License-Identifier: Apache-2.0
// Ways through the site, from the first screen to the last, as people walk them. Each gives what went wrong.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listen } from './eyes.mjs';
import { openContext } from './harness.mjs';

async function walk(browser, url, options, steps) {
    const context = await openContext(browser, { viewport: { width: 1280, height: 900 }, acceptDownloads: true, ...options });
    const page = await context.newPage();
    const problems = listen(page, url);
    const expect = (is, what) => is || problems.push(what);
    const same = (is, should, what) => is === should || problems.push(`${what}: ${JSON.stringify(is)}, expected ${JSON.stringify(should)}`);
    try {
        await steps(page, { expect, same, url });
    } catch (problem) {
        problems.push(`at ${page.url()}: ${problem.message}`);
    }
    await context.close();
    return problems;
}

const focused = (page, what) => page.evaluate((key) => document.activeElement?.[key] ?? '', what);

/** Presses Tab until the focus is there; gives how often, and says when it never comes. */
async function tabTo(page, selector, most = 60) {
    for (let i = 1; i <= most; i++) {
        await page.keyboard.press('Tab');
        if (await page.evaluate((s) => document.activeElement?.matches(s), selector)) return i;
    }
    throw new Error(`Tab does not lead to ${selector}`);
}

const path = (page) => page.url().replace(/^https?:\/\/[^/]+/, '');

// ---- by keyboard

const search = (browser, url) =>
    walk(browser, url, {}, async (page, { expect, same }) => {
        await page.goto(`${url}/?lang=es`);
        same(await tabTo(page, '.skip', 1), 1, 'the first Tab is the way to the content');
        await page.keyboard.press('Enter');
        expect(page.url().endsWith('#content'), 'the way to the content leads nowhere');
        await tabTo(page, 'input[type=search]');
        const ring = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
        expect(ring !== 'none', 'the focus cannot be seen in the search');
        await page.keyboard.type('haiti');
        await page.waitForSelector('[role=option]');
        same(await page.locator('[role=option]').first().textContent(), 'Haití HTI', 'first suggestion');
        await page.keyboard.press('ArrowDown');
        await Promise.all([page.waitForURL('**/country/HTI*'), page.keyboard.press('Enter')]);
        same(await page.locator('h1').textContent(), 'Haití', 'arrived at');
    });

const languages = (browser, url) =>
    walk(browser, url, {}, async (page, { same, expect }) => {
        await page.goto(`${url}/corridors?to=MEX&sex=F&lang=es`);
        await page.getByRole('link', { name: 'English' }).click();
        await page.waitForFunction(() => document.documentElement.lang === 'en');
        expect(/to=MEX/.test(page.url()) && /sex=F/.test(page.url()), `the query is lost: ${page.url()}`);
        await page.goto(`${url}/about`);
        same(await page.getAttribute('html', 'lang'), 'en', 'the choice is remembered');
        await page.getByRole('link', { name: 'Español' }).click();
        await page.waitForFunction(() => document.documentElement.lang === 'es');
        same(path(page).split('?')[0], '/about', 'the same page');
    });

const travel = (browser, url) =>
    walk(browser, url, {}, async (page, { expect, same }) => {
        await page.goto(`${url}/?lang=en`);
        await page.locator('svg.map-wide a').first().focus();
        const first = await page.evaluate(() => document.activeElement.getAttribute('aria-label'));
        expect((await page.locator('.tip').textContent()).includes('Source'), 'no source beside the line');
        await page.keyboard.press('ArrowRight');
        const second = await page.evaluate(() => document.activeElement.getAttribute('aria-label'));
        expect(first !== second && /to .*: [\d,]+/.test(second), `from "${first}" to "${second}"`);
        await page.keyboard.press('ArrowLeft');
        same(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), first, 'and back');
        await Promise.all([page.waitForURL('**/corridor/*'), page.keyboard.press('Enter')]);
        expect((await page.locator('h1').count()) === 1, 'no page of the corridor');
    });

const sources = (browser, url) =>
    walk(browser, url, {}, async (page, { expect, same }) => {
        await page.goto(`${url}/corridor/NIC-CRI?lang=en`);
        await tabTo(page, 'a.src');
        const tip = page.locator('.tip');
        await tip.waitFor({ state: 'visible' });
        expect(/United Nations|Population Division/.test(await tip.textContent()), `the note says "${await tip.textContent()}"`);
        await page.keyboard.press('Escape');
        expect(!(await tip.isVisible()), 'Escape does not close the note');
        const note = (await focused(page, 'hash')).slice(1);
        await page.keyboard.press('Enter');
        await page.waitForURL(`**#${note}`);
        same(await page.evaluate(() => document.querySelector(':target')?.id ?? ''), note, 'the mark leads to its note');
        await page.locator(`#${note} .back a`).first().click();
        expect(/#r/.test(page.url()), 'no way back from the note');
    });

const menu = (browser, url) =>
    walk(browser, url, { viewport: { width: 320, height: 640 }, javaScriptEnabled: false }, async (page, { expect }) => {
        await page.goto(`${url}/?lang=es`);
        await tabTo(page, '.menu summary');
        await page.keyboard.press('Enter');
        await tabTo(page, '.menu a[href^="/corridors"]', 12);
        await Promise.all([page.waitForURL('**/corridors*'), page.keyboard.press('Enter')]);
        expect((await page.locator('.menu [aria-current=page]').count()) === 1, 'the menu does not say where one is');
    });

// ---- what is far is laid out when it is near

/** Where the top of what `selector` names has come to rest, in pixels of the window. */
const restingPlace = (page, selector) =>
    page.evaluate(async (wanted) => {
        const top = () => document.querySelector(wanted).getBoundingClientRect().top;
        for (let last = NaN, still = 0; still < 10; last = top()) {
            await new Promise((resolve) => setTimeout(resolve, 50));
            still = Math.abs(top() - last) < 1 ? still + 1 : 0;
        }
        return top();
    }, selector);

const far = (browser, url) =>
    walk(browser, url, { viewport: { width: 390, height: 844 } }, async (page, { expect }) => {
        await page.goto(`${url}/corridor/GTM-MEX?lang=es`);
        await page.waitForFunction(() => ![...document.querySelectorAll('main *')].some((e) => getComputedStyle(e).contentVisibility === 'auto'));
        // the same while all is waiting still
        await page.route('**/islands*', (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
        await page.reload();
        await page.evaluate(() => {
            window.shifted = 0;
            const add = (list) => list.getEntries().forEach((e) => (window.shifted += e.hadRecentInput ? 0 : e.value));
            new PerformanceObserver(add).observe({ type: 'layout-shift', buffered: true });
        });
        for (const id of ['library', 'flows', 'notes', 'remittances', 'people']) {
            await page.locator(`.toc a[href="#${id}"]`).click();
            const top = await restingPlace(page, `#${id}`);
            const atTheEnd = await page.evaluate(() => innerHeight + scrollY > document.documentElement.scrollHeight - 2);
            expect((top > -2 && top < 150) || (atTheEnd && top > 0 && top < 844), `#${id} comes to rest at ${top}`);
        }
        await page.evaluate(() => scrollTo(0, 0));
        for (let end = false; !end; ) {
            await page.mouse.wheel(0, 600);
            await page.waitForTimeout(60);
            end = await page.evaluate(() => innerHeight + scrollY > document.documentElement.scrollHeight - 2);
        }
        const shifted = await page.evaluate(() => window.shifted);
        expect(shifted < 0.01, `what is read moves by ${shifted}`);
        await page.evaluate(() => scrollTo(0, 0));
        for (const words of ['Desempleo y horas', 'PIB por persona', 'International Labour Organization']) {
            expect(await page.evaluate((w) => window.find(w, false, false, true), words), `"${words}" is not found in the page`);
            const seen = await page.evaluate(() => getSelection().getRangeAt(0).getBoundingClientRect().height);
            expect(seen > 0, `"${words}" is found and not laid out`);
        }
        await page.emulateMedia({ media: 'print' });
        const skipped = await page.evaluate(() => [...document.querySelectorAll('main *')].filter((e) => getComputedStyle(e).contentVisibility === 'auto').length);
        expect(!skipped, `on paper ${skipped} parts wait until one is near`);
    });

// ---- the map through the years

async function toTheYears(page) {
    await page.locator('.mapyears').scrollIntoViewIfNeeded();
    await page.locator('.mapyears input[type=range]').waitFor();
}

const years = (browser, url) =>
    walk(browser, url, { reducedMotion: 'reduce' }, async (page, { expect, same }) => {
        await page.goto(`${url}/?lang=es`);
        await toTheYears(page);
        const before = await page.locator('svg.map-wide a path.way').first().getAttribute('d');
        await page.locator('.mapyears input[type=range]').focus();
        await page.keyboard.press('Home');
        await page.keyboard.press('ArrowRight');
        same(await page.locator('.mapyears output').textContent(), '1995', 'one step from the first year');
        expect((await page.locator('figure.mapfig h2').textContent()).endsWith(', 1995'), 'the heading does not follow');
        expect((await page.locator('svg.map-wide a path.way').first().getAttribute('d')) !== before, 'the arrows do not follow');
        await page.locator('.mapyears select').selectOption('F');
        expect((await page.locator('figure.mapfig h2').textContent()).endsWith(', 1995: mujeres'), 'the heading does not say women');
        const csv = await (await page.request.get(`${url}/data/figures.csv?measure=stock&origin=NIC&destination=CRI&year=1995&sex=F`)).text();
        const shown = await page.locator('svg.map-wide text[data-line=NIC-CRI]').textContent();
        same(shown.replace(/\D/g, ''), csv.split('\n')[1].split(',')[5], 'the number on the map is that of the table');
    });

const play = (browser, url) =>
    walk(browser, url, { viewport: { width: 390, height: 844 }, hasTouch: true }, async (page, { expect }) => {
        await page.goto(`${url}/?lang=en`);
        await toTheYears(page);
        const phone = page.locator('svg.map-phone path.way').nth(6);
        const before = await phone.getAttribute('d');
        const first = await page.locator('.mapyears output').textContent();
        await page.getByRole('button', { name: 'Play' }).click();
        await page.waitForFunction((year) => document.querySelector('.mapyears output').textContent !== year, first);
        await page.getByRole('button', { name: 'Pause' }).click();
        await page.waitForFunction((path) => document.querySelectorAll('svg.map-phone path.way')[6].getAttribute('d') !== path, before);
        expect(await page.getByRole('button', { name: 'Play' }).isVisible(), 'it does not stop');
    });

const world = (browser, url) =>
    walk(browser, url, {}, async (page, { expect, same }) => {
        await page.goto(`${url}/?lang=en`);
        await page.getByRole('navigation', { name: 'Ways to look' }).getByRole('link', { name: 'The world' }).click();
        await toTheYears(page);
        await page.getByRole('button', { name: 'All corridors' }).click();
        const canvas = page.locator('.world canvas[role=img]');
        await canvas.waitFor();
        const count = Number(/([\d,]+) corridors/.exec(await canvas.getAttribute('aria-label'))[1].replace(',', ''));
        expect(count > 5000, `only ${count} lines`);
        await page.waitForFunction(() => {
            const sheet = document.querySelector('.world canvas');
            const { data } = sheet.getContext('2d').getImageData(0, 0, sheet.width, sheet.height);
            let dots = 0;
            for (let i = 3; i < data.length; i += 4) dots += data[i] > 0;
            return dots > 0.15 * (data.length / 4);
        });
        const link = page.locator('.travel a');
        const first = await link.textContent();
        expect(/^Mexico to United States: [\d,]+$/.test(first), `the largest is "${first}"`);
        await link.focus();
        await page.keyboard.press('ArrowRight');
        expect((await link.textContent()) !== first, 'the arrow keys do not lead on');
        await page.keyboard.press('Home');
        same(await link.textContent(), first, 'Home leads back');
        const box = await canvas.boundingBox();
        for (let i = 0; i < 40 && !(await page.locator('.tip').isVisible()); i++)
            await page.mouse.move(box.x + box.width * (0.25 + i / 100), box.y + box.height * 0.4);
        expect(/ to .*: [\d,]+[^]*Source/.test(await page.locator('.tip').textContent()), 'pointing at a line says nothing');
        await link.focus();
        await Promise.all([page.waitForURL('**/corridor/MEX-USA*'), page.keyboard.press('Enter')]);
    });

// ---- people

/** Prepares a meeting: no scripts in the ministry's browser; a page, its figures, and files to take along. */
const officer = (browser, url) =>
    walk(browser, url, { javaScriptEnabled: false }, async (page, { expect, same }) => {
        await page.goto(`${url}/?lang=es`);
        await page.locator('input[type=search]').fill('Nicaragua a Costa Rica');
        await page.keyboard.press('Enter');
        await page.waitForURL('**/corridor/NIC-CRI*');
        const people = (await page.locator('.headline .big').textContent()).replace(/\D/g, '');
        same(people, '423401', 'the people of the corridor');
        await page.locator('.toc a').nth(3).click();
        expect(/#./.test(page.url()), 'the index leads nowhere');
        for (const [name, type, start] of [['PDF', 'application/pdf', '%PDF'], ['XLSX', 'spreadsheetml', 'PK'], ['CSV', 'text/csv', ''], ['JSON', 'application/json', '{']]) {
            const file = await page.request.get(url + (await page.getByRole('link', { name, exact: true }).first().getAttribute('href')));
            expect(file.ok() && file.headers()['content-type'].includes(type), `${name}: ${file.status()} ${file.headers()['content-type']}`);
            expect((await file.body()).toString('latin1').startsWith(start), `${name} begins otherwise`);
            if (name === 'CSV') expect((await file.text()).includes(people), 'the CSV has another number');
        }
    });

/** Weak signal, an old phone: from the first page to the check, under 15 kB and without scripts. */
const worker = (browser, url) =>
    walk(browser, url, { viewport: { width: 360, height: 640 }, javaScriptEnabled: false, locale: 'es-GT' }, async (page, { expect, same }) => {
        await page.goto(url);
        same(await page.getAttribute('html', 'lang'), 'es', 'the language of the phone');
        const check = page.locator('.masthead .safe a');
        expect((await check.boundingBox()).y < 200, 'the check is not on the first screen');
        await check.click();
        await page.waitForURL('**/check*');
        const answer = await page.request.get(page.url());
        const html = await answer.body();
        expect(html.length <= 15_000, `the page has ${html.length} bytes`);
        expect((await page.locator('h1').boundingBox()).y < 400, 'what it is about is not on the first screen');
        const small = await page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));
        expect(small >= 16, `the text is ${small} px`);
    });

/** The dossier on paper: figures, their sources, no buttons. */
const paper = (browser, url) =>
    walk(browser, url, {}, async (page, { expect }) => {
        await page.goto(`${url}/corridor/GTM-MEX?lang=es`);
        const folder = mkdtempSync(join(tmpdir(), 'corredor-paper-'));
        const file = join(folder, 'page.pdf');
        writeFileSync(file, await page.pdf({ preferCSSPageSize: true }));
        const read = spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
        rmSync(folder, { recursive: true, force: true });
        if (read.error) return; // no pdftotext here
        const words = read.stdout.replace(/[\u202f\u00a0]/g, ' ');
        for (const word of ['Guatemala', '46,318', 'Fuentes', 'https://']) expect(words.includes(word), `"${word}" is not on paper`);
        expect(!words.includes('Menú'), 'the menu is on paper');
    });

/** A phone: rows of many words are lists, parties have land and names, the editions of the ILO a bar of men and women. */
const phone = (browser, url) =>
    walk(browser, url, { viewport: { width: 390, height: 844 }, javaScriptEnabled: false }, async (page, { expect, same }) => {
        await page.goto(`${url}/mechanisms?lang=es`);
        const row = page.locator('table.stack tbody tr').first();
        const state = row.locator('td[data-head=Estado]');
        expect((await state.boundingBox()).x < 40, 'the state of a mechanism is not under its name');
        const said = await state.evaluate((cell) => getComputedStyle(cell, '::before').content);
        expect(/Estado/.test(said), `before the state stands ${said}`);
        await page.goto(`${url}/mechanisms/CA4?lang=es`);
        const outlines = await page.locator('.locator .land.p').evaluateAll((paths) => paths.map((path) => path.getAttribute('d')).join(''));
        expect((outlines.match(/[Mm]/g) || []).length >= 4, 'the land of the four parties is not on the map');
        expect((await page.locator('.locator text', { hasText: 'Honduras' }).count()) === 1, 'a party without a name');
        await page.goto(`${url}/?lang=es`);
        expect((await page.locator('.editions .split .f-ink').count()) >= 3, 'no bars of men and women');
        expect((await page.locator('.editions .split .blank').count()) >= 1, 'what is not known by sex is not an empty bar');
    });

export const journeys = [
    ['by keyboard: to the search, "haiti", and there', search],
    ['the other language keeps the page and its query', languages],
    ['by keyboard: from corridor to corridor on the map', travel],
    ['by keyboard: a source, its note, and back', sources],
    ['by keyboard, without scripts: the menu of a phone', menu],
    ['a long page: to its parts, words in them, nothing moves, all on paper', far],
    ['the map through the years, and women in them', years],
    ['the map of a phone plays the years', play],
    ['every corridor of the world on a canvas', world],
    ['a phone shows rows of words as lists, parties and parts', phone],
    ['an officer prepares a meeting', officer],
    ['a worker checks a recruiter', worker],
    ['a dossier on paper', paper],
];
