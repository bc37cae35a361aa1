/** The control API: outcomes, clock, faults, knobs, request list, inbox, tokens, policies, reset. It takes no token. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { invalidRequest, notFound } from '../http/errors.js';
import { type Faults, faultInput } from '../http/faults.js';
import { isObject } from '../http/problems.js';
import type { RateLimits } from '../http/rate-limit.js';
import type { RequestLog } from '../http/request-log.js';
import type { Traffic } from '../http/traffic.js';
import type { Tokens } from '../issuer/tokens.js';
import type { Mitek } from '../mitek/mitek.js';
import type { Sandbox } from '../sandbox.js';
import { seed } from '../state/seed.js';
import type { Callbacks } from '../verify/callbacks.js';
import type { Lifecycle } from '../verify/lifecycle.js';
import { createPolicy, policyInput } from '../verify/policies.js';
import { policyResource } from '../verify/policy-routes.js';
import { read } from './input.js';
import { addVerifyControl } from './verify-control.js';

export interface ControlParts {
  readonly sandbox: Sandbox;
  readonly lifecycle: Lifecycle;
  readonly callbacks: Callbacks;
  readonly mitek: Mitek;
  readonly faults: Faults;
  readonly requests: RequestLog;
  readonly traffic: Traffic;
  readonly limits: RateLimits;
  readonly tokens: () => Tokens;
}

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

type WithId = { Params: { id: string } };

export function addControlRoutes(app: FastifyInstance, parts: ControlParts): void {
  const { sandbox, faults, requests, traffic } = parts;
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
    traffic.clear();
    return reply.code(204).send();
  });
  app.get<{ Querystring: { since?: string } }>('/sandbox/traffic', async (request) => {
    const { since } = request.query;
    if (since !== undefined && Number.isNaN(Date.parse(since))) throw invalidRequest('since must be an RFC 3339 time.');
    return traffic.list(since);
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
    parts.mitek.journeys.clear();
    seed(sandbox.state);
    sandbox.knobs.reset();
    sandbox.clock.reset();
    faults.remove();
    requests.clear();
    traffic.clear();
    parts.limits.reset();
    return reply.code(204).send();
  });
}
