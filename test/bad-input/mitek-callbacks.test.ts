// Mitek's callback as anybody could send it: what proves nothing is refused, what is malformed harms nothing, and the journey can go on after it.
import { randomUUID } from 'node:crypto';
import { expect, test } from '../support/fixtures.js';
import { createJourney, journeyThat, readJourney } from '../support/journeys.js';
import type { Person } from '../support/person.js';
import type { TestSandbox } from '../support/sandbox.js';
import { CANARY, expectNoEcho, expectUnharmed, type RawAnswer, type RawRequest, send } from './raw.js';

test.override('env', { LOG_LEVEL: 'debug' });

const JSON_TYPE = { 'content-type': 'application/json' };
const KIB = 1024;
const MIB = KIB * KIB;
const UNPROVED = 'The callback does not prove that it comes from Mitek.';
const UNREADABLE = 'The body must be a JSON object, nested at most 32 deep.';
const TOO_LARGE = 'The body has more than 1048576 bytes.';
const UNSUPPORTED_TYPE = 'The body is of a type that is not taken here.';
const TEXTS = ['type', 'firstName', 'lastName', 'documentNumber', 'birthDate', 'expiryDate', 'country', 'gender'];

/** A journey as Mitek knows it. */
interface Called {
  readonly id: string;
  readonly reference: string;
  /** Of the callback, with its token. */
  readonly path: string;
  readonly token: string;
}

type Row = readonly [name: string, request: (journey: Called) => RawRequest];

async function newJourney(admin: Person, sandbox: TestSandbox): Promise<Called> {
  const { id, reference } = await createJourney(admin);
  const { callbackUrl } = await sandbox.journey(reference);
  const path = new URL(callbackUrl ?? '').pathname;
  return { id, reference, path, token: path.split('/').at(-1) ?? '' };
}

const passed = ({ reference }: Called) => JSON.stringify({ reference, status: 'COMPLETED', result: 'PASS' });
/** The right body at another address. */
const at = (path: (journey: Called) => string, method = 'POST'): Row[1] => {
  return (journey) => ({ method, path: path(journey), headers: JSON_TYPE, body: passed(journey) });
};
/** A body at the right address; `REFERENCE` in it stands for that of the journey. */
const body = (content: string | Buffer, headers: Readonly<Record<string, string>> = JSON_TYPE): Row[1] => {
  return ({ path, reference }) => {
    const filled = typeof content === 'string' ? content.replaceAll('REFERENCE', reference) : content;
    return { path, headers, body: filled };
  };
};
const says = (more: string): Row[1] => body(`{"reference":"REFERENCE",${more}}`);
const typed = (type: string): Row[1] => body('{"reference":"REFERENCE","status":"SENT"}', { 'content-type': type });
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

const UNAUTHORIZED: readonly Row[] = [
  ['a wrong token', at(({ path }) => path.replace(/[^/]+$/, CANARY))],
  ['a token that is cut off', at(({ path }) => path.slice(0, -1))],
  ['a token that goes on', at(({ path }) => `${path}A`)],
  ['a token in other letters', at(({ path, token }) => path.replace(token, flipped(token)))],
  ['a token with a NUL behind it', at(({ path }) => `${path}%00`)],
  ['an empty byte for a token', at(({ path }) => path.replace(/[^/]+$/, '%00'))],
  ['its hash for a token', at(({ path }) => path.replace(/[^/]+$/, '0'.repeat(64)))],
  ['the token of a journey that is not there', at(({ path, id }) => path.replace(id, randomUUID()))],
  ['an id that is none', at(({ path, id }) => path.replace(id, CANARY))],
  ['an id in capitals', at(({ path, id }) => path.replace(id, id.toUpperCase()))],
  ['an id with a quotation mark', at(({ path, id }) => path.replace(id, "'%20or%201=1--"))],
  ['the reference for an id', at(({ path, id, reference }) => path.replace(id, reference))],
  ['another reference', body(`{"reference":"${CANARY}","status":"COMPLETED","result":"PASS"}`)],
  ['no reference', body('{"status":"COMPLETED","result":"PASS"}')],
  ['two references, the last of which is another', says(`"status":"COMPLETED","reference":"${CANARY}"`)],
  ['a reference that is a list', body('{"reference":["REFERENCE"],"status":"COMPLETED","result":"PASS"}')],
  ['a reference in an object', body('{"reference":{"$eq":"REFERENCE"},"status":"COMPLETED","result":"PASS"}')],
  ['a reference with a NUL', body('{"reference":"REFERENCE\\u0000","status":"COMPLETED","result":"PASS"}')],
  ['a reference in the prototype', body('{"__proto__":{"reference":"REFERENCE"},"status":"COMPLETED"}')],
];

