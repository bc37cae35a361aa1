// Receivers that take messages and never answer, more of them than there is room for attempts: those that do answer hear everything all the same.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { localhostCertificate } from '../support/certificate.js';
import { expect } from '../support/fixtures.js';
import { Receiver } from '../support/receiver.js';
import { until } from '../support/waiting.js';
import { allDelivered, test as base, TEST_WEBHOOKS } from '../support/webhooks.js';

const RECEIVERS = 12;
const certificate = localhostCertificate();
const folder = mkdtempSync(join(tmpdir(), 'idgw-hanging-'));
const trusted = join(folder, 'cert.pem');
writeFileSync(trusted, certificate.cert);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** As many as may be under way to one of them, so that it is not this limit that holds any back. */
const MESSAGES = 8;
/** The most attempts under way in one gateway: while more than the rest are unheard, there is room. */
const ATTEMPTS = 64;
const REST = RECEIVERS * MESSAGES - ATTEMPTS;

const test = base
  .override('env', { ...TEST_WEBHOOKS, NODE_EXTRA_CA_CERTS: trusted })
  .extend('hanging', async ({ onTestFinished }) => {
    const receivers = await Promise.all(Array.from({ length: RECEIVERS }, () => Receiver.start(certificate)));
    for (const receiver of receivers) receiver.answering = () => null;
    onTestFinished(async () => {
      await Promise.all(receivers.map((receiver) => receiver.stop()));
    });
    return receivers;
  })
  /** How many deliveries to those that hang have not come to a first attempt. */
  .extend('unheard', async ({ database }) => async (kind: 'callbacks' | 'endpoints', answers: string) => {
    const [row] = await database.sql(
      `select count(*)::int as count from webhook_deliveries
       where (endpoint_id is null) = $1 and endpoint_id is distinct from $2 and status = 'PENDING' and attempts = '[]'
         and (lease_until is null or lease_until < now())`,
      [kind === 'callbacks', answers],
    );
    return Number(row?.count);
  });

test('callbacks that hang do not hold up an endpoint', async ({
  admin,
  alice,
  hanging,
  unheard,
  database,
  receiver,
  newEndpoint,
}) => {
  const starts = hanging.flatMap(({ url }) => Array.from({ length: MESSAGES }, () => url));
  // At once: those that hang are given up one after the other, and there must be some left to be overtaken.
  await Promise.all(starts.map((url) => admin.startVerification({ userId: alice.id, callback: { url, headers: [] } })));
  await until(
    'all callbacks are queued',
    () => database.sql('select count(*)::int as count from webhook_deliveries where endpoint_id is null'),
    ([row]) => Number(row?.count) >= starts.length,
  );
  const { id } = await newEndpoint({ eventTypes: ['CREATED'] });
  await alice.startVerification();
  await receiver.take(1);
  // It was not its turn by age: with room for it alone it has overtaken these.
  expect(await unheard('callbacks', id)).toBeGreaterThan(REST);
});

test('endpoints that hang do not hold up one that is known to answer', async ({
  admin,
  alice,
  hanging,
  unheard,
  receiver,
  newEndpoint,
}) => {
  const { id } = await newEndpoint({ eventTypes: ['CREATED'] });
  await alice.startVerification();
  await allDelivered(admin, id, 1);
  for (const { url } of hanging) await newEndpoint({ url, eventTypes: ['CREATED'] });
  await Promise.all(Array.from({ length: MESSAGES }, () => alice.startVerification()));
  await receiver.take(1 + MESSAGES);
  expect(await unheard('endpoints', id)).toBeGreaterThan(REST);
});
