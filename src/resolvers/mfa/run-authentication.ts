// Starting a device authentication and taking it on: what fails tells the same, whether PingOne refuses or answers FAILED.
import { Permission } from '../../auth/permissions.js';
import { holds, isUser } from '../../auth/viewer.js';
import { canonicalId } from '../../authentications/canonical-id.js';
import type {
  DeviceAuthenticationAction,
  DeviceAuthentication as MfaAuthentication,
} from '../../datasources/pingone/mfa/device-authentication.js';
import { toAssertionText } from '../../datasources/pingone/mfa/fido.js';
import type { NewDeviceAuthentication } from '../../datasources/pingone/mfa/new-device-authentication.js';
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
import { type Fault, Refusal } from '../../verifications/refusal.js';
import type { Context } from '../context.js';
import { answer, type RefusalRules } from '../failures.js';
import { once } from '../once.js';
import {
  CREATE_RULES,
  NOT_ACTIONABLE,
  NOT_FOUND,
  OTP_FIELD,
  type Proof,
  RAW_RULES,
  refusesState,
  SELECT_RULES,
  STEP_RULES,
  toRefusal,
} from './authentication-refusals.js';
import { contactNameOf } from './contact-name.js';
import { explainDevice, explainMissing } from './explain.js';
import { toNewAuthentication } from './new-authentication.js';
import {
  type AuthenticationNode,
  findAuthentication,
  otpSubjectOf,
  toAuthenticationNode,
} from './read-authentication.js';
import { readDevice } from './read-devices.js';
import { sendMessage, sendToDevice, wasMessageSent } from './send-message.js';

const NOTHING = { deviceAuthentication: null } as const;

interface Result {
  readonly deviceAuthentication: AuthenticationNode;
}

export function createAuthentication(
  context: Context,
  input: CreateDeviceAuthenticationInput,
): Promise<CreateDeviceAuthenticationPayload> {
  const { userId = null, deviceId = null } = input;
  const use = { userId, deviceId, field: ['input', deviceId ? 'deviceId' : userId ? 'userId' : 'rpId'] };
  return answer(NOTHING, CREATE_RULES, () =>
    start(context, input)
      .catch((error: unknown) => explainMissing(context, input, error))
      .catch((error: unknown) => explainDevice(context, use, error)),
  );
}

async function start(context: Context, input: CreateDeviceAuthenticationInput): Promise<Result> {
  const { services, viewer, signal, loaders } = context;
  const wanted = toNewAuthentication(input, viewer, services.mfaPolicyId);
  const { otp } = input;
  const found = await once<MfaAuthentication>(services.idempotency, {
    viewer,
    operation: 'createDeviceAuthentication',
    key: input.idempotencyKey,
    // A hash of a short passcode could be undone.
    input: { ...input, otp: null },
    signal,
    create: async () => {
      const value = await send(context, wanted);
      return { id: value.id, value };
    },
    reread: async (id) => {
      const made = await loaders.deviceAuthentication.load(id);
      if (made) return { ...made, test: null };
      const message = 'The device authentication that was made with this key no longer exists.';
      throw new Refusal([{ code: 'NOT_FOUND', message, field: ['input', 'idempotencyKey'] }]);
    },
  });
  return taken(context, found, CREATE_RULES, otp ? 'otp' : null);
}

/** A passcode is checked at once; without one, a message may be sent. */
function send(context: Context, wanted: NewDeviceAuthentication): Promise<MfaAuthentication> {
  const { pingOne, otpGuard } = context.services;
  const { userId, deviceId = null, oneTimeDevice, otp } = wanted;
  const create = () => pingOne.authentications.createDeviceAuthentication(wanted);
  if (!userId) return create();
  if (otp) {
    const subject = { userId, device: deviceId };
    const isRight = ({ status }: MfaAuthentication) => status === 'COMPLETED';
    return otpGuard.guard({ subject, field: OTP_FIELD, check: create, isRight });
  }
  if (!oneTimeDevice) return sendToDevice(context, { userId, deviceId }, create);
  const subject = { userId, contact: contactNameOf(oneTimeDevice) };
  return sendMessage(context, { subject, send: create, wasSent: wasMessageSent });
}

export function selectDevice(context: Context, input: SelectDeviceInput): Promise<SelectDevicePayload> {
  const { deviceAuthenticationId: id, deviceId, compatibility } = input;
  return answer(NOTHING, SELECT_RULES, async () => {
    const { userId } = await requireAction(context, id, null);
    const { authentications } = context.services.pingOne;
    const select = () => authentications.selectDevice(id, { deviceId, compatibility }, context.signal);
    const send = () => (userId === null ? select() : sendToDevice(context, { userId, deviceId }, select));
    return step(context, id, { rules: SELECT_RULES, proof: null, send }).catch((error: unknown) =>
      explainDevice(context, { userId, deviceId, field: ['input', 'deviceId'] }, error),
    );
  });
}

