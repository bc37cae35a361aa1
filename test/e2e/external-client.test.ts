// A verification handed over to a native app: what the app is given, how it follows the status, and when that ends.
import { describe } from 'vitest';
import { RawSocket } from '../bad-input/raw.js';
import {
  FollowStatusDocument,
  HandOverDocument,
  type HandOverMutation,
  StartVerificationDocument,
  TransactionStatusDocument,
} from '../generated/graphql.js';
import { test as base, expect } from '../support/fixtures.js';
import type { Gateway } from '../support/gateway.js';
import { Person } from '../support/person.js';
import { until, within } from '../support/waiting.js';

const NO_SUCH_ID = '00000000-0000-4000-8000-000000000000';
const TWO_SECONDS = { duration: 2, timeUnit: 'SECONDS' } as const;

type Started = Awaited<ReturnType<Person['startVerification']>>;
type HandedOver = NonNullable<HandOverMutation['createExternalClientResponse']>['externalClientResponse'];

/** What an app reads at its continue link. */
interface Status {
  readonly version: number;
  readonly lifecycle: string;
  readonly final: boolean;
}

/** `appWith` makes the app that holds a status token. */
const test = base.extend('appWith', async ({ gateway }, { onCleanup }) => {
  const apps: Person[] = [];
  onCleanup(async () => {
    await Promise.all(apps.map((app) => app.leave()));
  });
  return (token: string) => {
    const app = new Person({ gateway, token, userId: null });
    apps.push(app);
    return app;
  };
});

describe('what is handed over', () => {
  test('as the last step: a token and when it ends, no link, and no call to PingOne', async ({ alice, admin }) => {
    const transaction = await alice.startVerification({ challenge: 'shown-on-the-phone' });
    const input = inputFor(transaction);
    const { data, extensions } = await admin.query(HandOverDocument, { input });

    const { externalClientResponse: handed, userErrors } = data?.createExternalClientResponse ?? {};
    expect(userErrors).toEqual([]);
    expect(handed).toEqual({
      clientState: 'COMPLETED',
      webVerificationUrl: transaction.webVerificationUrl,
      continueLink: null,
      challenge: 'shown-on-the-phone',
      statusToken: expect.stringMatching(/^idgws_[\w-]+$/),
      statusTokenExpiresAt: new Date(
        2 * Date.parse(transaction.expiresAt ?? '') - Date.parse(transaction.createdAt),
      ).toISOString(),
    });
    expect(extensions).toEqual({ upstream: [] });
  });

  test('with a step to come: a link at the gateway too', async ({ alice, gateway }) => {
    const transaction = await alice.startVerification();
    const handed = await handOver(alice, transaction, { isLastClientStep: false });
    expect(handed).toMatchObject({ clientState: 'PENDING', statusToken: expect.any(String) });
    expect(handed.continueLink.startsWith(`${gateway.url}/continue/`)).toBe(true);
    expect(handed.continueLink).not.toContain(transaction.id);
    expect(gateway.logs()).not.toContain(handed.statusToken);
  });

  test('staff with VERIFY_WRITE may do it for a user, and stand in the audit log', async ({
    alice,
    support,
    admin,
  }) => {
    const transaction = await alice.startVerification();
    const handed = await handOver(support, transaction);
    expect(handed.statusToken).not.toBe('');
    const log = '{ auditLog(first: 1) { edges { node { action outcome targetId actor { kind } } } } }';
    const { auditLog } = await admin.ask<{ auditLog: unknown }, object>(log);
    expect(auditLog).toMatchObject({
      edges: [
        {
          node: {
            action: 'createExternalClientResponse',
            outcome: 'SUCCEEDED',
            targetId: transaction.id,
            actor: { kind: 'OPERATOR' },
          },
        },
      ],
    });
  });

  test('the same key again: the same answer, but the token is not shown twice', async ({ alice }) => {
    const transaction = await alice.startVerification();
    const input = { isLastClientStep: false, idempotencyKey: 'handed over once' };
    const first = await handOver(alice, transaction, input);
    const again = await handOver(alice, transaction, input);
    expect(again).toEqual({ ...first, statusToken: '', continueLink: expect.any(String) });
    expect(await read(again.continueLink)).toMatchObject({ status: 200, body: { id: transaction.id } });

    const other = { ...inputFor(transaction), ...input, isLastClientStep: true };
    const { createExternalClientResponse: refused } = await alice.ask(HandOverDocument, { input: other });
    expect(refused?.userErrors).toMatchObject([{ code: 'IDEMPOTENCY_CONFLICT', field: ['input', 'idempotencyKey'] }]);
  });
});

