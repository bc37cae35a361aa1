/** The part of the control API that shows and shapes MFA: devices, policies, the passcodes that tokens and apps show. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { read } from '../control/input.js';
import { notFound } from '../http/errors.js';
import type { Sandbox } from '../sandbox.js';
import { deviceResource } from './device-resource.js';
import { addDevice, blankDevice } from './devices.js';
import { passcode } from './oath.js';
import { createMfaPolicy, defaultMfaPolicy, mfaPolicyInput } from './policies.js';
import { mfaPolicyResource } from './policy-resource.js';

/** Devices that PingID pairs by itself, which no call of this API can do. */
const pingIdDeviceInput = z.strictObject({
  userId: z.string().min(1),
  type: z.enum(['PINGID_MOBILE', 'PINGID_DESKTOP']),
  nickname: z.string().min(1).max(100).optional(),
});

type WithId = { Params: { id: string }; Querystring: { ahead?: string } };

/** Adds the routes below `/sandbox/mfa`. They take no token. */
export function addMfaControl(app: FastifyInstance, sandbox: Sandbox): void {
  const { mfa } = sandbox.state;

  app.get('/sandbox/mfa/devices', async () =>
    [...mfa.devices.values()].map((device) => ({
      ...deviceResource(sandbox, device),
      username: sandbox.state.users.get(device.userId)?.profile.username ?? null,
    })),
  );

  app.post('/sandbox/mfa/devices', async (request, reply) => {
    const { userId, type, nickname } = read(pingIdDeviceInput, request.body);
    if (!sandbox.state.users.has(userId)) throw notFound('The user');
    const blank = blankDevice(sandbox, { userId, type, policyId: defaultMfaPolicy(mfa).id });
    const device = { ...blank, nickname: nickname ?? null };
    addDevice(sandbox, device);
    reply.code(201);
    return deviceResource(sandbox, device);
  });

  /** What the app or the token shows: now, or `?ahead=1` steps later. */
  app.get<WithId>('/sandbox/mfa/devices/:id/passcode', async (request) => {
    const oath = mfa.devices.get(request.params.id)?.oath;
    if (oath === undefined) throw notFound('A device that makes passcodes');
    return { otp: passcode(oath, sandbox.clock.now(), 30_000, Number(request.query.ahead ?? 0)) };
  });

  app.get('/sandbox/mfa/notification-policies', async () => [...mfa.notificationsPolicies.values()]);

  app.get('/sandbox/mfa/oath-tokens', async () => [...mfa.oathTokens.values()]);

  app.post('/sandbox/mfa/policies', async (request, reply) => {
    const policy = createMfaPolicy(mfa, read(mfaPolicyInput, request.body), sandbox.clock.timestamp());
    if (policy.default) for (const other of mfa.policies.values()) other.default = false;
    mfa.policies.set(policy.id, policy);
    sandbox.store.changed();
    reply.code(201);
    return mfaPolicyResource(sandbox, policy);
  });
}
