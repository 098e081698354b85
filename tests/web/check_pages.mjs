// SPDX-License-Identifier: Apache-2.0
// Pages under the eyes of machines: axe (WCAG 2.2 AA and best practice), the W3C checker, sideways scrolling, print.
// usage: node check_pages.mjs PAGE.html|FOLDER|URL...
import { existsSync, readdirSync, statSync, writeFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { axeProblems, checkerProblems, listen, overlapProblems, widthProblems } from './eyes.mjs';
import { openBrowser, PATIENCE_MS } from './harness.mjs';

const widths = [320, 390, 1280, 1920];

function pagesOf(argument) {
    if (/^https?:/.test(argument)) return [argument];
    const path = resolve(argument);
    if (!existsSync(path)) throw new Error(`${argument}: no such page`);
    const files = statSync(path).isDirectory() ? readdirSync(path).filter((f) => f.endsWith('.html')).map((f) => join(path, f)) : [path];
    return files.sort().map((f) => pathToFileURL(f).href);
}

async function look(browser, url, width, colorScheme) {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    page.setDefaultTimeout(PATIENCE_MS);
    const problems = listen(page, new URL(url).origin);
    await page.goto(url);
    problems.push(...(await widthProblems(page)));
    problems.push(...(await overlapProblems(page)));
    if (width === 390 || width === 1280) {
        await page.evaluate(() => document.querySelectorAll('details').forEach((d) => (d.open = true)));
        problems.push(...(await widthProblems(page)), ...(await axeProblems(page)));
    }
    await page.close();
    return problems.map((p) => `${width} px ${colorScheme}: ${p}`);
}

async function localCopy(url) {
    if (url.startsWith('file:')) return new URL(url).pathname;
    const path = join(mkdtempSync(join(tmpdir(), 'corredor-')), 'page.html');
    writeFileSync(path, await (await fetch(url)).text());
    return path;
}

const urls = process.argv.slice(2).flatMap(pagesOf);
if (urls.length === 0) {
    console.error('usage: node check_pages.mjs PAGE.html|FOLDER|URL...');
    process.exit(64);
}
const browser = await openBrowser();
let count = 0;
const say = (where, problems) => problems.forEach((p) => (console.log(`${where}: ${p}`), count++));
for (const url of urls)
    for (const width of widths)
        for (const scheme of ['light', 'dark']) say(url.split('/').pop(), await look(browser, url, width, scheme));
await browser.close();
say('', checkerProblems(await Promise.all(urls.map(localCopy))));
console.log(`${urls.length} pages, ${widths.length} widths, light and dark: ${count} problems`);
process.exit(count ? 1 : 0);
