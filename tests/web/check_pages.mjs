// Pages under the eyes of machines: axe (WCAG 2.2 AA and best practice), the W3C checker, sideways scrolling, print.
// usage: node check_pages.mjs PAGE.html|FOLDER|URL...
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync, mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const vnu = require.resolve('vnu-jar/build/dist/vnu.jar');
const widths = [320, 390, 1280, 1920];
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

function pagesOf(argument) {
    if (/^https?:/.test(argument)) return [argument];
    const path = resolve(argument);
    if (!existsSync(path)) throw new Error(`${argument}: no such page`);
    const files = statSync(path).isDirectory() ? readdirSync(path).filter((f) => f.endsWith('.html')).map((f) => join(path, f)) : [path];
    return files.sort().map((f) => pathToFileURL(f).href);
}

async function axeProblems(page) {
    await page.evaluate(axe);
    const { violations } = await page.evaluate((only) => axe.run(document, { runOnly: only }), tags);
    return violations.map((v) => `axe ${v.id}: ${v.help} (${v.nodes.length}): ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(' | ')}`);
}

async function widthProblems(page) {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    return wide > 0 ? [`scrolls sideways by ${wide} px`] : [];
}

/* Words of a chart that stand on each other. Axis labels that give way on phones are hidden and do not count. */
async function overlapProblems(page) {
    return page.evaluate(() => {
        const found = [];
        for (const svg of document.querySelectorAll('svg.chart[role=img], svg.map')) {
            const boxes = [...svg.querySelectorAll('text')]
                .map((t) => ({ text: t.textContent, box: t.getBoundingClientRect() }))
                .filter((t) => t.text && t.box.width > 0);
            for (let i = 0; i < boxes.length; i++)
                for (let k = 0; k < i; k++) {
                    const [a, b] = [boxes[i].box, boxes[k].box];
                    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
                    const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
                    if (wide > 3 && high > 4) found.push(`words on words: "${boxes[k].text}" and "${boxes[i].text}"`);
                }
        }
        return found;
    });
}

async function look(browser, url, width, colorScheme) {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    const problems = [];
    page.on('pageerror', (e) => problems.push(`script: ${e.message}`));
    page.on('console', (m) => m.type() === 'error' && problems.push(`console: ${m.text()}`));
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

async function checkerProblems(urls) {
    const paths = await Promise.all(urls.map(localCopy));
    const run = spawnSync('java', ['-Xss1m', '-jar', vnu, '--format', 'json', '--exit-zero-always', ...paths], { encoding: 'utf8', maxBuffer: 1 << 26 });
    const { messages } = JSON.parse(run.stderr || '{"messages":[]}');
    return messages
        .filter((m) => m.type === 'error' || m.subType === 'warning')
        .map((m) => `W3C checker: ${m.url?.split('/').pop()} line ${m.lastLine}: ${m.message} (${(m.extract || '').replace(/\s+/g, ' ').slice(0, 100)})`);
}

const urls = process.argv.slice(2).flatMap(pagesOf);
if (urls.length === 0) {
    console.error('usage: node check_pages.mjs PAGE.html|FOLDER|URL...');
    process.exit(64);
}
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
let count = 0;
const say = (where, problems) => problems.forEach((p) => (console.log(`${where}: ${p}`), count++));
for (const url of urls)
    for (const width of widths)
        for (const scheme of ['light', 'dark']) say(url.split('/').pop(), await look(browser, url, width, scheme));
await browser.close();
say('', await checkerProblems(urls));
console.log(`${urls.length} pages, ${widths.length} widths, light and dark: ${count} problems`);
process.exit(count ? 1 : 0);
