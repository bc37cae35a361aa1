// What is no GraphQL request at all: methods, media types, bodies. Documents and values have their own files.
import { gzipSync } from 'node:zlib';
import { expect, test } from '../support/fixtures.js';
import { CANARY, errorOf, expectNoEcho, expectUnharmed, type RawRequest, send } from './raw.js';

test.override('env', { LOG_LEVEL: 'debug' });

const QUERY = '{ viewer { id } }';
const GOOD = JSON.stringify({ query: QUERY });
const JSON_TYPE = { 'content-type': 'application/json' };
const MIB = 1024 * 1024;

interface Row {
  readonly name: string;
  readonly request: RawRequest;
  readonly status: number;
  readonly code: string;
}

const withBody = (body: RawRequest['body'], headers: Record<string, string> = JSON_TYPE): RawRequest => ({
  ...(body === undefined ? {} : { body }),
  headers,
});
const typed = (contentType: string, body: string | Buffer = GOOD) => withBody(body, { 'content-type': contentType });
const bad = (name: string, request: RawRequest, status = 400, code = 'BAD_USER_INPUT'): Row => ({
  name,
  request,
  status,
  code,
});

const ROWS: readonly Row[] = [
  bad('GET', { method: 'GET', path: `/graphql?query=${encodeURIComponent(QUERY)}` }, 405, 'OPERATION_NOT_ALLOWED'),
  bad('PUT', { method: 'PUT', ...withBody(GOOD) }, 405, 'OPERATION_NOT_ALLOWED'),
  bad('DELETE', { method: 'DELETE' }, 405, 'OPERATION_NOT_ALLOWED'),

  bad('a form', typed('application/x-www-form-urlencoded', `query=${CANARY}`), 415),
  bad('a multipart form', typed('multipart/form-data; boundary=x', `--x\r\n\r\n${CANARY}\r\n--x--`), 415),
  bad('plain text', typed('text/plain'), 415),
  bad('application/graphql', typed('application/graphql', QUERY), 415),
  bad('a media type that is none', typed(CANARY), 415),
  bad('no media type', withBody(GOOD, {}), 415),
  bad('Latin-1', typed('application/json; charset=iso-8859-1', Buffer.from(GOOD, 'latin1')), 415),
  bad('UTF-16', typed('application/json; charset=utf-16', Buffer.from(GOOD, 'utf16le')), 415),
  bad('Accept: text/html', withBody(GOOD, { ...JSON_TYPE, accept: 'text/html' }), 406),

  bad(
    'bytes that are no UTF-8',
    withBody(Buffer.concat([Buffer.from(`{"query":"#${CANARY}`), Buffer.from([0xff, 0x22, 0x7d])])),
  ),
  bad('a compressed body', withBody(gzipSync(GOOD), { ...JSON_TYPE, 'content-encoding': 'gzip' })),
  bad('an empty body', withBody('')),
  bad('truncated JSON', withBody(`{"query":"${CANARY}`)),
  bad('JSON with __proto__', withBody(`{"query":"${QUERY}","__proto__":{"admin":"${CANARY}"}}`)),
  bad('JSON null', withBody('null')),
  bad('a JSON text', withBody(`"${CANARY}"`)),
  bad('an empty object', withBody('{}')),
  bad('a batch', withBody(`[${GOOD},${GOOD}]`)),
  bad('9 MiB', withBody(JSON.stringify({ query: QUERY, variables: { x: CANARY + 'x'.repeat(9 * MIB) } })), 413),
  bad('9 MiB in chunks', withBody([`{"x":"${CANARY}`, ...Array<string>(9).fill('x'.repeat(MIB)), '"}']), 413),

  bad('a query that is a number', withBody('{"query":42}')),
  bad('an empty query', withBody('{"query":""}')),
  bad('variables as text', withBody(JSON.stringify({ query: QUERY, variables: CANARY }))),
  bad('variables as a list', withBody(JSON.stringify({ query: QUERY, variables: [CANARY] }))),
  bad('extensions as text', withBody(JSON.stringify({ query: QUERY, extensions: CANARY }))),
  bad('an operation name that is a number', withBody(JSON.stringify({ query: QUERY, operationName: 7 }))),
  bad('an operation that is not in the document', withBody(JSON.stringify({ query: QUERY, operationName: 'Absent' }))),
  bad(
    'two operations and no name',
    withBody(JSON.stringify({ query: 'query A { viewer { id } } query B { viewer { id } }' })),
  ),
  bad(
    'a subscription',
    withBody(JSON.stringify({ query: 'subscription { verificationStatusChanged { cursor } }' })),
    400,
    'OPERATION_NOT_ALLOWED',
  ),
  bad(
    'a registered document that is not there',
    withBody(JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: CANARY } } })),
    200,
    'OPERATION_NOT_ALLOWED',
  ),
];

test.for(ROWS)('$name: $status $code', async ({ request, status, code }, { gateway, admin }) => {
  const headers = { authorization: `Bearer ${admin.token}`, ...request.headers };
  const answer = await send(gateway, { ...request, headers });
  expectNoEcho(answer.text);
  expect(answer.status).toBe(status);
  expect(errorOf(answer)).toMatchObject({ code, requestId: answer.headers['x-request-id'] });
});

test('JSON of 64 levels and up to 8 MiB is taken', async ({ gateway, admin }) => {
  const headers = { ...JSON_TYPE, authorization: `Bearer ${admin.token}` };
  const deep = `{"query":"${QUERY}","variables":{"x":${'['.repeat(62)}${']'.repeat(62)}}}`;
  const big = JSON.stringify({ query: QUERY, variables: { x: '' } }).replace('""', `"${'x'.repeat(8 * MIB - 100)}"`);
  expect((await send(gateway, { headers, body: deep })).status).toBe(200);
  expect((await send(gateway, { headers, body: big })).status).toBe(200);
});

test('another path is a problem in REST form', async ({ gateway }) => {
  const answer = await send(gateway, { path: `/${CANARY}`, headers: JSON_TYPE, body: GOOD });
  expectNoEcho(answer.text);
  expect(answer.status).toBe(404);
  expect(answer.headers['content-type']).toContain('application/problem+json');
});

test('a request id is taken over only where it can do no harm', async ({ gateway, admin }) => {
  const asking = async (id: string) => {
    const headers = { ...JSON_TYPE, authorization: `Bearer ${admin.token}`, 'x-request-id': id };
    return (await send(gateway, { headers, body: GOOD })).headers['x-request-id'];
  };
  expect(await asking('order-4711.retry_2')).toBe('order-4711.retry_2');
  expect(await asking(`${CANARY}"; drop`)).toMatch(/^[0-9a-f-]{36}$/);
});

test('after all that the gateway works, and has written down none of it', async ({ gateway, admin }) => {
  await expectUnharmed(gateway, admin.token);
});
