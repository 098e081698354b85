// SPDX-License-Identifier: Apache-2.0
// What a screen reader is told: the tree of a page as the browser builds it, from the page the server sends and from
// the one that travels as a file. Both must be the same, and their tables have heads.

import { layOut } from './eyes.mjs';
import { openContext } from './harness.mjs';

const QUIET = new Set(['StaticText', 'InlineTextBox', 'LineBreak', 'generic', 'none', 'link']);
const brief = (node) => `${node.role.value} ${(node.name?.value ?? '').replace(/\s+/g, ' ').trim()}`.trim();

/** The nodes inside `root` as lines, with those a reader hears nothing of left out. */
function linesOf(root, byId, lines = []) {
    if (!root.ignored && !QUIET.has(root.role?.value)) lines.push(brief(root));
    for (const id of root.childIds ?? []) if (byId.has(id)) linesOf(byId.get(id), byId, lines);
    return lines;
}

const childrenOf = (node, byId) =>
    (node.childIds ?? []).map((id) => byId.get(id)).filter(Boolean).flatMap((child) => (child.ignored ? childrenOf(child, byId) : [child]));

/** Rows of a table, whatever groups they are in. */
const rowsOf = (node, byId) =>
    childrenOf(node, byId).flatMap((child) => (child.role.value === 'row' ? [child] : child.role.value === 'rowgroup' ? rowsOf(child, byId) : []));

/** Of the table, or of the group around it that scrolls. */
const nameOf = (table, byId) => table.name?.value || byId.get(table.parentId)?.name?.value || '';

function tableProblems(table, byId) {
    const name = nameOf(table, byId);
    const [head, ...rows] = rowsOf(table, byId).map((row) => childrenOf(row, byId).map((cell) => cell.role.value));
    const found = [];
    if (!name) found.push('a table without a name');
    if (!head?.length || head.some((role) => role !== 'columnheader')) found.push(`"${name}": the first row is ${head}`);
    for (const row of rows)
        if (row[0] !== 'rowheader' || row.length !== head.length || row.slice(1).some((role) => !/^(grid)?cell$/.test(role)))
            found.push(`"${name}": a row of ${row} under ${head.length} heads`);
    return found;
}

const WALL = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

async function treeOf(browser, open, viewport = WALL) {
    const context = await openContext(browser, { viewport, javaScriptEnabled: false });
    const page = await context.newPage();
    await open(page);
    const { nodes } = await (await context.newCDPSession(page)).send('Accessibility.getFullAXTree');
    await context.close();
    const byId = new Map(nodes.map((node) => [node.nodeId, node]));
    const main = nodes.find((node) => node.role?.value === 'main');
    const lines = linesOf(main, byId);
    const tables = nodes.filter((node) => !node.ignored && node.role?.value === 'table');
    return {
        // crumbs and ways to files are links, which a file does not have: the comparison begins with the first part
        lines: lines.slice(lines.findIndex((line) => line.startsWith('region'))),
        problems: tables.flatMap((table) => tableProblems(table, byId)),
        tables: tables.length,
        rows: tables.reduce((sum, table) => sum + rowsOf(table, byId).length, 0),
        landmarks: nodes.filter((n) => !n.ignored && ['banner', 'main', 'contentinfo', 'navigation'].includes(n.role?.value)).map(brief),
    };
}

/** Rows are laid out as lists there, and far ones not at all: the tree has them all the same. */
export async function phoneTreeProblems(browser, url, path) {
    const open = (page) => page.goto(`${url}${path}?lang=en`);
    const [phone, wall] = [await treeOf(browser, open, PHONE), await treeOf(browser, open)];
    const counts = [phone, wall].map((tree) => `${tree.tables} tables of ${tree.rows} rows`);
    return [...phone.problems, ...(counts[0] === counts[1] && phone.rows ? [] : [`on a phone ${counts[0]}, on a wall ${counts[1]}`])];
}

/** `path` as it is served and as a file. */
export async function treeProblems(browser, url, path) {
    // paragraphs that are not laid out yet have no node of their own: here all are
    const served = await treeOf(browser, async (page) => {
        await page.goto(`${url}${path}?lang=en`);
        await layOut(page);
    });
    const html = await (await fetch(`${url}${path}.html?lang=en`)).text();
    const full = await treeOf(browser, async (page) => {
        await page.setContent(html);
        await layOut(page);
    });
    const found = [...served.problems];
    if (served.tables < 4 || served.tables !== full.tables) found.push(`${served.tables} tables, ${full.tables} in the file`);
    for (const mark of ['banner', 'main', 'contentinfo'])
        if (served.landmarks.filter((line) => line.startsWith(mark)).length !== 1) found.push(`no single ${mark}`);
    const apart = served.lines.findIndex((line, i) => line !== full.lines[i]);
    if (apart >= 0 || served.lines.length !== full.lines.length)
        found.push(`the trees part at node ${apart}: "${served.lines[apart]}", in the file "${full.lines[apart]}"`);
    return found;
}