describe('the link', () => {
  test('with leave for desktops is the transaction’s own too', async ({ alice }) => {
    const transaction = await alice.startVerification();
    const webVerificationUrl = `${transaction.webVerificationUrl}&dt=1`;
    const handed = await handOver(alice, { ...transaction, webVerificationUrl });
    expect(handed.webVerificationUrl).toBe(webVerificationUrl);
  });

  test('of a transaction that is older than the knowledge of links is read once', async ({
    alice,
    admin,
    database,
  }) => {
    const transaction = await alice.startVerification();
    await database.sql('update verifications set link_mac = null where id = $1', [transaction.id]);
    const input = inputFor(transaction);
    const { data, extensions } = await admin.query(HandOverDocument, { input });
    expect(data?.createExternalClientResponse).toMatchObject({
      externalClientResponse: { webVerificationUrl: transaction.webVerificationUrl },
      userErrors: [],
    });
    expect(extensions).toMatchObject({ upstream: [{ method: 'GET' }] });
    const webVerificationUrl = moved(input.webVerificationUrl, { host: 'evil.example' });
    const { createExternalClientResponse: refused } = await alice.ask(HandOverDocument, {
      input: { ...input, webVerificationUrl },
    });
    expect(refused).toMatchObject({ externalClientResponse: null, userErrors: [{ code: 'NOT_FOUND' }] });
  });
});

describe('what is refused', () => {
  const WRONG: readonly (readonly [string, (right: Input) => Partial<Input>, object])[] = [
    [
      'a link without a transaction',
      () => ({ webVerificationUrl: 'https://apps.pingone.eu/verify' }),
      { code: 'INVALID_VALUE', field: ['input', 'webVerificationUrl'] },
    ],
    [
      'a link with two',
      ({ webVerificationUrl }) => ({ webVerificationUrl: `${webVerificationUrl}&txnid=${NO_SUCH_ID}` }),
      { code: 'INVALID_VALUE', field: ['input', 'webVerificationUrl'] },
    ],
    [
      'an address that is not for a browser',
      ({ webVerificationUrl }) => ({ webVerificationUrl: webVerificationUrl.replace(/^https?:/, 'ftp:') }),
      { code: 'INVALID_VALUE', field: ['input', 'webVerificationUrl'] },
    ],
    [
      'a transaction that does not exist',
      () => ({ webVerificationUrl: `https://apps.pingone.eu/verify?txnid=${NO_SUCH_ID}` }),
      { code: 'NOT_FOUND', field: ['input', 'webVerificationUrl'] },
    ],
    [
      'what can be no id',
      () => ({ webVerificationUrl: 'https://apps.pingone.eu/verify?txnid=%00%27' }),
      { code: 'NOT_FOUND', field: ['input', 'webVerificationUrl'] },
    ],
    [
      'the same page at another host',
      ({ webVerificationUrl }) => ({ webVerificationUrl: moved(webVerificationUrl, { host: 'evil.example' }) }),
      { code: 'NOT_FOUND', field: ['input', 'webVerificationUrl'] },
    ],
    [
      'a page of somebody else that names the transaction',
      ({ webVerificationUrl }) => ({
        webVerificationUrl: `https://evil.example/fake?txnid=${new URL(webVerificationUrl).searchParams.get('txnid')}`,
      }),
      { code: 'NOT_FOUND', field: ['input', 'webVerificationUrl'] },
    ],
    [
      'a name before the host',
      ({ webVerificationUrl }) => ({ webVerificationUrl: moved(webVerificationUrl, { username: 'evil.example' }) }),
      { code: 'NOT_FOUND', field: ['input', 'webVerificationUrl'] },
    ],
    [
      'the page told to send what it captures elsewhere',
      ({ webVerificationUrl }) => ({
        webVerificationUrl: withQuery(webVerificationUrl, 'url', 'https://evil.example'),
      }),
      { code: 'NOT_FOUND', field: ['input', 'webVerificationUrl'] },
    ],
    [
      'another code',
      ({ webVerificationUrl }) => ({ webVerificationUrl: withQuery(webVerificationUrl, 'code', '0000000') }),
      { code: 'NOT_FOUND', field: ['input', 'webVerificationUrl'] },
    ],
    [
      'something added',
      ({ webVerificationUrl }) => ({ webVerificationUrl: `${webVerificationUrl}&next=https://evil.example` }),
      { code: 'NOT_FOUND', field: ['input', 'webVerificationUrl'] },
    ],
    [
      'another challenge',
      () => ({ challenge: 'another-challenge' }),
      { code: 'INVALID_VALUE', field: ['input', 'challenge'] },
    ],
    ['no challenge', () => ({ challenge: '' }), { code: 'OUT_OF_RANGE', field: ['input', 'challenge'], limit: 1 }],
    [
      'an endless challenge',
      () => ({ challenge: 'x'.repeat(101) }),
      { code: 'OUT_OF_RANGE', field: ['input', 'challenge'], limit: 100 },
    ],
  ];

  test.for(WRONG)('%s', async ([_name, wrong, userError], { alice }) => {
    const right = inputFor(await alice.startVerification());
    const { createExternalClientResponse: answer } = await alice.ask(HandOverDocument, {
      input: { ...right, ...wrong(right) },
    });
    expect(answer).toMatchObject({ externalClientResponse: null, userErrors: [userError] });
  });

  test('someone else’s transaction, which looks like none', async ({ alice, bob }) => {
    const input = inputFor(await alice.startVerification());
    const refused = await bob.ask(HandOverDocument, { input });
    expect(refused.createExternalClientResponse).toMatchObject({
      externalClientResponse: null,
      userErrors: [{ code: 'NOT_FOUND', field: ['input', 'webVerificationUrl'] }],
    });
    const webVerificationUrl = `https://apps.pingone.eu/verify?txnid=${NO_SUCH_ID}`;
    expect(await bob.ask(HandOverDocument, { input: { ...input, webVerificationUrl } })).toEqual(refused);
  });
});

