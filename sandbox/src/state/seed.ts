/** What a new sandbox holds: keys and secrets made once, and the people and policies that a reset brings back. */
import { randomBytes, randomUUID } from 'node:crypto';
import { SEED_PEOPLE } from '../directory/people.js';
import { DEMO_NAMES } from '../issuer/demo-people.js';
import { createSigningKey } from '../issuer/keys.js';
import { newMfaState, seedMfa } from '../mfa/seed.js';
import { newMitekState } from '../mitek/codec.js';
import { createPolicy, SEED_POLICIES } from '../verify/policies.js';
import type { SandboxState } from './state.js';

const SEEDED_AT_MS = Date.parse('2026-01-05T09:00:00.000Z');

/** Makes the state of a new sandbox. */
export async function createState(): Promise<SandboxState> {
  const people = [...SEED_PEOPLE.map(({ profile }) => profile.username), ...DEMO_NAMES];
  const state: SandboxState = {
    environmentId: randomUUID(),
    organizationId: randomUUID(),
    worker: { clientId: randomUUID(), clientSecret: randomBytes(32).toString('base64url') },
    backend: { clientId: 'backend', clientSecret: randomBytes(32).toString('base64url') },
    signingKey: await createSigningKey(),
    people: Object.fromEntries([...new Set(people)].map((name) => [name, randomUUID()])),
    policyIds: Object.fromEntries(Object.keys(SEED_POLICIES).map((key) => [key, randomUUID()])),
    population: { id: randomUUID(), name: 'Default' },
    port: null,
    clockOffsetMs: 0,
    knobs: {},
    sequence: 0,
    users: new Map(),
    policies: new Map(),
    transactions: new Map(),
    inbox: [],
    mfa: newMfaState(),
    mitek: newMitekState(),
  };
  seed(state);
  return state;
}

/** Adds the seeded policies that a sandbox of an earlier version does not have. */
export function addNewPolicies(state: SandboxState): void {
  for (const [key, input] of Object.entries(SEED_POLICIES)) {
    if (state.policyIds[key] !== undefined) continue;
    const policy = createPolicy(input, new Date(SEEDED_AT_MS).toISOString());
    state.policyIds = { ...state.policyIds, [key]: policy.id };
    state.policies.set(policy.id, policy);
  }
}

/** Brings people, policies, transactions and inbox back to the beginning. Ids and secrets stay, so tokens stay good. */
export function seed(state: SandboxState): void {
  state.users.clear();
  state.policies.clear();
  state.transactions.clear();
  state.inbox = [];
  seedMfa(state.mfa);
  for (const [index, { profile }] of SEED_PEOPLE.entries()) {
    const createdAt = new Date(SEEDED_AT_MS + index * 60_000).toISOString();
    const id = state.people[profile.username] ?? randomUUID();
    state.users.set(id, {
      id,
      profile,
      populationId: state.population.id,
      verifyStatus: 'NOT_INITIATED',
      createdAt,
      updatedAt: createdAt,
    });
  }
  for (const [key, input] of Object.entries(SEED_POLICIES)) {
    const policy = createPolicy(input, new Date(SEEDED_AT_MS).toISOString(), state.policyIds[key]);
    state.policies.set(policy.id, policy);
  }
}
