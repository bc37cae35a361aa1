// The creates of the ledger: each with an idempotency key, repeated until it is answered, and each person sent on their way.
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Chance } from './chance.js';
import type { Pair } from './pair.js';
import type { SandboxProcess } from './sandbox-process.js';

/** One verification of the ledger, and how the vendor is to decide it. */
export interface Subject {
  readonly source: 'PINGONE_VERIFY' | 'MITEK';
  readonly id: string;
  readonly reference: string;
  readonly lifecycle: string;
  readonly decision: string;
}

/** Somebody who is verified again and again. */
export interface LedgerPerson {
  readonly id: string;
  readonly token: string;
}

export interface Creates {
  readonly pair: Pair;
  readonly sandbox: SandboxProcess;
  readonly chance: Chance;
  readonly people: readonly LedgerPerson[];
  /** So many of each vendor. */
  readonly count: number;
  readonly parallel: number;
}

interface End {
  readonly lifecycle: string;
  readonly decision: string;
}

/** How transactions end: the outcome at PingOne, and what that means. */
const TRANSACTION_ENDS: readonly (readonly ['SUCCESS' | 'FAIL', End])[] = [
  ['SUCCESS', { lifecycle: 'FINISHED', decision: 'APPROVED' }],
  ['FAIL', { lifecycle: 'FINISHED', decision: 'DENIED' }],
];
/** How journeys end: what Mitek is told to do, and what that means. */
const JOURNEY_ENDS: readonly (readonly [object, End])[] = [
  [{ outcome: 'PASS' }, { lifecycle: 'FINISHED', decision: 'APPROVED' }],
  [{ outcome: 'PASS' }, { lifecycle: 'FINISHED', decision: 'APPROVED' }],
  [{ outcome: 'FAIL' }, { lifecycle: 'FINISHED', decision: 'DENIED' }],
  [{ outcome: 'FRAUD' }, { lifecycle: 'FINISHED', decision: 'DENIED_FRAUD' }],
  [{ status: 'CANCELLED' }, { lifecycle: 'CANCELLED', decision: 'NONE' }],
  [{ status: 'ABANDONED' }, { lifecycle: 'ABANDONED', decision: 'NONE' }],
];

const CREATE_USER = 'mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id } } }';
const START = `mutation ($input: CreateVerifyTransactionInput!) {
  made: createVerifyTransaction(input: $input) { verifyTransaction { id } userErrors { code } }
}`;
const CREATE = `mutation ($input: CreateMitekJourneyInput!) {
  made: createMitekJourney(input: $input) { mitekJourney { id } userErrors { code } }
}`;
const JOURNEY = 'query ($reference: String!) { mitekJourney(reference: $reference) { id } }';
const DAY_MS = 86_400_000;
const BUSY_MS = 2_000;

interface Made {
  readonly made: {
    readonly verifyTransaction?: { readonly id: string } | null;
    readonly mitekJourney?: { readonly id: string } | null;
    readonly userErrors: readonly { readonly code: string }[];
  };
}

/** Adds people to the directory, who sign in. */
export async function gatherPeople(
  pair: Pair,
  sandbox: SandboxProcess,
  count: number,
): Promise<readonly LedgerPerson[]> {
  const people: LedgerPerson[] = [];
  for (let index = 0; index < count; index += 1) {
    const input = { username: `ledger-${index}`, email: `ledger-${index}@example.test`, idempotencyKey: randomUUID() };
    const { createUser: made } = await pair.ask<{ createUser: { user: { id: string } } }>(
      sandbox.ready.tokens.admin,
      CREATE_USER,
      { input },
    );
    people.push({ id: made.user.id, token: await sandbox.token(made.user.id) });
  }
  return people;
}

/** Creates everything, so many at a time, and begins every walk. @param told hears of each as soon as it is there */
export async function createAll(creates: Creates, told: (subject: Subject) => void): Promise<readonly Subject[]> {
  const { count, parallel } = creates;
  const all: Promise<Subject>[] = [];
  const busy = new Set<Promise<unknown>>();
  for (let next = 0; next < 2 * count; next += 1) {
    const made = next % 2 === 0 ? createTransaction(creates, told) : createJourney(creates, told);
    all.push(made);
    // Who waits for the key of a killed gateway, which takes a minute, keeps nobody busy.
    const slot = Promise.race([made.catch(() => undefined), delay(BUSY_MS)]).finally(() => busy.delete(slot));
    busy.add(slot);
    if (busy.size >= parallel) await Promise.race(busy);
  }
  return Promise.all(all);
}

async function createTransaction(
  { pair, sandbox, chance, people }: Creates,
  told: (subject: Subject) => void,
): Promise<Subject> {
  const person = chance.one(people);
  const [outcome, end] = chance.one(TRANSACTION_ENDS);
  const reference = randomUUID();
  const input = { userId: person.id, reference, idempotencyKey: reference };
  const { made } = await pair.ask<Made>(person.token, START, { input });
  const id = made.verifyTransaction?.id;
  if (id === undefined) throw new Error(`A transaction was refused: ${JSON.stringify(made.userErrors)}`);
  const subject = { source: 'PINGONE_VERIFY', id, reference, ...end } as const;
  told(subject);
  await sandbox.walk(id, outcome);
  return subject;
}

async function createJourney({ pair, sandbox, chance }: Creates, told: (subject: Subject) => void): Promise<Subject> {
  const { admin } = sandbox.ready.tokens;
  const [body, end] = chance.one(JOURNEY_ENDS);
  const reference = randomUUID();
  const input = {
    name: 'Ledger Person',
    deliveryMethod: 'EMAIL',
    email: 'person@example.test',
    reference,
    idempotencyKey: reference,
    scope: { selfie: true, documents: true, attachments: false },
    endDate: new Date(Date.now() + DAY_MS).toISOString().slice(0, 10),
  };
  const { made } = await pair.ask<Made>(admin, CREATE, { input });
  const isUncertain = made.userErrors.some(({ code }) => code === 'DELIVERY_UNCERTAIN');
  // The instance that asked Mitek was killed: as the error says, it is looked at by its reference.
  const found = isUncertain
    ? (await pair.ask<{ mitekJourney: { id: string } | null }>(admin, JOURNEY, { reference })).mitekJourney
    : made.mitekJourney;
  if (!found) throw new Error(`A journey was refused: ${JSON.stringify(made.userErrors)}`);
  const subject = { source: 'MITEK', id: found.id, reference, ...end } as const;
  told(subject);
  const isAtMitek = !isUncertain || (await sandbox.journeys()).some((journey) => journey.reference === reference);
  if (isAtMitek) await sandbox.walkJourney(reference, body);
  return subject;
}