describe('with the token', () => {
  test('the app reads and follows its own transaction to the end', async ({ alice, sandbox, appWith }) => {
    const transaction = await alice.startVerification();
    const app = appWith((await handOver(alice, transaction)).statusToken);
    const { id } = transaction;

    const { verifyTransaction } = await app.ask(TransactionStatusDocument, { id });
    const { status, lifecycle, decision, version, expiresAt } = transaction;
    expect(verifyTransaction).toEqual({
      __typename: 'VerifyTransaction',
      id,
      status,
      lifecycle,
      decision,
      version,
      expiresAt,
    });

    const watch = app.subscribe(FollowStatusDocument, { id }, (data) => data.verifyTransactionStatusChanged);
    const [first] = await watch.take(1);
    expect(first?.verification).toMatchObject({ id, status: 'REQUESTED' });
    await sandbox.finish(transaction, 'SUCCESS');
    const events = await watch.untilFinal();
    expect(events.map(({ version: at, rawStatus }) => [at, rawStatus])).toEqual([
      [2, 'INITIATED'],
      [3, 'IN_PROGRESS'],
      [4, 'SUCCESS'],
    ]);
    const resumed = app.subscribe(
      FollowStatusDocument,
      { id, after: first?.cursor },
      (data) => data.verifyTransactionStatusChanged,
    );
    expect(await resumed.untilFinal()).toHaveLength(3);
  });

  test('another transaction of the same person does not exist', async ({ alice, appWith }) => {
    const [mine, other] = [await alice.startVerification(), await alice.startVerification()];
    const app = appWith((await handOver(alice, mine)).statusToken);
    expect(await app.query(TransactionStatusDocument, { id: other.id })).toMatchObject({
      data: { verifyTransaction: null },
      errors: undefined,
    });
    const watch = app.subscribe(FollowStatusDocument, { id: other.id }, (data) => data);
    expect((await watch.ended()).errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  });

  test('a changed token is none', async ({ alice, appWith }) => {
    const transaction = await alice.startVerification();
    const { statusToken } = await handOver(alice, transaction);
    for (const token of [`${statusToken}A`, statusToken.slice(0, -4), 'idgws_', statusToken.replace('idgws_', '')]) {
      const answer = await appWith(token).query(TransactionStatusDocument, { id: transaction.id });
      expect(answer).toMatchObject({ status: 401, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    }
  });

  test('everything ends with the token', async ({ alice, admin, sandbox, gateway, appWith }) => {
    const verifyPolicyId = await sandbox.policy({
      name: 'Two seconds for an app',
      transaction: { timeout: TWO_SECONDS, dataCollection: { timeout: TWO_SECONDS }, dataCollectionOnly: false },
    });
    const { createVerifyTransaction: made } = await admin.ask(StartVerificationDocument, {
      input: { userId: alice.id, verifyPolicyId },
    });
    const transaction = made.verifyTransaction;
    if (!transaction) throw new Error('The start was refused.');
    const { statusToken, continueLink } = await handOver(alice, transaction, { isLastClientStep: false });
    const app = appWith(statusToken);
    const { id } = transaction;
    const socket = await RawSocket.signedIn(gateway, statusToken);

    const ask = () => app.query(TransactionStatusDocument, { id });
    const last = await until('the token ends', ask, ({ status }) => status !== 200);
    expect(last).toMatchObject({ status: 401, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    expect(await socket.end()).toMatchObject({ code: 4403 });
    expect(await read(continueLink)).toMatchObject({ status: 404, body: { title: 'Not Found' } });

    const { createExternalClientResponse: late } = await alice.ask(HandOverDocument, {
      input: inputFor(transaction),
    });
    expect(late?.userErrors).toMatchObject([
      { code: 'TRANSACTION_NOT_ACTIONABLE', field: ['input', 'webVerificationUrl'] },
    ]);
  });
});

describe('at the continue link', () => {
  test('the status is told at once, and again on each change up to the last', async ({ alice, sandbox, gateway }) => {
    const transaction = await alice.startVerification();
    const { continueLink } = await handOver(alice, transaction, { isLastClientStep: false });
    const { id, status, lifecycle, decision, version, expiresAt } = transaction;
    const first = await read(continueLink);
    expect(first.status).toBe(200);
    expect(first.headers.get('cache-control')).toBe('no-store');
    expect(first.headers.get('content-type')).toMatch(/^application\/json/);
    expect(first.body).toEqual({ id, status, lifecycle, decision, version, expiresAt, final: false });
    expect(await read(continueLink, 0)).toMatchObject({ body: first.body });

    const waiting = read(continueLink, 1);
    await isFollowed(gateway, 1);
    const outcome = sandbox.finish(transaction, 'SUCCESS');
    const seen = [await waiting];
    for (let last = seen[0]; last && !last.body.final; last = seen.at(-1)) {
      seen.push(await read(continueLink, last.body.version));
    }
    await outcome;
    const versions = seen.map(({ body }) => body.version);
    expect(versions).toEqual([...new Set(versions)].sort());
    expect(versions[0]).toBeGreaterThan(1);
    expect(seen.at(-1)?.body).toMatchObject({ version: 4, status: 'SUCCESS', decision: 'APPROVED', final: true });
    expect(await read(continueLink, 4)).toMatchObject({ status: 200, body: { version: 4, final: true } });
    await isFollowed(gateway, 0);
    expect(gateway.logs()).not.toContain(new URL(continueLink).pathname);
  });

  test('without a change it answers after 25 seconds', async ({ alice }) => {
    const { continueLink } = await handOver(alice, await alice.startVerification(), { isLastClientStep: false });
    const startedAt = performance.now();
    expect(await within(read(continueLink, 1), 'an answer', 45_000)).toMatchObject({
      body: { version: 1, final: false },
    });
    expect(performance.now() - startedAt).toBeGreaterThan(24_500);
  });

  test('who goes away frees the subscription', async ({ alice, gateway }) => {
    const { continueLink } = await handOver(alice, await alice.startVerification(), { isLastClientStep: false });
    const app = new AbortController();
    const polls = Array.from({ length: 3 }, () => read(continueLink, 1, app.signal).catch(() => 'gone'));
    await isFollowed(gateway, 3);
    app.abort();
    expect(await Promise.all(polls)).toEqual(['gone', 'gone', 'gone']);
    await isFollowed(gateway, 0);
  });

  test('only so many may wait for one verification', async ({ alice, gateway }) => {
    const { continueLink } = await handOver(alice, await alice.startVerification(), { isLastClientStep: false });
    const app = new AbortController();
    const polls = Array.from({ length: 16 }, () => read(continueLink, 1, app.signal).catch(() => 'gone'));
    await isFollowed(gateway, 16);
    const refused = await read(continueLink, 1);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('5');
    expect(await read(continueLink)).toMatchObject({ status: 200 });
    app.abort();
    await Promise.all(polls);
    await isFollowed(gateway, 0);
  });

  test('a gateway that stops answers at once and ends cleanly', async ({ startGateway, alice }) => {
    const gateway = await startGateway();
    const { continueLink } = await handOver(alice.with({ gateway }), await alice.startVerification(), {
      isLastClientStep: false,
    });
    const waiting = read(continueLink, 1);
    await isFollowed(gateway, 1);
    const exit = gateway.stop();
    expect(await within(waiting, 'an answer', 10_000)).toMatchObject({
      status: 200,
      body: { version: 1, final: false },
    });
    expect(await exit).toEqual({ code: 0, signal: null });
  });

  test('anything else is not there', async ({ alice, gateway }) => {
    const { continueLink, statusToken } = await handOver(alice, await alice.startVerification(), {
      isLastClientStep: false,
    });
    const others = [
      `${gateway.url}/continue`,
      `${gateway.url}/continue/`,
      `${gateway.url}/continue/${statusToken}`,
      `${gateway.url}/continue/${statusToken.replace('idgws_', '')}`,
      `${gateway.url}/continue/${'A'.repeat(3_000)}`,
      `${continueLink}A`,
      `${continueLink}/status`,
    ];
    for (const url of others) {
      const { status, headers, body } = await read(url);
      expect([status, headers.get('content-type')], url).toEqual([404, 'application/problem+json; charset=utf-8']);
      expect(body).toMatchObject({ title: 'Not Found', status: 404 });
    }
    for (const method of ['POST', 'PUT', 'DELETE', 'HEAD']) {
      expect((await fetch(continueLink, { method })).status, method).toBe(404);
    }
    for (const version of ['', '-1', '1.5', 'one', '99999999999', '1&version=2']) {
      expect(await read(`${continueLink}?version=${version}`), version).toMatchObject({ status: 400 });
    }
  });
});

interface Input {
  readonly webVerificationUrl: string;
  readonly challenge: string;
}

function inputFor({ webVerificationUrl, challenge }: Started): Input {
  return { webVerificationUrl: webVerificationUrl ?? '', challenge: challenge ?? '' };
}

/** A link with parts of its address replaced. */
function moved(link: string, parts: Partial<Pick<URL, 'host' | 'username'>>): string {
  return Object.assign(new URL(link), parts).href;
}

function withQuery(link: string, name: string, value: string): string {
  const url = new URL(link);
  url.searchParams.set(name, value);
  return url.href;
}

/** Hands a transaction over; what is not given is an empty text. @throws Error when it is refused */
async function handOver(
  person: Person,
  transaction: Started,
  more: { readonly isLastClientStep?: boolean; readonly idempotencyKey?: string } = {},
) {
  const { createExternalClientResponse: made } = await person.ask(HandOverDocument, {
    input: { ...inputFor(transaction), ...more },
  });
  const handed: HandedOver | undefined = made?.externalClientResponse;
  if (!handed) throw new Error(`Refused: ${JSON.stringify(made?.userErrors)}`);
  return { ...handed, statusToken: handed.statusToken ?? '', continueLink: handed.continueLink ?? '' };
}

async function read(link: string, version?: number, signal: AbortSignal | null = null) {
  const response = await fetch(version === undefined ? link : `${link}?version=${version}`, { signal });
  const { status, headers } = response;
  return { status, headers, body: (await response.json()) as Status };
}

/** Until this many feeds are open. */
async function isFollowed(gateway: Gateway, count: number): Promise<void> {
  await until(
    `${count} feeds are open`,
    () => gateway.metric('idgw_subscriptions_active'),
    (active) => active === count,
  );
}