const BAD: readonly Row[] = [
  ['no body', body('')],
  ['broken JSON', body(`{"reference":"REFERENCE","status":"${CANARY}`)],
  ['a list', body(`["${CANARY}"]`)],
  ['a text', body(`"${CANARY}"`)],
  ['a number', body('4711')],
  ['null', body('null')],
  ['JSON with a comment', body(`{"reference":"REFERENCE" /* ${CANARY} */}`)],
  ['two objects', body('{"reference":"REFERENCE"}{"status":"COMPLETED"}')],
  ['NaN for a number', says('"score":NaN')],
  ['a byte order mark in UTF-16', body(Buffer.from(`\ufeff{"reference":"${CANARY}"}`, 'utf16le'))],
  ['bytes that are no UTF-8', body(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]))],
  ['a body that says it is packed', body('{"reference":"REFERENCE"', { ...JSON_TYPE, 'content-encoding': 'gzip' })],
  ['33 levels', says(`"x":${nested(32)}`)],
  ['100,000 levels', says(`"x":${nested(100_000)}`)],
  ['500,000 levels that are never closed', body('['.repeat(500_000))],
];

const UNSUPPORTED: readonly Row[] = [
  ['plain text', typed('text/plain')],
  ['a form', typed('application/x-www-form-urlencoded')],
  ['a form of files', typed('multipart/form-data; boundary=x')],
  ['XML', typed('application/xml')],
  ['a type that only ends like JSON', typed(`text/${CANARY}json`)],
  ['a type that only begins like JSON', typed(`application/json${CANARY}`)],
  ['no type', ({ path, reference }) => ({ path, body: JSON.stringify({ reference }) })],
];

const NOT_FOUND: readonly Row[] = [
  ...['GET', 'PUT', 'PATCH', 'DELETE'].map((method): Row => [method, at(({ path }) => path, method)]),
  ['no token', at(({ path }) => path.replace(/\/[^/]+$/, ''))],
  ['more behind the token', at(({ path }) => `${path}/${CANARY}`)],
  ['a slash behind the token', at(({ path }) => `${path}/`)],
  ['two slashes', at(({ path }) => path.replace('/mitek/', '/mitek//'))],
  ['capitals', at(({ path }) => path.replace('/callbacks/', '/Callbacks/'))],
  ['a way round', at(({ path }) => path.replace('/callbacks/', '/callbacks/pingone/%2e%2e%2f'))],
];

