// Evidence handed in as the body of a request: what is taken, from whom, and how the rest is refused.
import { request } from 'node:http';
import { describe } from 'vitest';
import { Keys } from '../../src/auth/keys.js';
import { StatusTokens } from '../../src/auth/status-token.js';
import { CollectedDocumentsDocument, TimelineDocument } from '../generated/graphql.js';
import { test as base, expect } from '../support/fixtures.js';
import type { Gateway } from '../support/gateway.js';
import type { Person } from '../support/person.js';
import { TINY_JPEG } from '../support/published-example.js';
import { within } from '../support/waiting.js';

const SECRET = 'a-secret-of-the-tests-and-of-nothing-else';
const NO_SUCH_ID = '00000000-0000-4000-8000-000000000000';
const ORIGIN = 'https://app.example.com';
const MAX_BYTES = 5 * 1024 * 1024;
const REQUEST_ID = 'the-same-request-id';
const JPEG = Buffer.from(TINY_JPEG, 'base64');
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const AUDIT_LOG = `query ($filter: AuditLogFilter!) {
  auditLog(filter: $filter) {
    edges { node { action outcome actor { displayName } targetType targetId } }
  }
}`;

interface AuditAnswer {
  readonly auditLog: { readonly edges: readonly { readonly node: object }[] };
}

interface Upload {
  readonly query?: string;
  readonly contentType?: string;
  readonly token?: string | null;
  /** Sent piece by piece, without a length. */
  readonly chunked?: boolean;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Uploads of one person at one gateway. */
class Uploader {
  constructor(
    private readonly gateway: Gateway,
    private readonly person: Person,
  ) {}

