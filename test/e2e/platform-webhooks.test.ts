// Transactions made elsewhere join the model through webhooks of PingOne's platform. The sandbox sends them as PingOne does.
import { VerificationDocument, VerificationsDocument } from '../generated/graphql.js';
import { expect, test } from '../support/fixtures.js';
import { until } from '../support/waiting.js';

const SECRET = 'the-secret-of-the-platform-webhook';

// So slow to look by itself that whatever it learns it has been told.
test.override('env', { PINGONE_WEBHOOK_SECRET: SECRET, POLL_FAST_SECONDS: '600', POLL_SLOW_SECONDS: '600' });
test.override('knobs', { callbacks: 'off', activityWebhookSecret: SECRET });

test.for([
  { activityWebhookFormat: 'JSON_ARRAY', activityWebhookResources: 'transaction' },
  { activityWebhookFormat: 'ND_JSON', activityWebhookResources: 'user' },
] as const)(
  'a transaction made elsewhere joins, and its changes are seen: %o',
  async (form, { alice, admin, gateway, sandbox, newDatabase, startGateway }) => {
    const elsewhere = await startGateway({ database: await newDatabase() });
    await sandbox.knobs({ ...form, activityWebhookUrl: `${gateway.url}/webhooks/pingone` });
    const { id } = await alice.with({ gateway: elsewhere }).startVerification();

    const read = async () => (await admin.ask(VerificationDocument, { id })).verification;
    expect(await until('it is known', read)).toMatchObject({ lifecycle: 'SENT', user: { id: alice.id } });
    const { verifications } = await admin.ask(VerificationsDocument, { filter: { userId: alice.id } });
    expect(verifications?.edges.map(({ node }) => node.id)).toContain(id);

    const watch = alice.watch(id);
    await sandbox.finish(id);
    expect((await watch.untilFinal()).at(-1)).toMatchObject({ lifecycle: 'FINISHED', decision: 'APPROVED' });
    await sandbox.knob('activityWebhookUrl', '');
  },
);

test('what an event says of a status is not believed', async ({ alice, admin, gateway, sandbox }) => {
  const { id } = await alice.startVerification();
  const event = {
    id: '0e5b0000-8888-4a88-8a88-000000000008',
    action: { type: 'VALIDATION_TRANSACTION.UPDATED' },
    resources: [{ type: 'VALIDATION_TRANSACTION', id, transactionStatus: { status: 'SUCCESS' } }],
    result: { status: 'SUCCESS' },
  };
  await sandbox.clearRequests();
  const { status } = await fetch(`${gateway.url}/webhooks/pingone`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-webhook-secret': SECRET },
    body: JSON.stringify([event]),
  });
  expect(status).toBe(200);
  await until('it is read at PingOne', async () =>
    (await sandbox.requests()).some(({ path }) => path.endsWith(`/verifyTransactions/${id}`)),
  );
  expect((await admin.ask(VerificationDocument, { id })).verification).toMatchObject({ lifecycle: 'SENT', version: 1 });
});

test('without a secret in the configuration there is no such address', async ({ startGateway }) => {
  const { url } = await startGateway({ env: { PINGONE_WEBHOOK_SECRET: '' } });
  const answer = await fetch(`${url}/webhooks/pingone`, { method: 'POST', headers: { 'x-webhook-secret': '' } });
  expect(answer.status).toBe(404);
});
