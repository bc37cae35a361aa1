// Pictures by their short-lived addresses: who gets one, what it leads to, and what it leads to no more.
import { createHash } from 'node:crypto';
import { describe } from 'vitest';
import { Keys } from '../../src/auth/keys.js';
import { PictureAddresses, type PicturePlace } from '../../src/media/picture-address.js';
import { test as base, expect } from '../support/fixtures.js';
import type { Gateway } from '../support/gateway.js';
import type { Person } from '../support/person.js';
import type { TestSandbox } from '../support/sandbox.js';

const SECRET = 'a-secret-of-the-tests-and-of-nothing-else';
const MINUTE_SECONDS = 60;
const REQUEST_ID = 'the-same-request-id';

interface Image {
  readonly format: string;
  readonly dataUri: string | null;
  readonly url: string | null;
  readonly urlExpiresAt: string | null;
  readonly sha256: string;
  readonly bytes: number;
}
interface Data {
  readonly id: string;
  readonly type: string;
  readonly attempt: number | null;
  readonly image: Image | null;
}
interface Pictures {
  readonly verifyTransaction: { readonly verifiedData: readonly Data[]; readonly selfie: Data | null };
}

const PICTURES = `
  fragment Whole on VerifiedData { id type attempt image { format dataUri url urlExpiresAt sha256 bytes } }
  query Pictures($id: ID!, $types: [VerifiedDataType!]) {
    verifyTransaction(id: $id) { verifiedData(types: $types) { ...Whole } selfie { ...Whole } }
  }`;

const SELFIE_ADDRESS = `query ($id: ID!) { verifyTransaction(id: $id) { selfie { image { url urlExpiresAt } } } }`;

interface Address {
  readonly verifyTransaction: { readonly selfie: { readonly image: Pick<Image, 'url' | 'urlExpiresAt'> } };
}

/** A decided transaction of alice's. */
const test = base.extend('decided', async ({ alice, sandbox }) => {
  const { id } = await alice.startVerification();
  await sandbox.finish(id);
  return id;
});

async function selfieOf(person: Person, id: string): Promise<Data & { readonly image: Image; readonly url: string }> {
  const { verifyTransaction } = await person.ask<Pictures, object>(PICTURES, { id, types: ['SELFIE'] });
  const { selfie } = verifyTransaction;
  if (!selfie?.image?.url) throw new Error('There is no selfie to fetch.');
  return { ...selfie, image: selfie.image, url: selfie.image.url };
}

async function readsOf(sandbox: TestSandbox): Promise<number> {
  return (await sandbox.requests()).filter(({ path }) => path.includes('/verifiedData')).length;
}

/** Headers that depend on how a client keeps its connections. */
const OF_THE_CONNECTION = ['date', 'connection', 'keep-alive'];

/** All that a client can see of an answer, but for its time. */
async function seen(url: string, method = 'GET') {
  const response = await fetch(url, { method, headers: { 'x-request-id': REQUEST_ID } });
  const headers = Object.fromEntries([...response.headers].filter(([name]) => !OF_THE_CONNECTION.includes(name)));
  return { status: response.status, headers, body: await response.text() };
}

function addressAt(gateway: Gateway, place: PicturePlace, expiresInMs: number, secret = SECRET): string {
  const addresses = new PictureAddresses(new Keys([secret]));
  return `${gateway.url}/media/${addresses.secretOf(place, new Date(Date.now() + expiresInMs))}`;
}

describe('an address', () => {
  test('leads to the picture, which is what the fields beside it say', async ({ alice, decided, gateway }) => {
    const before = Date.now();
    const { verifyTransaction } = await alice.ask<Pictures, object>(PICTURES, { id: decided });
    const pictures = verifyTransaction.verifiedData.flatMap(({ image }) => image ?? []);
    expect(pictures.length).toBeGreaterThan(1);

    for (const { url, urlExpiresAt, dataUri, sha256, bytes } of pictures) {
      expect(url).toMatch(new RegExp(`^${gateway.url}/media/[\\w-]{100,600}$`));
      const lifeMs = Date.parse(urlExpiresAt ?? '') - before;
      expect(lifeMs).toBeGreaterThanOrEqual(60_000);
      expect(lifeMs).toBeLessThan(75_000);

      const response = await fetch(url ?? '');
      const content = Buffer.from(await response.arrayBuffer());
      expect(response.status).toBe(200);
      expect(content.length).toBe(bytes);
      expect(bytes).toBeLessThanOrEqual(5 * 1024 * 1024);
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
      const contentType = content.toString('hex', 0, 3) === 'ffd8ff' ? 'image/jpeg' : 'image/png';
      expect(dataUri).toBe(`data:${contentType};base64,${content.toString('base64')}`);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': contentType,
        'content-length': String(bytes),
        'content-disposition': 'inline',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
      });
    }
  });

  test('answers HEAD as GET, without the picture', async ({ alice, decided }) => {
    const { url } = await selfieOf(alice, decided);
    const [get, head] = [await seen(url), await seen(url, 'HEAD')];
    expect(head).toEqual({ ...get, body: '' });
  });

  test('tells nothing of what it leads to, and the log nothing of it', async ({ alice, decided, gateway }) => {
    const { url } = await selfieOf(alice, decided);
    await fetch(url);
    const secret = url.split('/').at(-1) ?? '';
    expect(Buffer.from(secret, 'base64url').toString()).not.toContain(decided.slice(0, 8));
    expect(gateway.logs()).not.toContain(secret.slice(0, 40));
  });

  test('costs one read of PingOne each time it is used, and none to be made', async ({ alice, decided, sandbox }) => {
    await sandbox.clearRequests();
    const { url } = await selfieOf(alice, decided);
    expect(await readsOf(sandbox)).toBe(1);
    await fetch(url);
    await fetch(url);
    expect(await readsOf(sandbox)).toBe(3);
  });

  test('works at every instance that has the same secrets', async ({ alice, decided, startGateway }) => {
    const { url } = await selfieOf(alice, decided);
    const other = await startGateway();
    expect((await fetch(`${other.url}${new URL(url).pathname}`)).status).toBe(200);
  });
});

