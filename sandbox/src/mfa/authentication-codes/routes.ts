/** Making, reading and deleting authentication codes. What a phone does with one is scan.ts. */
import { randomInt, randomUUID } from 'node:crypto';
import { notFound } from '../../http/errors.js';
import { isObject, type JsonObject, Problems } from '../../http/problems.js';
import type { VendorCall, VendorRoutes } from '../../http/vendor-routes.js';
import type { Sandbox } from '../../sandbox.js';
import type { AuthenticationCodeRecord } from '../flow-model.js';
import { codeResource, settleCode } from './resource.js';

const CODE_LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const CODE_LENGTH = 8;
const MIN_LIFE_SECONDS = 10;
const MAX_LIFE_SECONDS = 30 * 60;
/** A sandbox that runs for weeks must not grow without end. */
const MAX_KEPT = 2_000;

/** Adds the routes; `routes` stands below one environment of the authentication host. */
export function addAuthenticationCodeRoutes(routes: VendorRoutes, sandbox: Sandbox): void {
  const { mfa } = sandbox.state;
  const find = (call: VendorCall) => {
    const code = mfa.authenticationCodes.get(call.param('codeId'));
    if (code === undefined) throw notFound('The requested authentication code');
    return settleCode(sandbox, code);
  };
  routes.post('/authenticationCodes', { 'application/json': (call) => create(call, sandbox) });
  routes.get('/authenticationCodes/:codeId', (call) => codeResource(sandbox, find(call)));
  routes.delete('/authenticationCodes/:codeId', (call) => {
    mfa.authenticationCodes.delete(find(call).id);
    sandbox.store.changed();
    call.reply.code(204);
  });
}

function create(call: VendorCall, sandbox: Sandbox): object {
  const { mfa } = sandbox.state;
  const problems = new Problems();
  const body: JsonObject = isObject(call.body) ? call.body : {};
  const application = problems.object(body.application, 'application');
  if (application?.id === undefined || application.id === null) problems.required('application.id');
  const applicationId = problems.text(application?.id, 'application.id');
  if (applicationId !== undefined && mfa.applications.get(applicationId)?.type !== 'NATIVE_APP') {
    problems.invalid('application.id', 'must be the id of a native application');
  }
  const lifeTime = readLifeTime(problems, body.lifeTime);
  const userApproval = body.userApproval ?? 'REQUIRED';
  if (userApproval !== 'REQUIRED' && userApproval !== 'NOT_REQUIRED') {
    problems.invalid('userApproval', 'must be one of the allowed values', {
      allowedValues: ['REQUIRED', 'NOT_REQUIRED'],
    });
  }
  const clientContext = readClientContext(problems, body.clientContext);
  problems.throwIfAny();
  const now = sandbox.clock.timestamp();
  const lifeMs = lifeTime.duration * (lifeTime.timeUnit === 'MINUTES' ? 60_000 : 1_000);
  const code: AuthenticationCodeRecord = {
    id: randomUUID(),
    code: Array.from({ length: CODE_LENGTH }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]).join(''),
    applicationId: applicationId ?? '',
    clientContext,
    lifeTime,
    userApproval: userApproval === 'NOT_REQUIRED' ? 'NOT_REQUIRED' : 'REQUIRED',
    status: 'UNCLAIMED',
    claim: null,
    createdAt: now,
    updatedAt: now,
    expiresAt: new Date(Date.parse(now) + lifeMs).toISOString(),
  };
  mfa.authenticationCodes.set(code.id, code);
  for (const id of mfa.authenticationCodes.keys()) {
    if (mfa.authenticationCodes.size <= MAX_KEPT) break;
    mfa.authenticationCodes.delete(id);
  }
  sandbox.store.changed();
  call.reply.code(201);
  return codeResource(sandbox, code);
}

/** Both parts or neither; from 10 seconds to 30 minutes; a minute when nothing is said. */
function readLifeTime(problems: Problems, value: unknown): AuthenticationCodeRecord['lifeTime'] {
  const standard = { duration: 1, timeUnit: 'MINUTES' } as const;
  const span = problems.object(value, 'lifeTime');
  if (span === undefined) return standard;
  const { duration, timeUnit } = span;
  if (duration === undefined || duration === null) problems.required('lifeTime.duration');
  if (timeUnit === undefined || timeUnit === null) problems.required('lifeTime.timeUnit');
  if (typeof duration !== 'number' || !Number.isInteger(duration)) {
    problems.invalid('lifeTime.duration', 'must be a whole number');
    return standard;
  }
  if (timeUnit !== 'SECONDS' && timeUnit !== 'MINUTES') {
    problems.invalid('lifeTime.timeUnit', 'must be one of the allowed values', {
      allowedValues: ['SECONDS', 'MINUTES'],
    });
    return standard;
  }
  const seconds = duration * (timeUnit === 'MINUTES' ? 60 : 1);
  if (seconds < MIN_LIFE_SECONDS || seconds > MAX_LIFE_SECONDS) {
    const perUnit = timeUnit === 'MINUTES' ? 60 : 1;
    problems.outOfRange('lifeTime.duration', Math.ceil(MIN_LIFE_SECONDS / perUnit), MAX_LIFE_SECONDS / perUnit);
  }
  return { duration, timeUnit };
}

/** One page has a text here, another an object: both are taken. */
function readClientContext(problems: Problems, value: unknown): AuthenticationCodeRecord['clientContext'] {
  if (typeof value !== 'string') return problems.object(value, 'clientContext') ?? null;
  try {
    const parsed: unknown = JSON.parse(value);
    if (isObject(parsed)) return parsed;
  } catch {
    // Noted below.
  }
  problems.invalid('clientContext', 'must be a JSON object');
  return null;
}
