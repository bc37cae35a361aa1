/** Making, reading and deleting pairing keys. What a phone does with one is claim.ts. */
import { randomInt, randomUUID } from 'node:crypto';
import { ApiError, notFound } from '../../http/errors.js';
import { isObject, type JsonObject, Problems } from '../../http/problems.js';
import type { VendorCall, VendorRoutes } from '../../http/vendor-routes.js';
import type { Sandbox } from '../../sandbox.js';
import type { PairingKeyRecord } from '../flow-model.js';
import { type MfaPolicyRecord, spanMs } from '../model.js';
import { defaultMfaPolicy } from '../policies.js';
import { pairingKeyResource } from './resource.js';

const MAX_VALID_KEYS = 20;
const DEFAULT_LIFE_MS = 10 * 60_000;
/** No letters and digits that look alike. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const LETTER_KEY_LENGTH = 16;
/** A sandbox that runs for weeks must not grow without end. */
const MAX_KEPT = 2_000;

/** Adds the routes; `routes` stands below one environment. */
export function addPairingKeyRoutes(routes: VendorRoutes, sandbox: Sandbox): void {
  const all = '/users/:userId/pairingKeys';
  routes.post(all, { 'application/json': (call) => create(call, sandbox) });
  routes.get(`${all}/:keyId`, (call) => pairingKeyResource(sandbox, find(call, sandbox)));
  routes.delete(`${all}/:keyId`, (call) => {
    const key = find(call, sandbox);
    if (key.status !== 'UNCLAIMED') {
      throw new ApiError(400, 'REQUEST_FAILED', 'The request could not be completed. The pairing key was used.', [
        { code: 'INVALID_VALUE', target: 'status', message: 'only an unclaimed pairing key can be deleted' },
      ]);
    }
    sandbox.state.mfa.pairingKeys.delete(key.id);
    sandbox.store.changed();
    call.reply.code(204);
  });
}

/** Whether a phone can still use a key. */
export function isValid(sandbox: Sandbox, { status, expiresAt }: PairingKeyRecord): boolean {
  return status === 'UNCLAIMED' && sandbox.clock.now() < Date.parse(expiresAt);
}

function create(call: VendorCall, sandbox: Sandbox): object {
  const { state, clock, store } = sandbox;
  const { mfa } = state;
  const userId = call.param('userId');
  if (!state.users.has(userId)) throw notFound('The requested user');
  const problems = new Problems();
  const body: JsonObject = isObject(call.body) ? call.body : {};
  const policy = readPolicy(problems, sandbox, body.policy);
  const applicationIds = readApplications(problems, sandbox, body.applications);
  problems.throwIfAny();
  const valid = [...mfa.pairingKeys.values()].filter((key) => key.userId === userId && isValid(sandbox, key));
  if (valid.length >= MAX_VALID_KEYS) {
    const message = 'Maximum allowed pairing keys has been reached';
    throw new ApiError(400, 'REQUEST_FAILED', `The request could not be completed. ${message}.`, [
      { code: 'LIMIT_EXCEEDED', message, innerError: { maximumAllowed: MAX_VALID_KEYS } },
    ]);
  }
  const now = clock.timestamp();
  const key: PairingKeyRecord = {
    id: randomUUID(),
    userId,
    code: newCode(sandbox),
    status: 'UNCLAIMED',
    applicationIds,
    policyId: policy.id,
    error: null,
    createdAt: now,
    updatedAt: now,
    expiresAt: new Date(Date.parse(now) + lifeMs(policy, applicationIds)).toISOString(),
  };
  mfa.pairingKeys.set(key.id, key);
  for (const id of mfa.pairingKeys.keys()) {
    if (mfa.pairingKeys.size <= MAX_KEPT) break;
    mfa.pairingKeys.delete(id);
  }
  store.changed();
  call.reply.code(201);
  return pairingKeyResource(sandbox, key);
}

function find(call: VendorCall, sandbox: Sandbox): PairingKeyRecord {
  const key = sandbox.state.mfa.pairingKeys.get(call.param('keyId'));
  if (key === undefined || key.userId !== call.param('userId')) throw notFound('The requested pairing key');
  return key;
}

function readPolicy(problems: Problems, sandbox: Sandbox, value: unknown): MfaPolicyRecord {
  const { mfa } = sandbox.state;
  const id = problems.text(problems.object(value, 'policy')?.id, 'policy.id');
  const policy = id === undefined ? defaultMfaPolicy(mfa) : mfa.policies.get(id);
  if (policy === undefined) problems.invalid('policy.id', 'the policy does not exist');
  return policy ?? defaultMfaPolicy(mfa);
}

/** Left out or empty: every native application. */
function readApplications(problems: Problems, sandbox: Sandbox, value: unknown): string[] {
  const { applications } = sandbox.state.mfa;
  if (value !== undefined && value !== null && !Array.isArray(value))
    problems.invalid('applications', 'must be a list');
  const given: readonly unknown[] = Array.isArray(value) ? value : [];
  if (given.length === 0) {
    return [...applications.values()].filter(({ type }) => type === 'NATIVE_APP').map(({ id }) => id);
  }
  return given.flatMap((entry, index) => {
    const target = `applications[${index}].id`;
    const id = isObject(entry) ? entry.id : undefined;
    if (typeof id === 'string' && applications.get(id)?.type === 'NATIVE_APP') return [id];
    problems.invalid(target, 'must be the id of a native application');
    return [];
  });
}

/** The shortest life among the applications of the key. */
function lifeMs({ mobile }: MfaPolicyRecord, applicationIds: readonly string[]): number {
  const rules = mobile.applications.filter(({ id }) => applicationIds.includes(id));
  return rules.length === 0 ? DEFAULT_LIFE_MS : Math.min(...rules.map((rule) => spanMs(rule.pairingKeyLifetime)));
}

function newCode({ state, knobs }: Sandbox): string {
  const { pairingKeyFormat } = state.mfa.settings.pairing;
  const [letters, length] =
    pairingKeyFormat === 'NUMERIC' ? ['0123456789', knobs.get('mfaPairingKeyDigits')] : [LETTERS, LETTER_KEY_LENGTH];
  return Array.from({ length }, () => letters[randomInt(letters.length)]).join('');
}
