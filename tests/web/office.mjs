// SPDX-License-Identifier: Apache-2.0
// The rooms of staff: behind password and code, every page looked at like those of readers, and an entry taken from the
// first draft to the difference of its versions by keyboard and mouse.
import { createHmac } from 'node:crypto';
import { axeProblems, cutProblems, listen, widthProblems } from './eyes.mjs';
import { openContext } from './harness.mjs';

const PASSWORD = 'a horse on a quiet bridge';
const KEY = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'; // of the test vectors of RFC 6238: "12345678901234567890" in base32

function codeNow() {
    const step = Buffer.alloc(8);
    step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
    const mac = createHmac('sha1', '12345678901234567890').update(step).digest();
    return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

async function signIn(page, url, lang) {
    await page.goto(`${url}/office?lang=${lang}`);
    await page.locator('input[name=name]').fill(`web-${lang}`);
    await page.locator('input[name=password]').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.locator('input[name=code]').fill(codeNow());
    await page.keyboard.press('Enter');
    await page.waitForSelector('a[href^="/office/account"]');
}

/** Writes an entry and a second version of it. */
async function write(page, url, lang) {
    const key = `WEB-${lang.toUpperCase()}`;
    await page.goto(`${url}/office/mechanism/new`);
    await page.locator('[name=type]').selectOption('bilateral_agreement');
    for (const [name, value] of [['title_en', `Agreement of ${lang}`], ['title_es', `Acuerdo de ${lang}`], ['parties', 'GTM; MEX'], ['key', key]])
        await page.locator(`[name=${name}]`).fill(value);
    await page.locator('button[value=draft]').last().click();
    await page.goto(`${url}/office/mechanism/${key}/edit`);
    await page.locator('[name=signed]').fill('2014-08-07');
    await page.locator('button[value=review]').last().click();
    return key;
}

async function look(page, address, problems) {
    const answer = await page.goto(address);
    if (answer.status() !== 200) problems.push(`${answer.status()} at ${address}`);
    const seen = [];
    for (const width of [320, 390, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        seen.push(...[...(await widthProblems(page)), ...(await cutProblems(page))].map((p) => `${width} px: ${p}`));
    }
    await page.evaluate(() => document.querySelectorAll('main details').forEach((d) => (d.open = true)));
    seen.push(...(await axeProblems(page)));
    problems.push(...seen.map((p) => `${new URL(address).pathname}: ${p}`));
    return answer.text();
}

/** Problems, and the pages as they were sent, for the W3C checker. */
export async function officeProblems(browser, site, lang) {
    site.addAccount(`web-${lang}`, PASSWORD, KEY, ['--role', 'editor,reviewer,administrator']);
    const context = await openContext(browser, { viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    const problems = listen(page, site.url), pages = [];
    await signIn(page, site.url, lang);
    const entry = `/office/mechanism/${await write(page, site.url, lang)}`;
    for (const path of ['/office', '/office/mechanism', '/office/mechanism/new', entry, `${entry}/edit`, `${entry}/compare?from=1&to=2`,
        '/office/publication/new', '/office/account', '/office/staff', `/office/staff/web-${lang}`, '/office/log'])
        pages.push([path, await look(page, site.url + path, problems)]);
    await page.goto(`${site.url}${entry}/compare?from=1&to=2`);
    if (!(await page.locator('main').textContent()).includes('2014-08-07')) problems.push('the difference does not show the date');
    await context.close();
    return { problems, pages };
}
