// Mitek's capabilities, and the one of PingOne's REST page: what is asked through GraphQL reaches the sandbox, every property and every language,
// and what comes back, in answers and in callbacks, stands where the table says.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { test as base, expect } from '../support/fixtures.js';
import { createJourney, journeyInput, journeyThat, watchJourney } from '../support/journeys.js';
import { Person } from '../support/person.js';
import { MITEK_CAPABILITIES, REST_CAPABILITIES } from './capabilities-mitek.js';
import type { InputProperties } from './capability.js';
import { notShown, runUses, type Shown } from './capability-check.js';
import {
  createJourneyUses,
  fullJourneys,
  LANGUAGE_CODES,
  LANGUAGES,
  READ_JOURNEY,
  restCreateUses,
} from './capability-uses-mitek.js';
import { CREATE_INPUTS } from './inputs-create.js';
import { isInput } from './inputs-given.js';

const test = base
  .override('env', { POLL_FAST_SECONDS: '3600', POLL_SLOW_SECONDS: '3600' })
  .override('knobs', { dwellMs: 50 });

test(MITEK_CAPABILITIES.createJourney.name, async ({ admin, alice, sandbox }) => {
  const shown = await runUses('createJourney', createJourneyUses(alice.id), { admin, sandbox });
  expect(inputsNotShown(CREATE_INPUTS.createJourney, shown)).toEqual([]);
  expect(notShown('createJourney', shown)).toEqual([]);
  expect([...shown.hosts]).toEqual([new URL(sandbox.ready.mitek).host]);
});

test('Create Journey, word for word, in every language', async ({
  sandbox,
  startGateway,
  newDatabase,
  onTestFinished,
}) => {
  const bodies: Readonly<Record<string, unknown>>[] = [];
  const authorizations = new Set<string | undefined>();
  const mitek = createServer(async (request, response) => {
    authorizations.add(request.headers.authorization);
    bodies.push(JSON.parse(await text(request)) as Readonly<Record<string, unknown>>);
    const link = 'https://mitek.example.test/checkid/request/1';
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ link, id: 'r-1' }));
  }).listen(0, '127.0.0.1');
  await once(mitek, 'listening');
  onTestFinished(() => void mitek.close());
  const { port } = mitek.address() as AddressInfo;
  const env = { MITEK_URL: `http://127.0.0.1:${port}`, MITEK_CLIENT_ID: 'me', MITEK_CLIENT_SECRET: 'pass:word' };
  const gateway = await startGateway({ env, database: await newDatabase() });
  const admin = new Person({ gateway, token: sandbox.ready.tokens.admin, userId: null });

  const { byMail, byText } = fullJourneys();
  await createJourney(admin, byMail);
  await createJourney(admin, byText);
  const callback_uri = expect.stringMatching(/^https?:\/\/[^/]+\/callbacks\/mitek\/[0-9a-f-]{36}\/[\w-]{43}$/);
  expect(bodies).toEqual([
    {
      name: byMail.name,
      email: byMail.email,
      environment: 'mobile-verify',
      reference: byMail.reference,
      scope: 'selfie,documents(driving,passport,id),attachments(doc1,doc2)',
      end_date: byMail.endDate,
      tabs_order: 'documents,selfie,attachments',
      note: byMail.note,
      language: 'nl',
      callback_uri,
    },
    {
      name: byText.name,
      phone: '+447911123456',
      environment: 'live',
      reference: byText.reference,
      use_defaults: true,
      callback_uri,
    },
  ]);
  expect([...authorizations]).toEqual([`Basic ${Buffer.from('me:pass:word').toString('base64')}`]);

  bodies.splice(0);
  for (const language of LANGUAGES) await createJourney(admin, journeyInput({ language }));
  expect(LANGUAGES).toHaveLength(24);
  expect(bodies.map(({ language }) => language)).toEqual(LANGUAGES.map((language) => LANGUAGE_CODES[language]));
});

test(MITEK_CAPABILITIES.mitekWebhook.name, async ({ admin, sandbox, gateway }) => {
  const { id, reference } = await createJourney(admin);
  const { callbackUrl } = await sandbox.journey(reference);
  const { upstream } = MITEK_CAPABILITIES.mitekWebhook;
  const pattern = upstream?.path.replaceAll(/\{\w+\}/g, '[\\w-]+') ?? '';
  expect(new URL(callbackUrl ?? '').origin).toBe(gateway.url);
  expect(new URL(callbackUrl ?? '').pathname).toMatch(new RegExp(`^${pattern}$`));

  const taken = (outcome: string) => gateway.metric('idgw_callbacks_total', `source="MITEK",outcome="${outcome}"`);
  const [acceptedBefore, repeatedBefore] = [await taken('accepted'), await taken('repeated')];
  const watch = watchJourney(admin, id);
  await watch.take(1);
  await sandbox.moveJourney(reference, { status: 'SENT' });
  await sandbox.moveJourney(reference, { status: 'CONFIRMATION', delivery: 'duplicate' });
  await journeyThat(admin, reference, 'it is under review', ({ lifecycle }) => lifecycle === 'IN_REVIEW');
  await sandbox.moveJourney(reference, { status: 'COMPLETED', result: 'PASS', reviewedBy: 'A reviewer' });
  const events = await watch.untilFinal();
  expect(events.at(-1)).toMatchObject({ lifecycle: 'FINISHED', decision: 'APPROVED_MANUALLY', rawStatus: 'COMPLETED' });
  expect(await taken('accepted')).toBeGreaterThanOrEqual(acceptedBefore + 3);
  expect(await taken('repeated')).toBeGreaterThanOrEqual(repeatedBefore + 1);

  // What came with callbacks costs no call to be read.
  const shown = await runUses('mitekWebhook', [{ document: READ_JOURNEY, variables: { id }, times: 0 }], {
    admin,
    sandbox,
  });
  expect(notShown('mitekWebhook', shown)).toEqual([]);
});

test(REST_CAPABILITIES.restCreateVerifyTransaction.name, async ({ admin, alice, sandbox }) => {
  const uses = restCreateUses(alice.id, sandbox.policies.default ?? '');
  const shown = await runUses('restCreateVerifyTransaction', uses, { admin, sandbox });
  expect(inputsNotShown(CREATE_INPUTS.restCreateVerifyTransaction, shown)).toEqual([]);
  expect(inputsNotShown(CREATE_INPUTS.createVerifyTransaction, shown)).toEqual([]);
  expect(notShown('restCreateVerifyTransaction', shown)).toEqual([]);
});

test('each input property of the pages has a place in the published schema', () => {
  const missing = Object.entries(CREATE_INPUTS).flatMap(([capability, inputs]) =>
    Object.entries<InputProperties[string]>(inputs)
      .filter(([, { graphql }]) => !graphql.every(isInput))
      .map(([property]) => `${capability}: ${property}`),
  );
  expect(missing).toEqual([]);
});

/** Properties that were not given, or did not reach the call. */
function inputsNotShown(inputs: InputProperties, { inputs: given, wire: sent }: Shown): readonly string[] {
  return Object.entries(inputs).flatMap(([property, { graphql, wire }]) => {
    const isSent = wire === null || wire === 'path' || sent.has(wire);
    return isSent && graphql.every((coordinate) => given.has(coordinate)) ? [] : [property];
  });
}