const TAKEN: readonly Row[] = [
  ['nothing but the reference', body('{"reference":"REFERENCE"}')],
  ['a type of its own that is JSON', typed('application/vnd.mitek.result+json; charset=utf-8')],
  ['32 levels', says(`"x":${nested(31)}`)],
  ['just under a mebibyte', says(`"status":"SENT","x":"${'x'.repeat(MIB - 200)}"`)],
  ['a status that is a list', says(`"status":["${CANARY}"]`)],
  ['a status that is an object', says(`"status":{"toString":"${CANARY}"}`)],
  ['a status that is a number', says('"status":200')],
  ['a status of 100,000 characters', says(`"status":"${'S'.repeat(100_000)}"`)],
  ['a status with a NUL', says('"status":"SENT\\u0000"')],
  ['a status of nothing but NULs', says('"status":"\\u0000\\u0000"')],
  ['a status with half a character', says('"status":"\\ud800"')],
  ['a status that every object has', says('"status":"constructor"')],
  ['a status in other letters', says('"status":"completed","result":"pass"')],
  ['a status with blanks', says('"status":" COMPLETED ","result":" PASS "')],
  ['two statuses, the last of which is none', says('"status":"COMPLETED","result":"PASS","status":"X"')],
  ['a verdict without a status', says('"result":"PASS"')],
  ['a verdict with a NUL', says('"status":"SENT","result":"PASS\\u0000"')],
  ['a verdict that every object has', says('"status":"COMPLETED","result":"__proto__"')],
  ['a verdict that is true', says('"status":"COMPLETED","result":true')],
  ['a score beyond all numbers', says('"status":"SENT","score":1e400,"results":{"scores":{"liveness":-1e400}}')],
  ['scores at the edge of numbers', says('"status":"SENT","score":1e308,"results":{"scores":{"liveness":5e-324}}')],
  ['a score that is a text', says(`"status":"SENT","score":"${CANARY}"`)],
  ['scores with names that are none', says(`"status":"SENT","results":{"scores":{"${CANARY} \\u0000":1,"":2}}`)],
  ['ten thousand scores', says(`"status":"SENT","results":{"scores":{${manyScores(10_000)}}}`)],
  ['results that are a text', says(`"status":"SENT","results":"${CANARY}"`)],
  ['documents that are none', says(`"status":"SENT","results":{"documentResults":[null,7,"${CANARY}",[],{}]}`)],
  ['five thousand documents', says(`"status":"SENT","results":{"documentResults":[${'{},'.repeat(4_999)}{}]}`)],
  ['a document that is all wrong', says(`"status":"SENT","results":{"documentResults":[${wrongDocument()}]}`)],
  ['a day that no calendar has', says('"status":"SENT","results":{"documentResults":[{"birthDate":"2023-02-30"}]}')],
  ['a picture that is a page', says(`"status":"SENT","results":{"picture":"data:text/html,<b>${CANARY}</b>"}`)],
  ['an id with a NUL', says('"status":"SENT","results":{"idRequest":"\\u0000"}')],
  ['an id of 10,000 characters', says(`"status":"SENT","results":{"idRequest":"${'7'.repeat(10_000)}"}`)],
  ['keys of prototypes', says('"__proto__":{"status":"COMPLETED","result":"PASS"},"constructor":{"prototype":{}}')],
  ['NULs wherever a text can stand', says(nulsEverywhere())],
  ['a reviewer and nothing else', says(`"reviewedBy":"${CANARY}"`)],
];

test.for(UNAUTHORIZED)('%s: 401', async ([, request], { gateway, admin, sandbox }) => {
  const journey = await newJourney(admin, sandbox);
  expectProblem(await send(gateway, request(journey)), 401, 'Unauthorized', UNPROVED);
  await expectUntouched(admin, journey);
});

test.for(BAD)('%s: 400', async ([, request], { gateway, admin, sandbox }) => {
  const journey = await newJourney(admin, sandbox);
  expectProblem(await send(gateway, request(journey)), 400, 'Bad Request', UNREADABLE);
  await expectUntouched(admin, journey);
});

test.for(UNSUPPORTED)('%s: 415', async ([, request], { gateway, admin, sandbox }) => {
  const journey = await newJourney(admin, sandbox);
  expectProblem(await send(gateway, request(journey)), 415, 'Unsupported Media Type', UNSUPPORTED_TYPE);
  await expectUntouched(admin, journey);
});

test.for(NOT_FOUND)('%s: 404', async ([, request], { gateway, admin, sandbox }) => {
  const journey = await newJourney(admin, sandbox);
  expectProblem(await send(gateway, request(journey)), 404, 'Not Found');
  await expectUntouched(admin, journey);
});

