/** The control API: outcomes, clock, faults, knobs, request list, inbox, tokens, policies, reset. It takes no token. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { conflict, invalidRequest, notFound } from '../http/errors.js';
import { type Faults, faultInput } from '../http/faults.js';
import { isObject } from '../http/problems.js';
import type { RateLimits } from '../http/rate-limit.js';
import type { RequestLog } from '../http/request-log.js';
import type { Tokens } from '../issuer/tokens.js';
import type { Sandbox } from '../sandbox.js';
import { seed } from '../state/seed.js';
import type { Callbacks } from '../verify/callbacks.js';
import type { Lifecycle } from '../verify/lifecycle.js';
import { createPolicy, policyInput } from '../verify/policies.js';
import { policyResource } from '../verify/policy-routes.js';
import { webVerificationUrl } from '../verify/resource.js';
import { OUTCOMES, pathTo } from './walk.js';

export interface ControlParts {
  readonly sandbox: Sandbox;
  readonly lifecycle: Lifecycle;
  readonly callbacks: Callbacks;
  readonly faults: Faults;
  readonly requests: RequestLog;
  readonly limits: RateLimits;
  readonly tokens: () => Tokens;
}

const walkInput = z.strictObject({
  outcome: z.enum(OUTCOMES),
  /** How many attempts the evidence shows, the last of them deciding. */
  attempts: z.int().min(1).max(4).default(1),
});
const clockInput = z.strictObject({
  advanceSeconds: z
    .number()
    .min(0)
    .max(366 * 86_400),
});
const tokenInput = z.strictObject({
  user: z.string().min(1),
  expiresInSeconds: z.int().optional(),
  audience: z.union([z.string(), z.array(z.string())]).optional(),
  issuer: z.string().optional(),
  scope: z.string().optional(),
  roles: z.array(z.string()).optional(),
  clientId: z.string().optional(),
  name: z.string().optional(),
});

const RECENT_TRANSACTIONS = 50;

type WithId = { Params: { id: string } };

export function addControlRoutes(app: FastifyInstance, parts: ControlParts): void {
  const { sandbox, faults, requests } = parts;
  addVerifyControl(app, parts);

  app.get('/sandbox/clock', async () => ({ now: sandbox.clock.timestamp(), offsetMs: sandbox.state.clockOffsetMs }));
  app.post('/sandbox/clock', async (request) => {
    sandbox.clock.advance(read(clockInput, request.body).advanceSeconds);
    return { now: sandbox.clock.timestamp(), offsetMs: sandbox.state.clockOffsetMs };
  });

  app.get('/sandbox/faults', async () => faults.list());
  app.post('/sandbox/faults', async (request, reply) => {
    reply.code(201);
    return faults.add(read(faultInput, request.body));
  });
  app.delete('/sandbox/faults', async () => ({ removed: faults.remove() }));
  app.delete<WithId>('/sandbox/faults/:id', async (request) => {
    if (faults.remove(request.params.id) === 0) throw notFound('The fault');
    return { removed: 1 };
  });

  app.get('/sandbox/requests', async () => requests.list());
  app.delete('/sandbox/requests', async (_request, reply) => {
    requests.clear();
    return reply.code(204).send();
  });

  app.get('/sandbox/inbox', async () => [...sandbox.state.inbox].reverse());
  app.delete('/sandbox/inbox', async (_request, reply) => {
    sandbox.state.inbox = [];
    sandbox.store.changed();
    return reply.code(204).send();
  });

  app.get('/sandbox/knobs', async () => sandbox.knobs.rows());
  app.put('/sandbox/knobs', async (request) => {
    if (!isObject(request.body)) throw invalidRequest('The body must be an object of knob names and values.');
    const problems = sandbox.knobs.turn(request.body);
    if (problems.length > 0) throw invalidRequest(problems.join(' '));
    return sandbox.knobs.rows();
  });

  app.post('/sandbox/tokens', async (request) => ({
    token: await parts.tokens().mint(read(tokenInput, request.body)),
  }));

  app.post('/sandbox/policies', async (request, reply) => {
    const { state, store, clock } = sandbox;
    const policy = createPolicy(read(policyInput, request.body), clock.timestamp());
    if (policy.default) for (const other of state.policies.values()) other.default = false;
    state.policies.set(policy.id, policy);
    store.changed();
    reply.code(201);
    return policyResource(sandbox, policy);
  });

  app.post('/sandbox/reset', async (_request, reply) => {
    for (const transaction of sandbox.state.transactions.values()) parts.lifecycle.forget(transaction);
    seed(sandbox.state);
    sandbox.knobs.reset();
    sandbox.clock.reset();
    faults.remove();
    requests.clear();
    parts.limits.reset();
    return reply.code(204).send();
  });
}

function addVerifyControl(app: FastifyInstance, { sandbox, lifecycle, callbacks }: ControlParts): void {
  app.get('/sandbox/verify', async () => {
    const { transactions, users } = sandbox.state;
    const newest = [...transactions.values()].slice(-RECENT_TRANSACTIONS).reverse();
    return newest.map((transaction) => ({
      id: transaction.id,
      userId: transaction.userId,
      username: users.get(transaction.userId)?.profile.username ?? null,
      status: transaction.status,
      createdAt: transaction.createdAt,
      expiresAt: transaction.expiresAt,
      webVerificationUrl: webVerificationUrl(sandbox, transaction),
    }));
  });

  app.post<WithId & { Querystring: { wait?: string } }>('/sandbox/verify/:id', async (request, reply) => {
    const { outcome, attempts } = read(walkInput, request.body);
    const transaction = sandbox.state.transactions.get(request.params.id);
    if (transaction === undefined) throw notFound('The verify transaction');
    const present = lifecycle.destination(transaction);
    const path = pathTo(outcome, transaction, present, sandbox.knobs.get('walkThroughPartial') === 'on');
    if (path === undefined) throw conflict(`A transaction that is ${present} cannot become ${outcome}.`);
    transaction.attempts = attempts;
    if (transaction.clients.length === 0) {
      transaction.clients.push({ ipAddress: request.ip, userAgent: 'sandbox control API' });
    }
    const walk = lifecycle.walk(transaction, path);
    if (request.query.wait !== undefined && request.query.wait !== '0') {
      await walk;
      await callbacks.settled(transaction.id);
    }
    return reply.code(202).send({ id: transaction.id, status: transaction.status, plan: transaction.plan });
  });
}

function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
  throw invalidRequest(`The request could not be completed. ${problems.join('; ')}`);
}
