// A document that is passed on while it arrives.
import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { failureOf } from '../http/client-fixture.js';
import { json } from '../http/scripted-server.js';
import { DocumentTooLarge, documentBody, MAX_DOCUMENT_BYTES } from './document-stream.js';
import { key, pingOne } from './pingone-fixture.js';

const created = json(201, { id: 'd1', type: 'Selfie', status: 'COLLECTED' });

test.each([1, 2, 3, 1_000, 65_536])('content in pieces of %i bytes arrives whole', async (pieceBytes) => {
  const content = randomBytes(Math.min(200_000, pieceBytes * 1_000 + 1));
  const pieces = function* () {
    for (let start = 0; start < content.length; start += pieceBytes) yield content.subarray(start, start + pieceBytes);
  };
  const { api, server } = await pingOne(created);
  const document = await api.verify.submitDocumentStream(key, { type: 'SELFIE' }, Readable.from(pieces()));
  expect(document).toMatchObject({ id: 'd1', type: 'SELFIE', status: 'COLLECTED' });
  const request = server.seen.at(-1);
  expect(request).toMatchObject({ method: 'POST', headers: { 'content-type': 'application/json' } });
  expect(JSON.parse(request?.body ?? '')).toEqual({ type: 'Selfie', value: content.toString('base64') });
});

test('a voice sample says which', async () => {
  const { api, server } = await pingOne(created);
  await api.verify.submitDocumentStream(key, { type: 'VOICE_SAMPLE', voiceSampleIndex: 2 }, Readable.from([]));
  expect(server.seen.at(-1)?.body).toBe('{"type":"Voice Sample 2","value":""}');
});

test('no more than one piece is held', async () => {
  let given = 0;
  const content = new Readable({
    highWaterMark: 1,
    read() {
      given += 1;
      this.push(given > 100 ? null : randomBytes(1_000));
    },
  });
  const body = documentBody({ type: 'SELFIE' }, content);
  await body.next();
  await body.next();
  expect(given).toBeLessThan(5);
  await body.return();
});

test('5 MiB pass, one byte more does not, and its start stays without effect', async () => {
  const content = (bytes: number) => Readable.from([Buffer.alloc(MAX_DOCUMENT_BYTES), Buffer.alloc(bytes)]);
  const { api, server } = await pingOne(created);
  await api.verify.submitDocumentStream(key, { type: 'SELFIE' }, content(0));
  const handedIn = () => server.seen.filter(({ url }) => url.endsWith('/documents')).length;
  expect(handedIn()).toBe(1);
  const refused = api.verify.submitDocumentStream(key, { type: 'SELFIE' }, content(1));
  await expect(refused).rejects.toBeInstanceOf(DocumentTooLarge);
  expect(handedIn()).toBe(1);
});

test('content is left to whoever opened it when the call ends before it', async () => {
  const content = new Readable({ read: () => undefined });
  content.push('abc');
  const body = documentBody({ type: 'SELFIE' }, content);
  await body.next();
  await body.next();
  await body.return();
  expect(content.destroyed).toBe(false);
  expect(content.push('def')).toBe(true);
});

test('what content breaks off with is told, and nothing was handed in', async () => {
  const content = new Readable({ read: () => undefined });
  const { api, server } = await pingOne(created);
  const submitted = api.verify.submitDocumentStream(key, { type: 'SELFIE' }, content);
  content.push('abc');
  content.destroy(new Error('The phone went away.'));
  await expect(submitted).rejects.toThrow('The phone went away.');
  expect(server.seen.filter(({ url }) => url.endsWith('/documents'))).toHaveLength(0);
});

test('a refusal is told as such', async () => {
  const { api } = await pingOne(json(404, { code: 'NOT_FOUND' }));
  const submitted = api.verify.submitDocumentStream(key, { type: 'SELFIE' }, Readable.from([Buffer.from('abc')]));
  expect(await failureOf(submitted)).toMatchObject({ kind: 'not-found', code: 'NOT_FOUND' });
});