test.for([
  ['a token of 4 KiB', CANARY.padEnd(4 * KIB, 'x'), 414, 'URI Too Long', 'The path is too long.'],
  ['half an encoded character', `${CANARY}%`, 400, 'Bad Request', 'The request cannot be read.'],
  ['an encoded byte that is no UTF-8', `${CANARY}%ff`, 400, 'Bad Request', 'The request cannot be read.'],
] as const)('%s in the path', async ([, token, status, title, detail], { gateway, admin, sandbox }) => {
  const journey = await newJourney(admin, sandbox);
  const path = journey.path.replace(/[^/]+$/, token);
  expectProblem(await send(gateway, { path, headers: JSON_TYPE, body: passed(journey) }), status, title, detail);
  await expectUntouched(admin, journey);
});

test.for([
  ['at once', (text: string) => text],
  ['in parts of unknown number', (text: string) => [text.slice(0, MIB), text.slice(MIB)]],
] as const)('a body above 1 MiB, %s: 413', async ([, parts], { gateway, admin, sandbox }) => {
  const journey = await newJourney(admin, sandbox);
  const { path } = journey;
  const large = parts(passed(journey).replace('{', `{"filling":"${CANARY.padEnd(MIB, 'x')}",`));
  expectProblem(await send(gateway, { path, headers: JSON_TYPE, body: large }), 413, 'Payload Too Large', TOO_LARGE);
  await expectUntouched(admin, journey);
});

test.for(TAKEN)(
  '%s is taken, approves nothing, and what comes after it counts',
  async ([, request], { gateway, admin, sandbox }) => {
    const journey = await newJourney(admin, sandbox);
    const answer = await send(gateway, request(journey));
    expect([answer.status, answer.text]).toEqual([200, '']);
    const { reference, path } = journey;
    const applied = await journeyThat(admin, reference, 'it is applied', ({ version }) => version === 3);
    expect(applied).toMatchObject({ decision: 'NONE', finishedAt: null });
    expectNoEcho(gateway.logs());
    await send(gateway, { path, headers: JSON_TYPE, body: passed(journey) });
    const decided = await journeyThat(admin, reference, 'it is decided', ({ lifecycle }) => lifecycle === 'FINISHED');
    expect(decided).toMatchObject({ decision: 'APPROVED', status: 'COMPLETED', result: 'PASS' });
  },
);

test('after all that the gateway works, has written down none of it, and no object has got what it should not', async ({
  gateway,
  admin,
  sandbox,
}) => {
  await expectUnharmed(gateway, admin.token);
  const { token } = await newJourney(admin, sandbox);
  expect(gateway.logs()).not.toContain(token);
  expect((await createJourney(admin)).lifecycle).toBe('SENT');
  const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
  expectNoEcho(metrics);
});

async function expectUntouched(admin: Person, { reference }: Called): Promise<void> {
  expect(await readJourney(admin, reference)).toMatchObject({ lifecycle: 'SENT', version: 2, decision: 'NONE' });
}

function expectProblem({ status, headers, text }: RawAnswer, expected: number, title: string, detail?: string): void {
  expectNoEcho(text);
  expect([status, headers['content-type']]).toEqual([expected, expect.stringContaining('application/problem+json')]);
  expect(JSON.parse(text)).toEqual({
    type: 'about:blank',
    title,
    status: expected,
    ...(detail === undefined ? {} : { detail }),
    instance: `urn:request:${headers['x-request-id']}`,
  });
}

function flipped(text: string): string {
  return [...text]
    .map((letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()))
    .join('');
}

function manyScores(count: number): string {
  return Array.from({ length: count }, (_, index) => `"s${index}":${index}`).join(',');
}

function wrongDocument(): string {
  const wrong = TEXTS.map((name) => `"${name}":{"${CANARY}":[1]}`);
  return `{${wrong.join(',')},"score":"high","manual":"yes","errors":{"0":"${CANARY}"}}`;
}

function nulsEverywhere(): string {
  const document = TEXTS.map((name) => `"${name}":"\\u0000"`).join(',');
  return `"status":"\\u0000","result":"\\u0000","results":{"name":"\\u0000","documentResults":[{${document},"errors":["\\u0000"]}]}`;
}