export function checkOtp(context: Context, { deviceAuthenticationId, otp }: CheckOtpInput): Promise<CheckOtpPayload> {
  const { services, viewer, signal } = context;
  return answer(NOTHING, STEP_RULES, async () => {
    const id = canonicalId(deviceAuthenticationId);
    if (id === null) throw new Refusal([NOT_FOUND]);
    await services.otpGuard.refuseLockedOut(id, viewer.kind === 'END_USER' ? viewer.id : null, OTP_FIELD);
    const subject = otpSubjectOf(await requireAction(context, id, 'CHECK_OTP'));
    if (!subject) throw new Refusal([NOT_ACTIONABLE]);
    await services.otpGuard.note(id, subject);
    const check = () => services.pingOne.authentications.checkOtp(id, otp, signal);
    const isRight = ({ status }: MfaAuthentication) => status === 'COMPLETED';
    const send = () => services.otpGuard.guard({ subject, field: OTP_FIELD, check, isRight });
    return step(context, id, { rules: STEP_RULES, proof: 'otp', send });
  });
}

export function checkAssertion(context: Context, input: CheckAssertionInput): Promise<CheckAssertionPayload> {
  const { deviceAuthenticationId: id, origin, compatibility } = input;
  const rules = input.assertionRaw ? RAW_RULES : STEP_RULES;
  return answer(NOTHING, rules, async () => {
    const given = [input.assertion, input.assertionRaw].filter((proof) => proof != null);
    const assertion = input.assertionRaw ?? toAssertionText(input.assertion);
    if (given.length !== 1 || !assertion) {
      const message = 'Give exactly one of `assertion`, in the JSON form of browsers, and `assertionRaw`.';
      throw new Refusal([{ code: 'INVALID_VALUE', message, field: ['input', 'assertion'] }]);
    }
    await requireAction(context, id, 'CHECK_ASSERTION');
    const { authentications } = context.services.pingOne;
    const send = () => authentications.checkAssertion(id, { assertion, origin, compatibility }, context.signal);
    return step(context, id, { rules, proof: 'assertion', send });
  });
}

export function cancelAuthentication(
  context: Context,
  { deviceAuthenticationId: id, reason }: CancelDeviceAuthenticationInput,
): Promise<CancelDeviceAuthenticationPayload> {
  return answer(NOTHING, STEP_RULES, async () => {
    await requireAction(context, id, null);
    const { authentications } = context.services.pingOne;
    const send = () => authentications.cancelDeviceAuthentication(id, reason, context.signal);
    return step(context, id, { rules: STEP_RULES, proof: null, send });
  });
}

/** @param action null: PingOne judges whether the step is possible. @throws Refusal */
async function requireAction(
  context: Context,
  id: string,
  action: DeviceAuthenticationAction | null,
): Promise<MfaAuthentication> {
  const found = await findAuthentication(context, id, Permission.MFA_WRITE);
  if (!found) throw new Refusal([await missing(context, id)]);
  if (found.allowedActions.length === 0 || (action && !found.allowedActions.includes(action))) {
    throw new Refusal([NOT_ACTIONABLE]);
  }
  return found;
}

/** PingOne forgets what has ended. Who was part of it is told that it has; to others it never was. */
async function missing({ services, viewer }: Context, id: string): Promise<Fault> {
  const isTheirs = (userId: string) => holds(viewer, [Permission.MFA_WRITE]) || isUser(viewer, userId);
  const subject = await services.otpGuard.subjectOf(id);
  return subject && isTheirs(subject.userId) ? NOT_ACTIONABLE : NOT_FOUND;
}

interface Step {
  readonly rules: RefusalRules;
  readonly proof: Proof | null;
  readonly send: () => Promise<MfaAuthentication>;
}

async function step(context: Context, id: string, { rules, proof, send }: Step): Promise<Result> {
  const { deviceAuthentications } = context.services.watchers;
  try {
    const found = await send();
    deviceAuthentications.note(id, found);
    return await taken(context, found, rules, proof);
  } catch (error) {
    deviceAuthentications.lookAgain(id);
    throw refusesState(error) ? new Refusal([NOT_ACTIONABLE]) : error;
  } finally {
    context.loaders.deviceAuthentication.clear(id);
  }
}

/** @throws UpstreamError for a failure that a person can mend, as where PingOne refuses */
async function taken(
  context: Context,
  found: MfaAuthentication,
  rules: RefusalRules,
  proof: Proof | null,
): Promise<Result> {
  const { userId, selectedDeviceId } = found;
  const isSpent = found.error?.code === 'QUOTA_EXCEEDED' && userId !== null && selectedDeviceId !== null;
  const device = isSpent ? await readDevice(context, userId, selectedDeviceId).catch(() => null) : null;
  const refusal = toRefusal(found, rules, proof, device?.lock?.expiresAt ?? null);
  if (refusal) throw refusal;
  const subject = otpSubjectOf(found);
  if (subject) await context.services.otpGuard.note(found.id, subject);
  return { deviceAuthentication: await toAuthenticationNode(context, found) };
}
