/** The control API of the phone: what it is asked, how it answers, and what it pairs and scans. It takes no token. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { read } from '../control/input.js';
import { notFound } from '../http/errors.js';
import type { Sandbox } from '../sandbox.js';
import { settleCode } from './authentication-codes/resource.js';
import { actOnCode, findCode } from './authentication-codes/scan.js';
import { findAuthentication, settlePush } from './authentications/lifetime.js';
import { answerPush } from './authentications/push.js';
import type { DeviceRecord } from './model.js';
import { passcode } from './oath.js';
import { claimKey, findKey } from './pairing-keys/claim.js';

const pushInput = z.strictObject({
  answer: z.enum(['APPROVE', 'DENY', 'TIMEOUT', 'WRONG_NUMBER']),
  /** The number that was tapped; left out, the right one. */
  number: z.string().max(8).optional(),
});
const phoneInput = z.strictObject({
  model: z.string().min(1).max(100).default('Sandbox Phone'),
  os: z.enum(['ANDROID', 'iOS']).default('ANDROID'),
  osVersion: z.string().min(1).max(20).default('16'),
  pushEnabled: z.boolean().default(true),
  otpEnabled: z.boolean().default(true),
  applicationId: z.string().optional(),
  error: z.string().min(1).max(100).optional(),
});
const codeInput = z.strictObject({ action: z.enum(['claim', 'approve', 'deny']), deviceId: z.string().optional() });

type WithId = { Params: { id: string } };

/** Adds the routes below `/sandbox/mfa` that play the phone. */
export function addPhoneControl(app: FastifyInstance, sandbox: Sandbox): void {
  app.get('/sandbox/mfa/phone', async () => phones(sandbox));

  app.post<WithId>('/sandbox/mfa/push/:id', async (request) => {
    const { answer, number } = read(pushInput, request.body);
    const record = findAuthentication(sandbox, request.params.id);
    answerPush(sandbox, record, answer, number);
    return { id: record.id, status: record.status };
  });

  app.post<WithId>('/sandbox/mfa/pairing-keys/:id/claim', async (request) => {
    const key = findKey(sandbox, request.params.id);
    const device = claimKey(sandbox, key, read(phoneInput, request.body ?? {}));
    return { id: key.id, status: key.status, error: key.error, device: device === null ? null : { id: device.id } };
  });

  app.post<WithId>('/sandbox/mfa/authentication-codes/:id', async (request) => {
    const { action, deviceId } = read(codeInput, request.body);
    const code = findCode(sandbox, request.params.id);
    actOnCode(sandbox, code, action, deviceId);
    return { id: code.id, status: code.status };
  });

  app.get<WithId>('/sandbox/mfa/push/:id', async (request) => {
    const push = pushes(sandbox).find(({ id }) => id === request.params.id);
    if (push === undefined) throw notFound('The push');
    return push;
  });
}

/** Everything the phone page shows. */
function phones(sandbox: Sandbox): object {
  const { mfa } = sandbox.state;
  const devices = [...mfa.devices.values()].filter(({ mobile, status }) => mobile !== undefined && status === 'ACTIVE');
  const codes = [...mfa.authenticationCodes.values()]
    .map((code) => settleCode(sandbox, code))
    .filter(({ status }) => status === 'CLAIMED');
  return {
    now: sandbox.clock.timestamp(),
    devices: devices.map((device) => phone(sandbox, device)),
    pushes: pushes(sandbox),
    codes: codes.map(({ id, code, claim, clientContext, expiresAt }) => ({
      id,
      code,
      deviceId: claim?.deviceId ?? null,
      username: usernameOf(sandbox, claim?.userId),
      clientContext,
      expiresAt,
    })),
  };
}

function phone(sandbox: Sandbox, device: DeviceRecord): object {
  const { mobile, oath } = device;
  return {
    id: device.id,
    userId: device.userId,
    username: usernameOf(sandbox, device.userId),
    nickname: device.nickname,
    model: mobile?.model.name ?? null,
    os: mobile?.os.type ?? null,
    isLocked: device.lock.status === 'LOCKED',
    isBlocked: device.block.status === 'BLOCKED',
    passcode: oath !== undefined && mobile?.otpEnabled === true ? passcode(oath, sandbox.clock.now()) : null,
  };
}

function pushes(sandbox: Sandbox) {
  return [...sandbox.state.mfa.authentications.values()].flatMap((record) => {
    settlePush(sandbox, record);
    const { push } = record;
    if (record.status !== 'PUSH_CONFIRMATION_REQUIRED' || push === null) return [];
    return [
      {
        id: record.id,
        userId: record.userId,
        username: usernameOf(sandbox, record.userId ?? undefined),
        deviceId: record.selectedDeviceId,
        number: push.number,
        choices: push.choices,
        clientContext: record.wishes.clientContext,
        sentAt: push.sentAt,
        expiresAt: push.expiresAt,
      },
    ];
  });
}

function usernameOf(sandbox: Sandbox, userId: string | undefined): string | null {
  return sandbox.state.users.get(userId ?? '')?.profile.username ?? null;
}
