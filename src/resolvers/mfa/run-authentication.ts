// Starting a device authentication and taking it on: what fails tells the same, whether PingOne refuses or answers FAILED.
import { Permission } from '../../auth/permissions.js';
import { UpstreamError } from '../../datasources/http/errors.js';
import type {
  DeviceAuthenticationAction,
  DeviceAuthentication as MfaAuthentication,
} from '../../datasources/pingone/mfa/device-authentication.js';
import { toAssertionText } from '../../datasources/pingone/mfa/fido.js';
import type {
  CancelDeviceAuthenticationInput,
  CancelDeviceAuthenticationPayload,
  CheckAssertionInput,
  CheckAssertionPayload,
  CheckOtpInput,
  CheckOtpPayload,
  CreateDeviceAuthenticationInput,
  CreateDeviceAuthenticationPayload,
  SelectDeviceInput,
  SelectDevicePayload,
} from '../../schema/device-authentication-input.js';
import { Refusal } from '../../verifications/refusal.js';
import type { Context } from '../context.js';
import { answer, type RefusalRules } from '../failures.js';
import { once } from '../once.js';
import { toNewAuthentication } from './new-authentication.js';
import {
  type AuthenticationNode,
  findAuthentication,
  otpSubjectOf,
  toAuthenticationNode,
} from './read-authentication.js';

const NOTHING = { deviceAuthentication: null } as const;
const OTP_FIELD = ['input', 'otp'];
const NOT_FOUND = {
  code: 'NOT_FOUND',
  message: 'There is no such device authentication.',
  field: ['input', 'deviceAuthenticationId'],
} as const;
const NOT_ACTIONABLE = {
  code: 'DEVICE_AUTHENTICATION_NOT_ACTIONABLE',
  message: 'The device authentication has ended or waits for another step.',
  field: ['input', 'deviceAuthenticationId'],
} as const;

const CREATE_RULES: RefusalRules = {
  paths: {
    user: ['input', 'userId'],
    policy: ['input', 'policyId'],
    'selectedDevice.id': ['input', 'deviceId'],
    'selectedDevice.oneTime': ['input', 'oneTimeDevice'],
    'selectedDevice.oneTime.phone': ['input', 'oneTimeDevice', 'phone'],
    'selectedDevice.oneTime.email': ['input', 'oneTimeDevice', 'email'],
    'selectedDevice.otp': OTP_FIELD,
    otp: OTP_FIELD,
    rp: ['input', 'rpId'],
    'webAuthn.challenge': ['input', 'challenge'],
    compatibility: ['input', 'compatibility'],
    mobilePayload: ['input', 'mobilePayload'],
    application: ['input', 'applicationId'],
    notification: ['input', 'notification'],
    userAgent: ['input', 'userAgent'],
  },
  notFound: { code: 'NOT_FOUND', message: 'There is no such user.', field: ['input', 'userId'] },
  special: {
    'INVALID_VALUE policy.id': 'DEVICE_AUTHENTICATION_POLICY_NOT_FOUND',
    'INVALID_VALUE application.id': 'APPLICATION_NOT_FOUND',
  },
};
const STEP_RULES: RefusalRules = {
  paths: {
    otp: OTP_FIELD,
    'device.id': ['input', 'deviceId'],
    assertion: ['input', 'assertion'],
    origin: ['input', 'origin'],
  },
  notFound: NOT_ACTIONABLE,
  special: { 'INVALID_VALUE assertion': 'INVALID_ASSERTION', 'INVALID_VALUE origin': 'INVALID_ASSERTION' },
};

interface Result {
  readonly deviceAuthentication: AuthenticationNode;
}

export function createAuthentication(
  context: Context,
  input: CreateDeviceAuthenticationInput,
): Promise<CreateDeviceAuthenticationPayload> {
  const { services, viewer, signal, loaders } = context;
  return answer(NOTHING, CREATE_RULES, async () => {
    const wanted = toNewAuthentication(input, viewer, services.mfaPolicyId);
    const start = () => services.pingOne.authentications.createDeviceAuthentication(wanted, signal);
    const { userId, otp, deviceId } = input;
    const found = await once<MfaAuthentication>(services.idempotency, {
      viewer,
      operation: 'createDeviceAuthentication',
      key: input.idempotencyKey,
      // A hash of a short passcode could be undone.
      input: { ...input, otp: null },
      signal,
      create: async () => {
        const value =
          otp && userId
            ? await services.otpGuard.guard({
                subject: { userId, device: deviceId ?? null },
                field: OTP_FIELD,
                check: start,
                isRight: ({ status }) => status === 'COMPLETED',
              })
            : await start();
        return { id: value.id, value };
      },
      reread: async (id) => {
        const made = await loaders.deviceAuthentication.load(id);
        if (made) return { ...made, test: null };
        const message = 'The device authentication that was made with this key no longer exists.';
        throw new Refusal([{ code: 'NOT_FOUND', message, field: ['input', 'idempotencyKey'] }]);
      },
    });
    return taken(context, found, ['input', userId ? 'userId' : 'rpId']);
  });
}

