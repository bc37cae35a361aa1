// What `allowedActions` says holds: in each state, what it lists is not refused for the state, and what it does not list always is, by one code.
import { expect, test } from '../support/fixtures.js';
import { createJourney } from '../support/journeys.js';
import type { Person } from '../support/person.js';
import { TINY_JPEG } from '../support/published-example.js';
import type { TestSandbox } from '../support/sandbox.js';
import { until } from '../support/waiting.js';

const NO_SUCH_ID = '00000000-0000-4000-8000-000000000000';
const DOCUMENT = `documentId: "${NO_SUCH_ID}"`;
const REASON = 'reason: "to see whether it works"';

/** The mutation that each action stands for. */
const CALLS: Readonly<Record<string, (id: string) => string>> = {
  APPROVE: (id) => `approveVerifyTransaction(input: { transactionId: "${id}", ${REASON} })`,
  DELETE: (id) => `deleteVerifyTransaction(input: { transactionId: "${id}" })`,
  SUBMIT_DOCUMENT: (id) =>
    `submitVerifyDocument(input: { transactionId: "${id}", type: SELFIE, value: "${TINY_JPEG}" })`,
  UPDATE_DOCUMENT: (id) =>
    `updateVerifyDocument(input: { transactionId: "${id}", ${DOCUMENT}, type: SELFIE, value: "${TINY_JPEG}" })`,
  DELETE_DOCUMENT: (id) => `deleteVerifyDocument(input: { transactionId: "${id}", ${DOCUMENT} })`,
  PROCESS_DOCUMENTS: (id) => `processVerifyDocuments(input: { transactionId: "${id}" })`,
  REPLACE_SELFIE_BACKGROUND: (id) => `replaceSelfieBackground(input: { transactionId: "${id}" })`,
  REVEAL_VERIFIED_DATA: (id) =>
    `revealVerifiedData(input: { transactionId: "${id}", types: [GOVERNMENT_ID], ${REASON} })`,
  REDACT: (id) => `redactVerification(input: { verificationId: "${id}", ${REASON} })`,
};
const ACTIONS = Object.keys(CALLS);

interface House {
  readonly alice: Person;
  readonly admin: Person;
  readonly sandbox: TestSandbox;
}

/** Each state and how a new transaction gets there. */
const STATES: Readonly<Record<string, (id: string, house: House) => Promise<unknown>>> = {
  REQUESTED: async () => undefined,
  INITIATED: (id, { sandbox }) => sandbox.move(id, 'INITIATED'),
  PARTIAL: (id, { sandbox }) => sandbox.move(id, 'PARTIAL'),
  IN_PROGRESS: (id, { sandbox }) => sandbox.move(id, 'IN_PROGRESS'),
  SUCCESS: (id, { sandbox }) => sandbox.finish(id, 'SUCCESS'),
  FAIL: (id, { sandbox }) => sandbox.finish(id, 'FAIL'),
  APPROVED_MANUALLY: async (id, { sandbox, admin }) => {
    await sandbox.finish(id, 'FAIL');
    await call(admin, 'APPROVE', id);
  },
  DELETED: (id, { admin }) => call(admin, 'DELETE', id),
};

test.override('knobs', { dwellMs: 0 });

async function call(person: Person, action: string, id: string): Promise<readonly string[]> {
  const field = CALLS[action]?.(id);
  const { result } = await person.ask<{ result: { userErrors: readonly { code: string }[] } }, never>(
    `mutation { result: ${field} { userErrors { code } } }`,
  );
  return result.userErrors.map(({ code }) => code);
}

async function inState(state: string, house: House): Promise<{ id: string; listed: readonly string[] }> {
  const { id } = await house.alice.startVerification();
  await STATES[state]?.(id, house);
  const read = () =>
    house.admin.ask<{ verification: { allowedActions: readonly string[]; upstream: { rawStatus: string } } }, never>(
      `{ verification(id: "${id}") { allowedActions upstream { rawStatus } } }`,
    );
  const there = ({ verification: { upstream } }: Awaited<ReturnType<typeof read>>) => upstream.rawStatus === state;
  const { verification } = await until(`it is ${state}`, read, state === 'DELETED' ? undefined : there);
  return { id, listed: verification.allowedActions };
}

test.for(Object.keys(STATES))('in the state %s', async (state, { alice, admin, sandbox }) => {
  const house = { alice, admin, sandbox };
  const { id, listed } = await inState(state, house);
  for (const action of ACTIONS.filter((name) => !listed.includes(name))) {
    expect([action, await call(admin, action, id)]).toEqual([action, ['TRANSACTION_NOT_ACTIONABLE']]);
  }
  for (const action of listed) {
    const other = await inState(state, house);
    expect([action, await call(admin, action, other.id)]).not.toEqual([action, ['TRANSACTION_NOT_ACTIONABLE']]);
  }
});

test('on a journey, whoever may see it is told so, and nobody else that there is one', async ({
  admin,
  alice,
  bob,
}) => {
  const { id } = await createJourney(admin, { userId: alice.id });
  for (const action of ACTIONS.filter((name) => name !== 'REDACT')) {
    expect([action, await call(admin, action, id)]).toEqual([action, ['TRANSACTION_NOT_ACTIONABLE']]);
  }
  expect(await call(alice, 'PROCESS_DOCUMENTS', id)).toEqual(['TRANSACTION_NOT_ACTIONABLE']);
  expect(await call(bob, 'PROCESS_DOCUMENTS', id)).toEqual(['NOT_FOUND']);
});
