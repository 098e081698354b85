// SPDX-License-Identifier: Apache-2.0
// The first screen of a corridor answers without scrolling, on a desk and on a phone: how many, in which year, the trend,
// the instruments, the price of sending or that it is not published. And the page is no longer than its budget.
import { openContext } from './harness.mjs';

/** Length on a phone of 390 px: three fifths of what it was when the page began with all people born abroad. */
const BUDGET_PX = { 'GTM-MEX': 17460, 'NIC-CRI': 15730, 'HTI-DOM': 14730, 'MEX-USA': 18870, 'BLZ-MEX': 14650 };
export const FIRST_CORRIDORS = Object.keys(BUDGET_PX);

const SCREENS = [
    { width: 1280, height: 800 },
    { width: 390, height: 844 },
];

/** Texts of the first screen, each with the lower edge of its first line. */
const look = () => {
    const begin = (selector) => {
        const element = document.querySelector(selector);
        if (!element) return null;
        const range = document.createRange();
        range.selectNodeContents(element);
        return { text: element.textContent, bottom: range.getClientRects()[0].bottom };
    };
    return {
        number: begin('.first .big'),
        year: begin('.first .now .lead'),
        edition: begin('#edition'),
        trend: begin('#trend'),
        instruments: begin('#rules'),
        price: begin('#practice'),
        height: innerHeight,
    };
};

function screenProblems(seen, people) {
    const { height, ...parts } = seen;
    const found = Object.entries(parts)
        .filter(([, part]) => !part || part.bottom > height)
        .map(([name, part]) => `${name} ${part ? `ends at ${Math.round(part.bottom)} px of ${height}` : 'is missing'}`);
    if (seen.number?.text.replace(/\D/g, '') !== String(people)) found.push(`the number is ${seen.number?.text}, not ${people}`);
    if (!/\b(19|20)\d\d\b/.test(seen.year?.text ?? '')) found.push('no year');
    if (!/USD/.test(seen.price?.text ?? '')) found.push('neither a price nor that there is none');
    return found;
}

/** Everything is laid out once it was near. */
async function lengthOf(page) {
    for (let y = 0, end = 1; y < end; y += 800) {
        await page.evaluate((to) => scrollTo(0, to), y);
        end = await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => done(document.documentElement.scrollHeight))));
    }
    return page.evaluate(() => document.documentElement.scrollHeight);
}

export async function firstScreenProblems(browser, url, corridor, lang) {
    const document = await (await fetch(`${url}/corridor/${corridor}.json`)).json();
    const people = JSON.stringify(document).match(/"id":"headline".*?"value":(\d+)/)?.[1];
    const context = await openContext(browser, { viewport: SCREENS[0] });
    const page = await context.newPage();
    const found = [];
    await page.goto(`${url}/corridor/${corridor}?lang=${lang}`);
    for (const screen of SCREENS) {
        await page.setViewportSize(screen);
        await page.evaluate(() => scrollTo(0, 0));
        found.push(...screenProblems(await page.evaluate(look), people).map((p) => `${screen.width} px: ${p}`));
    }
    const length = await lengthOf(page);
    if (length > BUDGET_PX[corridor]) found.push(`${length} px long on a phone, more than ${BUDGET_PX[corridor]}`);
    await context.close();
    return found;
}
