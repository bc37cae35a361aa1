// Addresses that a client gives for outgoing webhooks: what is refused in every spelling, that nothing of it comes back, and that nothing is made.
import { CreateWebhookEndpointDocument, WebhookEndpointsDocument } from '../generated/graphql.js';
import { expect, test } from '../support/fixtures.js';
import { CANARY, expectNoEcho, expectUnharmed } from './raw.js';

test.override('env', { LOG_LEVEL: 'debug' });

const REFUSED: readonly (readonly [name: string, url: string])[] = [
  ['http', `http://${CANARY}.example.test/`],
  ['a file', `file:///etc/${CANARY}`],
  ['a script', `javascript:alert('${CANARY}')`],
  ['data', `data:text/plain,${CANARY}`],
  ['a protocol that there is not', `gopher://${CANARY}.example.test/`],
  ['a socket', `wss://${CANARY}.example.test/`],
  ['a name and password', `https://user:${CANARY}@example.test/`],
  ['a name alone', `https://${CANARY}@example.test/`],
  ['this machine by name', `https://localhost/${CANARY}`],
  ['this machine by a longer name', `https://${CANARY}.localhost/`],
  ['this machine by name with a dot', `https://localhost./${CANARY}`],
  ['this machine in capitals', `https://LOCALHOST/${CANARY}`],
  ['this machine in wide letters', `https://ｌｏｃａｌｈｏｓｔ/${CANARY}`],
  ['this machine by number', `https://127.0.0.1/${CANARY}`],
  ['this machine by a short number', `https://127.1/${CANARY}`],
  ['this machine by one number', `https://2130706433/${CANARY}`],
  ['this machine in octal numbers', `https://0177.0.0.01/${CANARY}`],
  ['this machine in hexadecimal numbers', `https://0x7f000001/${CANARY}`],
  ['this machine in encoded numbers', `https://%31%32%37.0.0.1/${CANARY}`],
  ['this machine in circled numbers', `https://①②⑦.⓪.⓪.①/${CANARY}`],
  ['this machine by version 6', `https://[::1]/${CANARY}`],
  ['this machine by version 6 in full', `https://[0:0:0:0:0:0:0:1]/${CANARY}`],
  ['this machine by both versions', `https://[::ffff:127.0.0.1]/${CANARY}`],
  ['no machine', `https://0.0.0.0/${CANARY}`],
  ['no machine by version 6', `https://[::]/${CANARY}`],
  ['a private network', `https://10.0.0.1/${CANARY}`],
  ['another private network', `https://172.16.0.1/${CANARY}`],
  ['a third private network', `https://192.168.0.1/${CANARY}`],
  ['a carrier’s network', `https://100.64.0.1/${CANARY}`],
  ['the metadata of a cloud', `https://169.254.169.254/${CANARY}`],
  ['the metadata of a cloud by version 6', `https://[fd00:ec2::254]/${CANARY}`],
  ['a link', `https://[fe80::1]/${CANARY}`],
  ['many at once', `https://224.0.0.1/${CANARY}`],
  ['everybody', `https://255.255.255.255/${CANARY}`],
  ['addresses for examples', `https://192.0.2.1/${CANARY}`],
];

test('2,049 characters are too many', async ({ admin }) => {
  const input = { url: `https://example.test/${CANARY}`.padEnd(2049, 'x') };
  const { createWebhookEndpoint } = await admin.ask(CreateWebhookEndpointDocument, { input });
  expectNoEcho(JSON.stringify(createWebhookEndpoint));
  expect(createWebhookEndpoint).toMatchObject({
    webhookEndpoint: null,
    secret: null,
    userErrors: [{ code: 'OUT_OF_RANGE', field: ['input', 'url'] }],
  });
});

test.for(REFUSED)('%s is refused', async ([, url], { admin }) => {
  const { createWebhookEndpoint } = await admin.ask(CreateWebhookEndpointDocument, { input: { url } });
  expectNoEcho(JSON.stringify(createWebhookEndpoint));
  expect(createWebhookEndpoint).toMatchObject({
    webhookEndpoint: null,
    secret: null,
    userErrors: [{ code: 'INVALID_VALUE', field: ['input', 'url'], message: expect.stringMatching(/^[A-Z].*\.$/) }],
  });
});

test.for([
  ['no address', `${CANARY}`],
  ['an address without a protocol', `//${CANARY}.example.test/`],
  ['a path', `/${CANARY}`],
  ['a number too large for an address', `https://256.256.256.256/${CANARY}`],
  ['a port that there is not', `https://example.test:99999/${CANARY}`],
  ['a blank in the host', `https://${CANARY} example.test/`],
  ['nothing', ''],
])('%s does not fit its type: BAD_USER_INPUT', async ([, url], { admin }) => {
  const { status, errors = [] } = await admin.query(CreateWebhookEndpointDocument, { input: { url: url ?? '' } });
  expectNoEcho(JSON.stringify(errors));
  expect([status, errors[0]?.extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
});

test.for([
  ['a long description', { description: CANARY.padEnd(257, 'x') }, 'OUT_OF_RANGE', 'description'],
  ['an empty key of repeats', { idempotencyKey: '' }, 'OUT_OF_RANGE', 'idempotencyKey'],
  ['a long key of repeats', { idempotencyKey: CANARY.padEnd(256, 'x') }, 'OUT_OF_RANGE', 'idempotencyKey'],
] as const)('%s is refused', async ([, input, code, field], { admin }) => {
  const { createWebhookEndpoint } = await admin.ask(CreateWebhookEndpointDocument, {
    input: { url: 'https://hooks.example.test/', ...input },
  });
  expectNoEcho(JSON.stringify(createWebhookEndpoint));
  expect(createWebhookEndpoint).toMatchObject({ secret: null, userErrors: [{ code, field: ['input', field] }] });
});

test('after all that nothing was made, the gateway works, and has written down none of it', async ({
  gateway,
  admin,
}) => {
  expect((await admin.ask(WebhookEndpointsDocument)).webhookEndpoints).toEqual([]);
  await expectUnharmed(gateway, admin.token);
});
