// SPDX-License-Identifier: Apache-2.0
// What a page is looked at for: axe, sideways scrolling, words on words, the W3C checker.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const vnu = require.resolve('vnu-jar/build/dist/vnu.jar');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** `only`: these rules; `without`: all but these; else all of WCAG 2.2 AA and best practice. */
export async function axeProblems(page, { only, without = [] } = {}) {
    await page.evaluate(axe);
    const options = {
        runOnly: only ? { type: 'rule', values: only } : { type: 'tag', values: TAGS },
        rules: Object.fromEntries(without.map((rule) => [rule, { enabled: false }])),
        resultTypes: ['violations'],
    };
    const { violations } = await page.evaluate((how) => axe.run(document, how), options);
    return violations.map((v) => `axe ${v.id}: ${v.help} (${v.nodes.length}): ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(' | ')}`);
}

export async function widthProblems(page) {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    return wide > 0 ? [`scrolls sideways by ${wide} px`] : [];
}

/** Everything laid out, as far down as it may be: what is measured next counts all of the page. */
export const layOut = (page) =>
    page.evaluate(() => {
        for (const e of document.querySelectorAll('main *'))
            if (getComputedStyle(e).contentVisibility === 'auto') e.style.contentVisibility = 'visible';
    });

/** Tables that scroll sideways in their frames. */
export const frameProblems = (page) =>
    page.evaluate(() =>
        [...document.querySelectorAll('.scroll')]
            .filter((e) => e.scrollWidth > e.clientWidth + 1)
            .map((e) => `the table of #${e.closest('[id]')?.id} is ${e.scrollWidth} px wide in ${e.clientWidth}`),
    );

/* Words of a chart that stand on each other. Axis labels that give way on phones are hidden and do not count. */
export async function overlapProblems(page) {
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

/** Words cut off at the edge of what holds them, where nothing scrolls. */
export async function cutProblems(page) {
    return page.evaluate(() =>
        [...document.querySelectorAll('main :is(p, h1, h2, h3, h4, td, th, li, dd, dt, button, a, summary), header a')]
            .filter((e) => e.clientWidth > 0 && !e.closest('.hidden, .scroll') && e.scrollWidth > e.clientWidth + 2)
            .filter((e) => ['hidden', 'clip'].includes(getComputedStyle(e).overflowX))
            .map((e) => `words are cut off: "${e.textContent.trim().slice(0, 60)}"`),
    );
}

export function checkerProblems(paths) {
    const run = spawnSync('java', ['-Xss1m', '-jar', vnu, '--format', 'json', '--exit-zero-always', ...paths], { encoding: 'utf8', maxBuffer: 1 << 26 });
    if (run.error) throw run.error;
    const { messages } = JSON.parse(run.stderr || '{"messages":[]}');
    return messages
        .filter((m) => m.type === 'error' || m.subType === 'warning')
        .map((m) => `W3C checker: ${m.url?.split('/').pop()} line ${m.lastLine}: ${m.message} (${(m.extract || '').replace(/\s+/g, ' ').slice(0, 100)})`);
}

/** Collects what a page complains about while it is open: scripts, the console, requests to others. */
export function listen(page, url) {
    const problems = [];
    page.on('pageerror', (e) => problems.push(`script: ${e.message}`));
    page.on('console', (m) => m.type() === 'error' && !/status of 4\d\d/.test(m.text()) && problems.push(`console: ${m.text()}`));
    page.on('request', (r) => !r.url().startsWith(url) && !/^(data|blob|file):/.test(r.url()) && problems.push(`asks another host: ${r.url()}`));
    return problems;
}