  async send(transactionId: string, content: Buffer, options: Upload = {}): Promise<Answer> {
    const { query = 'type=DRIVER_LICENSE_FRONT', contentType = 'image/jpeg', chunked = false } = options;
    const token = options.token === undefined ? this.person.token : options.token;
    const response = await fetch(`${this.addressOf(transactionId)}?${query}`, {
      method: 'POST',
      headers: {
        'content-type': contentType,
        'x-request-id': REQUEST_ID,
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body: chunked ? new Blob([content]).stream() : content,
      ...(chunked ? { duplex: 'half' as const } : {}),
    });
    const headers = Object.fromEntries(response.headers);
    return { status: response.status, headers, body: (await response.json()) as Answer['body'] };
  }

  addressOf(transactionId: string): string {
    return `${this.gateway.url}/uploads/verify-transactions/${transactionId}/documents`;
  }
}

const test = base
  .override('env', { CORS_ORIGINS: ORIGIN })
  .extend('uploads', async ({ gateway, alice }) => new Uploader(gateway, alice))
  .extend('transactionId', async ({ alice }) => (await alice.startVerification()).id);

async function documentsOf(person: Person, id: string) {
  const { verifyTransaction } = await person.ask(CollectedDocumentsDocument, { id });
  return (verifyTransaction?.documents ?? []).map(({ id, type, value, status }) => ({ id, type, value, status }));
}

/** A JPEG of any size, as far as its first bytes tell. */
function jpegOf(bytes: number): Buffer {
  const content = Buffer.alloc(bytes, 'a picture is told by its first bytes');
  JPEG.copy(content, 0, 0, 8);
  return content;
}

describe('a picture', () => {
  test.for([
    ['a JPEG', JPEG, 'image/jpeg'],
    ['a PNG', PNG, 'image/png'],
    ['one of no declared kind', JPEG, 'application/octet-stream'],
    ['one that is another kind than declared', PNG, 'image/jpeg; charset=binary'],
  ] as const)('is handed in as it is: %s', async ([, content, contentType], { alice, transactionId, uploads }) => {
    const { status, headers, body } = await uploads.send(transactionId, content, { contentType });
    expect([status, body]).toEqual([
      201,
      { id: expect.any(String), type: 'DRIVER_LICENSE_FRONT', status: 'COLLECTED' },
    ]);
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-request-id': REQUEST_ID });
    const value = content.toString('base64');
    expect(await documentsOf(alice, transactionId)).toEqual([{ ...body, value }]);
    const { verifyTransaction } = await alice.ask(TimelineDocument, { id: transactionId });
    const told = verifyTransaction?.timeline.edges.map(({ node }) => node.type) ?? [];
    expect(told.filter((type) => type === 'DOCUMENT_SUBMITTED')).toHaveLength(1);
  });

  test('may have 5 MB, with its length told or not', async ({ alice, transactionId, uploads }) => {
    const content = jpegOf(MAX_BYTES);
    const [front, back] = ['type=DRIVER_LICENSE_FRONT', 'type=DRIVER_LICENSE_BACK'];
    expect((await uploads.send(transactionId, content, { query: front })).status).toBe(201);
    expect((await uploads.send(transactionId, content, { query: back, chunked: true })).status).toBe(201);
    const lengths = (await documentsOf(alice, transactionId)).map(({ value }) => value?.length);
    expect(lengths).toEqual(Array(2).fill(content.toString('base64').length));
  });

  test('takes the place of another', async ({ alice, transactionId, uploads }) => {
    const { body: first } = await uploads.send(transactionId, JPEG);
    const query = `type=DRIVER_LICENSE_FRONT&documentId=${first.id}`;
    const { status, body } = await uploads.send(transactionId, PNG, { query });
    expect([status, body]).toEqual([200, first]);
    expect(await documentsOf(alice, transactionId)).toEqual([{ ...first, value: PNG.toString('base64') }]);
  });

  test('moves the transaction on, and whoever watches it learns of that', async ({ alice, transactionId, uploads }) => {
    const watch = alice.watch(transactionId);
    expect((await watch.take(1)).map(({ rawStatus }) => rawStatus)).toEqual(['REQUESTED']);
    await uploads.send(transactionId, JPEG);
    const [next] = await watch.take(1);
    expect(next?.rawStatus).not.toBe('REQUESTED');
  });
});

describe('what is refused', () => {
  test.for([
    ['no picture', Buffer.from('%PDF-1.7 and so on'), {}, 415, 'INVALID_VALUE'],
    ['a page that says it is a picture', Buffer.from('<svg onload=alert(1)>'), {}, 415, 'INVALID_VALUE'],
    ['nothing', Buffer.alloc(0), {}, 415, 'INVALID_VALUE'],
    ['a picture cut after its first bytes', PNG.subarray(0, 5), {}, 415, 'INVALID_VALUE'],
    ['another content type', JPEG, { contentType: 'multipart/form-data; boundary=x' }, 415, 'BAD_USER_INPUT'],
    ['JSON', Buffer.from('{}'), { contentType: 'application/json' }, 415, 'BAD_USER_INPUT'],
    ['no type', JPEG, { query: '' }, 400, 'REQUIRED_VALUE'],
    ['two types', JPEG, { query: 'type=SELFIE&type=PHONE' }, 400, 'BAD_USER_INPUT'],
    ['a character that the store cannot hold', JPEG, { query: 'type=SELFIE&userId=%00' }, 400, 'BAD_USER_INPUT'],
    ['an unknown type', JPEG, { query: 'type=FINGERPRINT' }, 422, 'INVALID_VALUE'],
    ['a type that is no picture', JPEG, { query: 'type=PHONE' }, 422, 'INVALID_VALUE'],
    ['the name of a property', JPEG, { query: 'type=__proto__' }, 422, 'INVALID_VALUE'],
    [
      'a document to replace that is not there',
      JPEG,
      { query: `type=SELFIE&documentId=${NO_SUCH_ID}` },
      404,
      'NOT_FOUND',
    ],
    ['one byte too many', jpegOf(MAX_BYTES + 1), {}, 413, 'SIZE_LIMIT_EXCEEDED'],
    ['one byte too many, untold', jpegOf(MAX_BYTES + 1), { chunked: true }, 413, 'SIZE_LIMIT_EXCEEDED'],
    ['ten times too much', jpegOf(10 * MAX_BYTES), {}, 413, 'SIZE_LIMIT_EXCEEDED'],
    ['ten times too much, untold', jpegOf(10 * MAX_BYTES), { chunked: true }, 413, 'SIZE_LIMIT_EXCEEDED'],
  ] as const)('%s', async ([, content, upload, status, code], { alice, transactionId, uploads }) => {
    const answer = await uploads.send(transactionId, content, upload);
    expect(answer.body).toMatchObject({
      type: 'about:blank',
      title: expect.any(String),
      status,
      detail: expect.any(String),
      code,
      instance: `urn:request:${REQUEST_ID}`,
    });
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(await documentsOf(alice, transactionId)).toEqual([]);
  });

  test('the limit is told', async ({ transactionId, uploads }) => {
    expect((await uploads.send(transactionId, jpegOf(MAX_BYTES + 1))).body.limit).toBe(MAX_BYTES);
  });

  test('a kind that the policy does not take', async ({ alice, sandbox, uploads }) => {
    const { id } = await alice.startVerification({ verifyPolicyId: sandbox.policies.documentOnly ?? '' });
    const { status, body } = await uploads.send(id, JPEG, { query: 'type=SELFIE' });
    expect([status, body.code]).toEqual([422, 'DOCUMENT_TYPE_NOT_ACCEPTED']);
  });

  test('anything once the transaction is decided', async ({ sandbox, transactionId, uploads }) => {
    await sandbox.finish(transactionId);
    const { status, body } = await uploads.send(transactionId, JPEG);
    expect([status, body.code]).toEqual([409, 'TRANSACTION_NOT_ACTIONABLE']);
  });

  test('what breaks off; the gateway goes on', async ({ alice, gateway, transactionId, uploads }) => {
    const address = `${uploads.addressOf(transactionId)}?type=DRIVER_LICENSE_FRONT`;
    const headers = { authorization: `Bearer ${alice.token}`, 'content-type': 'image/jpeg', 'content-length': 100_000 };
    const upload = request(address, { method: 'POST', headers });
    upload.on('error', () => undefined);
    await new Promise((resolve) => upload.write(jpegOf(50_000), resolve));
    const closed = new Promise((resolve) => upload.once('close', resolve));
    upload.destroy();
    await closed;
    expect((await uploads.send(transactionId, JPEG)).status).toBe(201);
    expect(await documentsOf(alice, transactionId)).toHaveLength(1);
    expect(gateway.logs()).not.toContain('unexpectedly');
  });

  test('what never ends: it is answered, and then cut', async ({ alice, transactionId, uploads }) => {
    const address = `${uploads.addressOf(transactionId)}?type=SELFIE`;
    const headers = { authorization: `Bearer ${alice.token}`, 'content-type': 'image/jpeg' };
    const upload = request(address, { method: 'POST', headers });
    upload.on('error', () => undefined);
    const answered = new Promise<number | undefined>((resolve) =>
      upload.on('response', (answer) => resolve(answer.resume().statusCode)),
    );
    const closed = new Promise((resolve) => upload.once('close', resolve));
    upload.write(jpegOf(1_000));
    const more = setInterval(() => upload.write(Buffer.alloc(1_000_000)), 50);
    expect(await within(answered, 'an answer')).toBe(413);
    await within(closed, 'the end of the connection');
    clearInterval(more);
  });

  test('what PingOne fails to take is told as such', async ({ alice, sandbox, transactionId, uploads }) => {
    const mend = await sandbox.fault({ match: { method: 'POST', path: '*/documents' }, status: 503 });
    const { status, body } = await uploads.send(transactionId, JPEG);
    await mend();
    expect([status, body.code]).toEqual([503, 'UPSTREAM_UNAVAILABLE']);
    expect(await documentsOf(alice, transactionId)).toEqual([]);
  });
});

describe('who may', () => {
  test.for([
    ['nobody', null],
    ['a token that is none', 'no.such.token'],
  ] as const)('not %s', async ([, token], { transactionId, uploads }) => {
    const { status, body } = await uploads.send(transactionId, jpegOf(1_000_000), { token });
    expect([status, body.code]).toEqual([401, 'UNAUTHENTICATED']);
  });

  test('not the bearer of a status token', async ({ alice, transactionId, uploads }) => {
    const expiresAt = new Date(Date.now() + 60_000);
    const pass = { verificationId: transactionId, userId: alice.id, expiresAt };
    const token = new StatusTokens(new Keys([SECRET])).tokenOf(pass);
    const { status, body } = await uploads.send(transactionId, JPEG, { token });
    expect([status, body.code]).toEqual([403, 'FORBIDDEN']);
  });

  test('not someone else, to whom it looks like none', async ({ alice, bob, gateway, transactionId }) => {
    const uploads = new Uploader(gateway, bob);
    const [foreign, missing] = [await uploads.send(transactionId, JPEG), await uploads.send(NO_SUCH_ID, JPEG)];
    expect([foreign.status, foreign.body.code]).toEqual([404, 'NOT_FOUND']);
    expect(foreign.body).toEqual(missing.body);
    const query = `type=SELFIE&userId=${alice.id}`;
    expect((await uploads.send(transactionId, JPEG, { query })).body).toEqual(missing.body);
  });

  test('staff with the right to; the audit log tells of it, also when it failed', async ({
    admin,
    gateway,
    support,
    transactionId,
  }) => {
    const uploads = new Uploader(gateway, support);
    const { status, body } = await uploads.send(transactionId, JPEG);
    expect(status).toBe(201);
    expect((await uploads.send(transactionId, Buffer.from('no picture'))).status).toBe(415);
    const again = { query: `type=DRIVER_LICENSE_FRONT&documentId=${body.id}` };
    expect((await uploads.send(transactionId, PNG, again)).status).toBe(200);

    const entries = async (targetId: unknown) => {
      const answer = await admin.ask<AuditAnswer, object>(AUDIT_LOG, { filter: { targetId } });
      return answer.auditLog.edges.map(({ node }) => node);
    };
    const actor = { displayName: expect.any(String) };
    const document = { targetType: 'CollectedDocument', targetId: body.id, actor };
    expect(await entries(body.id)).toEqual([
      { action: 'updateVerifyDocument', outcome: 'SUCCEEDED', ...document },
      { action: 'submitVerifyDocument', outcome: 'SUCCEEDED', ...document },
    ]);
    const transaction = { targetType: 'VerifyTransaction', targetId: transactionId, actor };
    expect(await entries(transactionId)).toEqual([
      { action: 'submitVerifyDocument', outcome: 'FAILED', ...transaction },
    ]);
  });

  test('pages of the origins that are let in, and of no other', async ({ transactionId, uploads }) => {
    const preflight = async (origin: string) => {
      const response = await fetch(uploads.addressOf(transactionId), {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization,content-type',
        },
      });
      return response.headers.get('access-control-allow-origin');
    };
    expect(await preflight(ORIGIN)).toBe(ORIGIN);
    expect(await preflight('https://elsewhere.example.com')).toBeNull();
  });
});
