// A page elsewhere whose name leads to this machine (DNS rebinding): what needs no token of its own, explorer and sandbox, does not answer to it.
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, test } from '../support/fixtures.js';

const OTHERS = [
  'evil.example',
  'localhost.evil.example',
  '127.0.0.1.evil.example:80',
  'evil.example@localhost',
  '10.255.255.1',
];

/** A GET or POST as a browser sends it whose address bar shows another host. */
async function ask(address: string, host: string, method = 'GET') {
  const body = method === 'GET' ? null : '{"user":"admin"}';
  const headers = { host, ...(body === null ? {} : { 'content-type': 'application/json' }) };
  const call = request(address, { method, headers });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    call.once('response', resolve).once('error', reject);
  });
  call.end(body);
  const response = await answered;
  return { status: response.statusCode ?? 0, text: await text(response) };
}

test.for(['/', '/explorer', '/explorer/assets/explorer.js'])(
  'the gateway’s %s',
  async (path, { gateway, startGateway }) => {
    const address = `${gateway.url}${path}`;
    const { port } = new URL(gateway.url);
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`]) {
      expect((await ask(address, host)).status, host).toBe(path === '/' ? 302 : 200);
    }
    for (const host of OTHERS) expect((await ask(address, host)).status, host).toBe(421);
    const named = await startGateway({ env: { PUBLIC_URL: 'https://gateway.example' } });
    expect((await ask(`${named.url}/explorer`, 'gateway.example')).status).toBe(200);
    expect((await ask(`${named.url}/explorer`, 'evil.example')).status).toBe(421);
  },
);

test('pages and control API of the sandbox', async ({ sandbox: { ready }, admin }) => {
  const open = [
    `${ready.pingone}/`,
    `${ready.pingone}/inbox`,
    `${ready.control}/sandbox/inbox`,
    `${ready.control}/sandbox/requests`,
    `${ready.control}/sandbox/knobs`,
  ];
  for (const address of open) {
    for (const host of OTHERS) expect((await ask(address, host)).status, `${address} ${host}`).toBe(421);
  }
  const { port } = new URL(ready.pingone);
  expect((await ask(`${ready.control}/sandbox/inbox`, `localhost:${port}`)).status).toBe(200);
  const tokens = await ask(`${ready.control}/sandbox/tokens`, 'evil.example', 'POST');
  expect(tokens.status).toBe(421);
  expect(tokens.text).not.toContain(admin.token.split('.')[0]);
  expect((await ask(`${ready.mitek}/pages/assets/base.css`, 'evil.example')).status).toBe(421);
});