export function selectDevice(context: Context, input: SelectDeviceInput): Promise<SelectDevicePayload> {
  const { deviceAuthenticationId: id, deviceId, compatibility } = input;
  return answer(NOTHING, STEP_RULES, async () => {
    await requireAction(context, id, null);
    const { authentications } = context.services.pingOne;
    return step(context, id, () => authentications.selectDevice(id, { deviceId, compatibility }, context.signal));
  });
}

export function checkOtp(
  context: Context,
  { deviceAuthenticationId: id, otp }: CheckOtpInput,
): Promise<CheckOtpPayload> {
  const { services, viewer, signal } = context;
  return answer(NOTHING, STEP_RULES, async () => {
    await services.otpGuard.refuseLockedOut(id, viewer.kind === 'END_USER' ? viewer.id : null, OTP_FIELD);
    const subject = otpSubjectOf(await requireAction(context, id, 'CHECK_OTP'));
    if (!subject) throw new Refusal([NOT_ACTIONABLE]);
    await services.otpGuard.note(id, subject);
    const check = () => services.pingOne.authentications.checkOtp(id, otp, signal);
    const isRight = ({ status }: MfaAuthentication) => status === 'COMPLETED';
    return step(context, id, () => services.otpGuard.guard({ subject, field: OTP_FIELD, check, isRight }));
  });
}

export function checkAssertion(context: Context, input: CheckAssertionInput): Promise<CheckAssertionPayload> {
  const { deviceAuthenticationId: id, origin, compatibility } = input;
  return answer(NOTHING, STEP_RULES, async () => {
    const given = [input.assertion, input.assertionRaw].filter((proof) => proof != null);
    const assertion = input.assertionRaw ?? toAssertionText(input.assertion);
    if (given.length !== 1 || !assertion) {
      const message = 'Give exactly one of `assertion`, in the JSON form of browsers, and `assertionRaw`.';
      throw new Refusal([{ code: 'INVALID_VALUE', message, field: ['input', 'assertion'] }]);
    }
    await requireAction(context, id, 'CHECK_ASSERTION');
    const { authentications } = context.services.pingOne;
    return step(context, id, () =>
      authentications.checkAssertion(id, { assertion, origin, compatibility }, context.signal),
    );
  });
}

export function cancelAuthentication(
  context: Context,
  { deviceAuthenticationId: id, reason }: CancelDeviceAuthenticationInput,
): Promise<CancelDeviceAuthenticationPayload> {
  return answer(NOTHING, STEP_RULES, async () => {
    await requireAction(context, id, null);
    const { authentications } = context.services.pingOne;
    return step(context, id, () => authentications.cancelDeviceAuthentication(id, reason, context.signal));
  });
}

/** @param action null: PingOne judges whether the step is possible. @throws Refusal */
async function requireAction(
  context: Context,
  id: string,
  action: DeviceAuthenticationAction | null,
): Promise<MfaAuthentication> {
  const found = await findAuthentication(context, id, Permission.MFA_WRITE);
  if (!found) throw new Refusal([NOT_FOUND]);
  if (found.allowedActions.length === 0 || (action && !found.allowedActions.includes(action))) {
    throw new Refusal([NOT_ACTIONABLE]);
  }
  return found;
}

async function step(context: Context, id: string, send: () => Promise<MfaAuthentication>): Promise<Result> {
  const { deviceAuthentications } = context.services.watchers;
  try {
    const found = await send();
    deviceAuthentications.note(id, found);
    return await taken(context, found, ['input', 'deviceAuthenticationId']);
  } catch (error) {
    deviceAuthentications.lookAgain(id);
    if (error instanceof UpstreamError && error.kind === 'rejected' && error.details.length === 0) {
      throw new Refusal([NOT_ACTIONABLE]);
    }
    throw error;
  } finally {
    context.loaders.deviceAuthentication.clear(id);
  }
}

async function taken(context: Context, found: MfaAuthentication, field: readonly string[]): Promise<Result> {
  if (found.status === 'FAILED' && found.error?.code === 'NO_USABLE_DEVICES') {
    const message = 'The user has no device that can be used here.';
    throw new Refusal([{ code: 'NO_USABLE_DEVICES', message, field }]);
  }
  if (found.status === 'OTP_REQUIRED') {
    const subject = otpSubjectOf(found);
    if (subject) await context.services.otpGuard.note(found.id, subject);
  }
  return { deviceAuthentication: await toAuthenticationNode(context, found) };
}
