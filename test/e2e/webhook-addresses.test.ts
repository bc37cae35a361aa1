// Where outgoing webhooks and callbacks cannot be sent, in a deployment that allows no private addresses: nothing there is ever connected to.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { CreateWebhookEndpointDocument, UpdateWebhookEndpointDocument } from '../generated/graphql.js';
import { test as base, expect } from '../support/fixtures.js';
import { until } from '../support/waiting.js';

/** Listens on every address of this machine and counts who comes. */
const test = base.extend('canary', { scope: 'file' }, async ({ sandbox: _first }, { onCleanup }) => {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  server.listen(0, '::');
  await once(server, 'listening');
  onCleanup(() => {
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, connections: () => connections };
});

test.override('env', { WEBHOOK_RETRY_SECONDS: '0.1' });

/** Spellings of this machine, and of a cloud's metadata service. */
const HOSTS = [
  '127.0.0.1',
  '127.1',
  '0x7f.1',
  '0177.0.0.1',
  '2130706433',
  '0.0.0.0',
  '[::1]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[64:ff9b::7f00:1]',
  'localhost',
  'localhost.',
  '169.254.169.254',
  '10.0.0.1',
];

test('no endpoint can be made for them, nor turned to them', async ({ admin, canary }) => {
  const input = { url: 'https://hooks.example.test/' };
  const { createWebhookEndpoint } = await admin.ask(CreateWebhookEndpointDocument, { input });
  const id = createWebhookEndpoint.webhookEndpoint?.id ?? '';
  const refused = { webhookEndpoint: null, userErrors: [{ code: 'INVALID_VALUE', field: ['input', 'url'] }] };
  for (const url of [...HOSTS.map((host) => `https://${host}:${canary.port}/`), 'http://hooks.example.test/']) {
    const made = await admin.ask(CreateWebhookEndpointDocument, { input: { url } });
    expect(made.createWebhookEndpoint, url).toMatchObject({ ...refused, secret: null });
    expect(
      (await admin.ask(UpdateWebhookEndpointDocument, { input: { id, url } })).updateWebhookEndpoint,
    ).toMatchObject(refused);
  }
});

test('a callback to them is not connected to, whatever its name is resolved to', async ({
  admin,
  alice,
  canary,
  database,
}) => {
  for (const host of HOSTS) {
    await admin.startVerification({
      userId: alice.id,
      callback: { url: `https://${host}:${canary.port}/hooks`, headers: [{ name: 'x-secret', value: 'x' }] },
    });
  }
  const rows = await until(
    'all are given up',
    () =>
      database.sql(`select v.callback_url, d.status, d.attempts from webhook_deliveries d
      join verifications v on v.id = d.verification_id where d.endpoint_id is null and d.version = 1`),
    (found) => found.length === HOSTS.length && found.every(({ status }) => status === 'DEAD'),
  );
  for (const { attempts, callback_url: url } of rows) {
    expect(attempts, String(url)).toMatchObject([
      { httpStatus: null, failure: 'ADDRESS_REFUSED' },
      { httpStatus: null, failure: 'ADDRESS_REFUSED' },
    ]);
  }
  expect(canary.connections()).toBe(0);
});
