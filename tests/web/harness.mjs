// SPDX-License-Identifier: Apache-2.0
// What the tests of this folder share: a database of the whole pack, a server on a free port, a browser, results as TAP.
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

/** A busy machine is waited for; what takes longer hangs. */
export const PATIENCE_MS = 600_000;

export const openBrowser = (...more) =>
    chromium.launch({
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
        args: ['--no-sandbox', '--disable-gpu', ...more],
        timeout: PATIENCE_MS,
    });

export async function openContext(browser, options) {
    const context = await browser.newContext(options);
    context.setDefaultTimeout(PATIENCE_MS);
    return context;
}

/** As it runs beside a screen reader: the tree has all of the page, also what is not laid out yet. */
export const openListeningBrowser = () => openBrowser('--force-renderer-accessibility');

const freePort = () =>
    new Promise((resolve) => {
        const probe = createServer().listen(0, '127.0.0.1', () => {
            const { port } = probe.address();
            probe.close(() => resolve(port));
        });
    });

async function answers(url) {
    for (const begun = Date.now(); Date.now() - begun < PATIENCE_MS; ) {
        if (await fetch(`${url}/healthz`).then((a) => a.ok).catch(() => false)) return;
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`${url} does not answer`);
}

/** The whole pack, filled once for all tests of a build; `CORREDOR_WEB_DB`: a database to copy and bring up to date. */
function fillDatabase(program, source, path) {
    const given = process.env.CORREDOR_WEB_DB;
    if (given) copyFileSync(given, path);
    const words = given
        ? [program, 'init', '--pack', join(source, 'data'), '--db', path]
        : ['python3', join(source, 'tests/cli/harness.py'), program, source, path];
    const done = spawnSync(words[0], words.slice(1), { encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`no database of the pack: ${done.stderr}`);
}

function makeDatabase(program, source, folder) {
    const path = join(folder, 'web.db');
    fillDatabase(program, source, path);
    // two periods of moves, of different length, for the pages that set methods side by side
    const run = spawnSync(program, ['flows', 'run', '--period', '2015/2020,2020/2024', '--sex', 'T', '--db', path], { encoding: 'utf8' });
    if (run.status !== 0) throw new Error(`flows run: ${run.stderr}`);
    return path;
}

/** A server of its own; `CORREDOR_WEB_URL` looks at one that is running. */
export async function openSite(program, source) {
    if (process.env.CORREDOR_WEB_URL) return { url: process.env.CORREDOR_WEB_URL, close: async () => '' };
    const folder = mkdtempSync(join(tmpdir(), 'corredor-web-'));
    const url = `http://127.0.0.1:${await freePort()}`;
    const path = makeDatabase(program, source, folder);
    const patience = ['--head-timeout', '600', '--body-timeout', '600', '--stop-timeout', '600'];
    const server = spawn(program, ['serve', '--db', path, '--listen', url.slice(7), ...patience], { stdio: ['ignore', 'ignore', 'pipe'] });
    const corredor = (...words) => {
        const options = typeof words[0] === 'object' ? words.shift() : {};
        const done = spawnSync(program, [...words, '--db', path], { encoding: 'utf8', ...options });
        if (done.status !== 0) throw new Error(`${words.slice(0, 3).join(' ')}: ${done.stderr}`);
    };
    let said = '';
    server.stderr.on('data', (bytes) => (said += bytes));
    const ended = new Promise((resolve) => server.on('exit', resolve));
    await answers(url);
    return {
        url,
        corredor,
        addAccount: (name, password, key, options) =>
            corredor({ input: `${password}\n${key}\n` }, 'user', 'add', name, '--with-key', ...options),
        /** What went wrong in the server, or nothing. */
        close: async () => {
            server.kill('SIGTERM');
            const status = await ended;
            rmSync(folder, { recursive: true, force: true });
            return status !== 0 || /Sanitizer|runtime error/.test(said) ? `server ended with ${status}: ${said.slice(-3000)}` : '';
        },
    };
}

/** Results as TAP: a problem is a line of text. */
export class Results {
    count = 0;
    failed = 0;

    say(name, problems) {
        this.count++;
        if (problems.length) this.failed++;
        console.log(`${problems.length ? 'not ok' : 'ok'} ${this.count} - ${name}`);
        for (const problem of [...new Set(problems)].slice(0, 12)) console.log(`# ${String(problem).replace(/\n/g, '\n# ')}`);
    }

    end() {
        console.log(`1..${this.count}`);
        process.exitCode = this.failed ? 1 : 0;
    }
}

/** `work` for each of `list`, so many at a time. */
export async function abreast(many, list, work) {
    const rest = [...list];
    await Promise.all(
        Array.from({ length: many }, async () => {
            while (rest.length) await work(rest.shift());
        }),
    );
}
