// SPDX-License-Identifier: Apache-2.0
// /openapi.json by machines of other people: a validator of OpenAPI 3.1, and a client that calls every path with the
// examples of its parameters, then with the example of the operation. TAP.
// usage: node openapi.mjs PROGRAM SOURCE-FOLDER
import { Validator } from '@seriousme/openapi-schema-validator';
import createClient from 'openapi-fetch';
import { openSite, Results } from './harness.mjs';

const [program, source] = process.argv.slice(2);

const rowsOf = (operation, where) => operation.parameters.filter((row) => row.in === where && row.name !== 'format');
const formatsOf = (operation) => operation.parameters.find((row) => row.name === 'format').schema.enum;
const isJson = (format) => format.endsWith('json');

/** What stands in the path as its schema says; of the rest what the operation's own example says. */
function wishes(operation) {
    const usual = Object.fromEntries(rowsOf(operation, 'path').map((row) => [row.name, row.schema.examples[0]]));
    const example = Object.fromEntries(new URLSearchParams(operation['x-example'] ?? ''));
    const inPath = (name) => name in usual;
    const part = (wanted) => Object.fromEntries(Object.entries(example).filter(([name]) => inPath(name) === wanted));
    return [
        { path: usual, query: {} },
        { path: { ...usual, ...part(true) }, query: part(false) },
    ];
}

async function call(client, path, format, { path: values, query }) {
    const asked = { params: { path: { ...values, format }, query }, parseAs: isJson(format) ? 'json' : 'text' };
    const { data, error, response } = await client.GET(path, asked);
    if (response.status === 200 && (isJson(format) ? typeof data === 'object' : data.length)) return [];
    return [`${response.url}: ${response.status} ${JSON.stringify(error)}`];
}

async function callProblems(client, path, operation) {
    const formats = formatsOf(operation);
    const asked = formats.some(isJson) ? formats.filter(isJson) : formats.slice(0, 1);
    const calls = asked.flatMap((format) => wishes(operation).map((wish) => call(client, path, format, wish)));
    return (await Promise.all(calls)).flat();
}

const site = await openSite(program, source);
const results = new Results();
const document = await fetch(`${site.url}/openapi.json`).then((answer) => answer.json());
const validator = new Validator();
const valid = await validator.validate(structuredClone(document));
results.say('/openapi.json is valid', [
    ...(valid.valid ? [] : [JSON.stringify(valid.errors, null, 1).slice(0, 4000)]),
    ...(validator.version === '3.1' ? [] : [`version ${validator.version}`]),
]);

const client = createClient({ baseUrl: site.url });
for (const [path, { get }] of Object.entries(document.paths))
    results.say(path, await callProblems(client, path, get));

const complaint = await site.close();
if (complaint) results.say('the server ends in peace', [complaint]);
results.end();
