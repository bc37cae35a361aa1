// The receiver that docs/webhooks.md prints, run as it stands there against a real gateway.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect } from '../support/fixtures.js';
import { until } from '../support/waiting.js';
import { allDelivered, TEST_WEBHOOKS, test } from '../support/webhooks.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

test.override('env', { ...TEST_WEBHOOKS, WEBHOOK_RETRY_SECONDS: Array(20).fill('0.3').join() });

test('the printed receiver takes what is signed and refuses the rest', async ({
  admin,
  alice,
  sandbox,
  newEndpoint,
  onTestFinished,
}) => {
  const page = await readFile(new URL('../../docs/webhooks.md', import.meta.url), 'utf8');
  const program = /```js\n(\/\/ receiver\.mjs.*?)```/s.exec(page)?.[1] ?? '';
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/hooks`;
  const { id, secret } = await newEndpoint({ url, eventTypes: ['CREATED', 'STATUS_CHANGED'] });
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, WEBHOOK_SECRET: secret, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));

  const transaction = await alice.startVerification();
  await sandbox.finish(transaction, 'SUCCESS');
  await until(
    'the final event is printed',
    () => lines.join('\n'),
    (text) => text.includes('APPROVED'),
  );
  await allDelivered(admin, id, lines.length);
  expect(lines).toContain('verification.created 1 NONE');
  expect(new Set(lines).size).toBe(lines.length);
  const forged = await fetch(url, { method: 'POST', body: '{}', headers: { 'webhook-id': 'x' } });
  expect(forged.status).toBe(401);
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
