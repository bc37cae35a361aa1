// The callback that a client starts a verification with: the gateway calls it, with the client's headers, and tells ids and states only.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { localhostCertificate } from '../support/certificate.js';
import { test as base, expect } from '../support/fixtures.js';
import { bodyOf, idOfMessage, Receiver } from '../support/receiver.js';
import { until } from '../support/waiting.js';
import { deliveriesOf, TEST_WEBHOOKS } from '../support/webhooks.js';

const certificate = localhostCertificate();
const folder = mkdtempSync(join(tmpdir(), 'idgw-relay-'));
const trusted = join(folder, 'cert.pem');
writeFileSync(trusted, certificate.cert);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A receiver that speaks TLS, as callbacks are https only. */
const test = base.extend('receiver', async ({ onTestFinished }) => {
  const receiver = await Receiver.start(certificate);
  onTestFinished(() => receiver.stop());
  return receiver;
});

test.override('env', { ...TEST_WEBHOOKS, NODE_EXTRA_CA_CERTS: trusted });

test('each version is told to the callback, under the headers of the client, with no personal data', async ({
  admin,
  alice,
  sandbox,
  receiver,
  database,
  gateway,
}) => {
  const secret = `only-for-the-receiver-${randomUUID()}`;
  const transaction = await admin.startVerification({
    userId: alice.id,
    reference: `Canary-${randomUUID()}`,
    requirements: { givenName: ['Canarygiven'], emails: ['canary@example.test'] },
    callback: {
      url: receiver.url,
      headers: [
        { name: 'X-Receiver-Secret', value: secret },
        { name: 'User-Agent', value: 'the client’s own'.replace('’', "'") },
        { name: 'Webhook-Id', value: 'not this one' },
      ],
    },
  });
  const unrelated = await alice.startVerification();
  await sandbox.finish(transaction, 'SUCCESS');
  const messages = await until(
    'the final version',
    () => receiver.messages,
    (all) => all.some(({ body }) => body.includes('FINISHED')),
  );
  const versions = messages.map((message) => bodyOf(message).data.version).sort((one, other) => one - other);
  expect(versions).toEqual(versions.map((_version, index) => index + 1));
  expect(versions.length).toBeGreaterThan(2);
  for (const message of messages) {
    const { type, data } = bodyOf(message);
    expect(type).toMatch(/^verification\.(created|status_changed)$/);
    expect(data).toMatchObject({
      verificationId: transaction.id,
      source: 'PINGONE_VERIFY',
      lifecycle: expect.any(String),
    });
    expect(message.headers).toMatchObject({
      'x-receiver-secret': secret,
      'user-agent': "the client's own",
      'content-type': 'application/json',
      'webhook-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
      'webhook-timestamp': expect.stringMatching(/^\d+$/),
    });
    // No secret was agreed on that could sign it: the client's own headers say who calls.
    expect(message.headers['webhook-signature']).toBeUndefined();
    expect(message.body).not.toMatch(/canary/i);
    expect(message.body).not.toContain(unrelated.id);
  }
  expect(new Set(messages.map(idOfMessage)).size).toBe(messages.length);

  expect(await deliveriesOf(admin, {})).toEqual([]);
  const stored = await until(
    'nothing waits',
    () => database.sql('select * from webhook_deliveries'),
    (rows) => rows.every(({ status }) => status === 'DELIVERED'),
  );
  expect(stored).toHaveLength(messages.length);
  const kept = JSON.stringify([stored, await database.sql('select * from verifications')]);
  expect(kept).not.toContain(secret);
  expect(gateway.logs()).not.toContain(secret);
});

test('a callback that fails is called again under the same id, and given up in the end', async ({
  admin,
  alice,
  receiver,
  database,
}) => {
  receiver.answering = () => ({ status: 404 });
  const { id } = await admin.startVerification({ userId: alice.id, callback: { url: receiver.url } });
  const rows = await until(
    'it is given up',
    () => database.sql('select status, attempts from webhook_deliveries where verification_id = $1', [id]),
    (found) => found[0]?.status === 'DEAD',
  );
  expect(rows[0]?.attempts).toMatchObject([{ httpStatus: 404, failure: 'REFUSED' }, {}, {}]);
  const ofFirst = receiver.messages.filter((message) => bodyOf(message).data.version === 1);
  expect(new Set(ofFirst.map(idOfMessage)).size).toBe(1);
});

test('a callback that was erased meanwhile is dropped', async ({ admin, alice, receiver, database }) => {
  receiver.answering = () => {
    return { status: 500 };
  };
  const { id } = await admin.startVerification({ userId: alice.id, callback: { url: receiver.url } });
  await receiver.take(1);
  await database.sql('update verifications set callback_sealed = null where id = $1', [id]);
  const rows = await until(
    'it is dropped',
    () => database.sql('select status, target, attempts from webhook_deliveries where verification_id = $1', [id]),
    (found) => found[0]?.status === 'DEAD',
  );
  expect(rows[0]?.attempts).toMatchObject([{ failure: 'REFUSED' }, { failure: 'ADDRESS_GONE' }]);
  expect(rows[0]?.target).toBe('');
});