describe('nothing is found', () => {
  test('at an address that is over, changed, cut, or made with other secrets', async ({ alice, decided, gateway }) => {
    const { id, attempt, url } = await selfieOf(alice, decided);
    const place = { userId: alice.id, transactionId: decided, verifiedDataId: id, type: 'SELFIE', attempt } as const;
    expect((await seen(addressAt(gateway, place, 5_000))).status).toBe(200);

    const over = await seen(addressAt(gateway, place, -1));
    expect(over.status).toBe(404);
    expect(over.headers['content-type']).toContain('application/problem+json');
    const middle = url.length - 100;
    const changed = `${url.slice(0, middle)}${url[middle] === 'A' ? 'B' : 'A'}${url.slice(middle + 1)}`;
    const others = [
      changed,
      url.slice(0, -1),
      `${gateway.url}/media/`,
      `${gateway.url}/media/${'A'.repeat(5_000)}`,
      addressAt(gateway, place, 5_000, 'another-secret-of-thirty-two-characters'),
    ];
    for (const address of others) expect(await seen(address)).toEqual(over);
  });

  test('where a picture has been deleted, just as where there never was one', async ({
    alice,
    decided,
    gateway,
    sandbox,
  }) => {
    const { id, attempt, url } = await selfieOf(alice, decided);
    const place = { userId: alice.id, transactionId: decided, verifiedDataId: id, type: 'SELFIE', attempt } as const;
    const elsewhere = { ...place, verifiedDataId: '00000000-0000-4000-8000-000000000000', attempt: null };
    const never = await seen(addressAt(gateway, elsewhere, MINUTE_SECONDS * 1000));
    expect(never.status).toBe(404);

    expect((await seen(url)).status).toBe(200);
    await sandbox.advance(31 * MINUTE_SECONDS);
    expect(await seen(url)).toEqual(never);
  });

  test('and it is no fault of the picture when PingOne does not answer', async ({ alice, decided, sandbox }) => {
    const { url } = await selfieOf(alice, decided);
    const mend = await sandbox.fault({ match: { path: '*/verifiedData/*' }, status: 503 });
    const down = await seen(url);
    await mend();
    expect(down.status).toBe(503);
    expect(JSON.parse(down.body)).toMatchObject({ status: 503, code: 'UPSTREAM_UNAVAILABLE' });
    expect((await seen(url)).status).toBe(200);
  });
});

describe('who gets an address', () => {
  test('not those without the right to the picture; they are told so', async ({ support, decided }) => {
    const { data, extensions } = await support.query<Address, object>(SELFIE_ADDRESS, { id: decided });
    expect(data?.verifyTransaction.selfie.image).toEqual({ url: null, urlExpiresAt: null });
    expect(extensions?.masked).toEqual([['verifyTransaction', 'selfie', 'image', 'url']]);
  });

  test('others than the owner leave an entry in the audit log, the owner does not', async ({
    admin,
    alice,
    decided,
  }) => {
    await alice.ask(SELFIE_ADDRESS, { id: decided });
    const { verifyTransaction } = await admin.ask<Address, object>(SELFIE_ADDRESS, { id: decided });
    expect((await fetch(verifyTransaction.selfie.image.url ?? '')).status).toBe(200);

    const { auditLog } = await admin.ask<{ auditLog: { edges: { node: AuditNode }[] } }, object>(
      `query ($filter: AuditLogFilter) {
        auditLog(filter: $filter, first: 10) { edges { node { action outcome fields targetId } } }
      }`,
      { filter: { targetId: decided } },
    );
    expect(auditLog.edges.map(({ node }) => node)).toEqual([
      { action: 'verifyTransaction', outcome: 'SUCCEEDED', fields: ['VerifiedImage.url'], targetId: decided },
    ]);
  });

  test('a revealed picture can be fetched', async ({ decided, sandbox, support }) => {
    const { revealVerifiedData: revealed } = await support.ask<
      { revealVerifiedData: { verifiedData: { image: Pick<Image, 'url' | 'urlExpiresAt' | 'sha256'> }[] } },
      object
    >(
      `mutation ($input: RevealVerifiedDataInput!) {
        revealVerifiedData(input: $input) { verifiedData { image { url urlExpiresAt sha256 } } userErrors { code } }
      }`,
      {
        input: { transactionId: decided, userId: sandbox.ready.users.alice, types: ['SELFIE'], reason: 'A complaint' },
      },
    );
    const [item] = revealed.verifiedData;
    expect(item?.image.urlExpiresAt).not.toBeNull();
    const content = Buffer.from(await (await fetch(item?.image.url ?? '')).arrayBuffer());
    expect(createHash('sha256').update(content).digest('hex')).toBe(item?.image.sha256);
  });
});

interface AuditNode {
  readonly action: string;
  readonly outcome: string;
  readonly fields: readonly string[];
  readonly targetId: string;
}
