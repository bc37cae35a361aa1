/** Reads the body that starts a device authentication. */
import { isObject, type JsonObject, Problems } from '../../http/problems.js';
import type { Sandbox } from '../../sandbox.js';
import { isEmail, isPhone } from '../../verify/contacts.js';
import type { AuthenticationRecord, OneTimeDevice } from '../flow-model.js';
import type { MfaPolicyRecord } from '../model.js';
import { defaultMfaPolicy } from '../policies.js';

const MIN_CHALLENGE_BYTES = 32;
const COMPATIBILITIES = ['FULL', 'SECURITY_KEY_ONLY', 'NONE'];

export type OneTimeContact = Pick<OneTimeDevice, 'type' | 'address' | 'testMode'>;

export interface StartRequest {
  /** Null when the authenticator is to say who it is. */
  readonly userId: string | null;
  readonly policy: MfaPolicyRecord;
  readonly deviceId: string | null;
  readonly oneTime: OneTimeContact | null;
  readonly otp: string | null;
  readonly mobilePayload: string | null;
  readonly wishes: AuthenticationRecord['wishes'];
}

/** @throws ApiError 400 that names everything that is wrong */
export function readStart(sandbox: Sandbox, value: unknown): StartRequest {
  const problems = new Problems();
  const body: JsonObject = isObject(value) ? value : {};
  const { state } = sandbox;
  const text = (part: unknown, target: string, maxLength?: number) => problems.text(part, target, maxLength) ?? null;
  const part = (name: string) => problems.object(body[name], name);

  const userId = text(part('user')?.id, 'user.id');
  const rpId = text(part('rp')?.id, 'rp.id');
  if (userId === null && rpId === null) problems.required('user.id');
  if (userId !== null && !state.users.has(userId)) problems.invalid('user.id', 'the user does not exist');
  const policyId = text(part('policy')?.id, 'policy.id');
  const policy = policyId === null ? defaultMfaPolicy(state.mfa) : state.mfa.policies.get(policyId);
  if (policy === undefined) problems.invalid('policy.id', 'the policy does not exist');

  const selected = part('selectedDevice');
  const deviceId = text(selected?.id, 'selectedDevice.id');
  const device = deviceId === null ? undefined : state.mfa.devices.get(deviceId);
  if (deviceId !== null && (device === undefined || device.userId !== userId)) {
    problems.invalid('selectedDevice.id', 'the user has no such device');
  }
  const oneTime = readOneTime(problems, selected?.oneTime);
  if (oneTime !== null && deviceId !== null) problems.invalid('selectedDevice', 'must have either id or oneTime');
  if (oneTime !== null && userId === null) problems.required('user.id');

  const applicationId = text(part('application')?.id, 'application.id');
  if (applicationId !== null && !state.mfa.applications.has(applicationId)) {
    problems.invalid('application.id', 'the application does not exist');
  }
  const mobilePayload = text(body.mobilePayload, 'mobilePayload', 100_000);
  if (mobilePayload !== null && applicationId === null) problems.required('application.id');

  const challenge = text(part('webAuthn')?.challenge, 'webAuthn.challenge');
  if (challenge !== null && !isChallenge(challenge)) {
    problems.invalid('webAuthn.challenge', `must be Base64URL of at least ${MIN_CHALLENGE_BYTES} bytes`);
  }
  const compatibility = readCompatibility(problems, body.compatibility);
  const otp = text(selected?.otp, 'selectedDevice.otp');
  const notification = readNotification(problems, body.notification);
  problems.throwIfAny();
  return {
    userId,
    policy: policy ?? defaultMfaPolicy(state.mfa),
    deviceId,
    oneTime,
    otp,
    mobilePayload,
    wishes: { rpId, challenge, compatibility, applicationId, ...notification },
  };
}

/** FULL is what holds when nothing is said. */
export function readCompatibility(problems: Problems, value: unknown): string | null {
  const compatibility = problems.text(value, 'compatibility');
  if (compatibility === undefined) return null;
  if (COMPATIBILITIES.includes(compatibility)) return compatibility;
  problems.invalid('compatibility', 'must be one of the allowed values', { allowedValues: COMPATIBILITIES });
  return null;
}

function readOneTime(problems: Problems, value: unknown): OneTimeContact | null {
  const target = 'selectedDevice.oneTime';
  const body = problems.object(value, target);
  if (body === undefined) return null;
  const { type } = body;
  const testMode = body.testMode === true;
  if (type !== 'EMAIL' && type !== 'SMS' && type !== 'VOICE') {
    problems.invalid(`${target}.type`, 'must be one of the allowed values', {
      allowedValues: ['EMAIL', 'SMS', 'VOICE'],
    });
    return null;
  }
  const name = type === 'EMAIL' ? 'email' : 'phone';
  if (body[name] === undefined || body[name] === null) problems.required(`${target}.${name}`);
  const given = problems.text(body[name], `${target}.${name}`);
  if (given === undefined) return null;
  if (type === 'EMAIL') {
    if (!isEmail(given)) problems.invalid(`${target}.email`, 'must be a well-formed e-mail address');
    return { type, address: given, testMode };
  }
  if (!isPhone(given)) problems.invalid(`${target}.phone`, 'must be a valid phone number');
  return { type, address: `+${given.replace(/\D/g, '')}`, testMode };
}

function readNotification(
  problems: Problems,
  value: unknown,
): Pick<AuthenticationRecord['wishes'], 'template' | 'notificationsPolicyId' | 'clientContext'> {
  const body = problems.object(value, 'notification');
  const template = problems.object(body?.template, 'notification.template');
  const name = problems.text(template?.name, 'notification.template.name');
  if (name !== undefined && name !== 'strong_authentication' && name !== 'transaction') {
    const allowedValues = ['strong_authentication', 'transaction'];
    problems.invalid('notification.template.name', 'must be one of the allowed values', { allowedValues });
  }
  const locale = problems.text(template?.locale, 'notification.template.locale');
  const variant = problems.text(template?.variant, 'notification.template.variant');
  const given = problems.object(template?.variables, 'notification.template.variables') ?? {};
  const variables = Object.fromEntries(Object.entries(given).map(([key, one]) => [key, String(one)]));
  const policy = problems.object(body?.policy, 'notification.policy');
  return {
    template:
      template === undefined
        ? null
        : {
            ...(name === undefined ? {} : { name }),
            ...(locale === undefined ? {} : { locale }),
            ...(variant === undefined ? {} : { variant }),
            variables,
          },
    notificationsPolicyId: problems.text(policy?.id, 'notification.policy.id') ?? null,
    clientContext: problems.object(body?.clientContext, 'notification.clientContext') ?? null,
  };
}

function isChallenge(text: string): boolean {
  return /^[A-Za-z0-9_-]+={0,2}$/.test(text) && Buffer.from(text, 'base64url').length >= MIN_CHALLENGE_BYTES;
}
