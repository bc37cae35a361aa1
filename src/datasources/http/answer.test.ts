// What becomes of answers of every kind: objects, refusals, rubbish.
import { describe, expect, test } from 'vitest';
import { clientOf, failureOf, Thing, thing, upstream } from './client-fixture.js';
import { json, type Step, text } from './scripted-server.js';

describe('answers', () => {
  test('an error keeps codes, targets, bounds and the correlation id, and no text of upstream', async () => {
    const body = {
      id: 'e1',
      code: 'INVALID_DATA',
      message: 'ana@example.test is bad',
      details: [
        {
          code: 'INVALID_VALUE',
          target: 'requirements.birth_date.value',
          message: 'ana was here',
          innerError: { allowedPattern: '^\\d{4}$', existingId: 'u1', claim: 'ana' },
        },
        { code: 'free words of ana', target: 'a target with blanks: ana' },
      ],
    };
    const server = await upstream(json(400, body, { 'correlation-id': 'c-1' }));
    const { client } = clientOf(server.url);
    const error = await failureOf(client.post(thing, {}, Thing));
    expect(error).toMatchObject({
      kind: 'rejected',
      code: 'INVALID_DATA',
      correlationId: 'c-1',
      message: 'THINGS answered 400: INVALID_DATA',
    });
    expect(error.details).toEqual([
      { code: 'INVALID_VALUE', target: 'requirements.birth_date.value', innerError: { allowedPattern: '^\\d{4}$' } },
      { code: 'UNKNOWN', target: null, innerError: null },
    ]);
    expect(JSON.stringify([error, error.message])).not.toContain('ana');
  });

  test.each([
    ['of the whole', { code: 'REQUEST_FAILED', message: 'Could not find suitable content for it.' }],
    ['of a detail', { code: 'INVALID_DATA', details: [{ code: 'X', message: 'Could not find suitable content.' }] }],
  ])('a missing message, told by the text %s alone, is a code', async (_, body) => {
    const server = await upstream(json(400, body));
    const { client } = clientOf(server.url);
    const { details } = await failureOf(client.post(thing, {}, Thing));
    expect(details).toEqual([{ code: 'NOTIFICATION_CONTENT_MISSING', target: 'notification', innerError: null }]);
  });

  test.each<[string, Step]>([
    ['HTML', text(502, '<html>bad gateway</html>', 'text/html')],
    ['broken JSON', text(502, '{"code":', 'application/json')],
    ['nothing', (response) => void response.writeHead(502).end()],
    [
      'half a body',
      (response) => void response.writeHead(502, { 'content-length': '9' }).write('{', () => response.destroy()),
    ],
  ])('an error with %s for a body is known by its status', async (_, step) => {
    const server = await upstream(step);
    const { client } = clientOf(server.url);
    expect(await failureOf(client.post(thing, {}, Thing))).toMatchObject({
      kind: 'unavailable',
      status: 502,
      code: 'HTTP_502',
    });
  });

  test.each<[string, Step]>([
    ['HTML', text(200, '<html>sign in</html>', 'text/html')],
    ['JSON under another name', text(200, '{"id":"t1"}', 'text/plain')],
    ['broken JSON', text(200, '{"id":"t1"', 'application/json')],
    [
      'broken UTF-8',
      (response) =>
        void response.writeHead(200, { 'content-type': 'application/json' }).end(Buffer.from([0x22, 0xff, 0x22])),
    ],
    ['another shape', json(200, { id: 7 })],
    ['nothing', (response) => void response.writeHead(200).end()],
    [
      'compressed bytes',
      (response) =>
        void response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end('{}'),
    ],
    ['a redirect', (response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
  ])('%s in place of the object is broken, and not asked for again', async (_, step) => {
    const server = await upstream(step);
    const { client } = clientOf(server.url);
    expect((await failureOf(client.get(thing, Thing))).kind).toBe('broken');
    expect(server.seen).toHaveLength(1);
  });

  test('vendor JSON is JSON', async () => {
    const server = await upstream(text(200, '{"id":"t1"}', 'application/hal+json;charset=UTF-8'));
    await expect(clientOf(server.url).client.get(thing, Thing)).resolves.toEqual({ id: 't1' });
  });

  test.each([
    [
      'announced',
      (response) =>
        void response
          .writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' })
          .end('x'.repeat(5_000)),
    ],
    [
      'streamed',
      (response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('x'.repeat(5_000)),
    ],
  ] satisfies [string, Step][])('an answer larger than the limit is refused (%s)', async (_, step) => {
    const server = await upstream(step);
    const { client } = clientOf(server.url, { maxResponseBytes: 1_000 });
    expect(await failureOf(client.get(thing, Thing))).toMatchObject({ kind: 'too-large', code: 'ANSWER_TOO_LARGE' });
  });
});
