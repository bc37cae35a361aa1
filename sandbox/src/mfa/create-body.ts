/** Reads the body of a new device and tells everything that is wrong with it; what is then made is create.ts. */
import { isObject, type JsonObject, Problems } from '../http/problems.js';
import type { Sandbox } from '../sandbox.js';
import { isEmail, isPhone } from '../verify/contacts.js';
import type { DeviceType, MfaPolicyRecord, NotificationTemplate } from './model.js';
import { defaultMfaPolicy, methodOf } from './policies.js';

const TYPES: readonly DeviceType[] = [
  'EMAIL',
  'SMS',
  'VOICE',
  'WHATSAPP',
  'TOTP',
  'FIDO2',
  'PLATFORM',
  'SECURITY_KEY',
  'OATH_TOKEN',
  'YUBIKEY',
  'PINGID_DESKTOP_GEN2',
];
const STATUSES = ['ACTIVE', 'ACTIVATION_REQUIRED'] as const;
const MAX_NICKNAME = 100;

export interface NewDevice {
  readonly type: DeviceType;
  readonly status: (typeof STATUSES)[number];
  /** The body says ACTIVE; without a word it is the default of a worker. */
  readonly askedActive: boolean;
  readonly policy: MfaPolicyRecord;
  readonly nickname: string | undefined;
  readonly email: string | undefined;
  readonly phone: string | undefined;
  readonly extension: string | undefined;
  readonly serialNumber: string | undefined;
  readonly otp: string | undefined;
  readonly testMode: boolean;
  readonly template: NotificationTemplate | null;
  readonly rp: { readonly id: string | undefined; readonly name: string | undefined };
}

/** @throws ApiError 400 with every detail */
export function readNewDevice(sandbox: Sandbox, body: unknown): NewDevice {
  const problems = new Problems();
  const input = isObject(body) ? body : {};
  const type = readChoice(problems, input.type, 'type', TYPES);
  if (input.type === undefined || input.type === null) problems.required('type');
  const policy = readPolicy(sandbox, problems, input.policy);
  const status = readChoice(problems, input.status, 'status', STATUSES) ?? 'ACTIVE';
  const rp = problems.object(input.rp, 'rp');
  const device = {
    status,
    askedActive: input.status === 'ACTIVE',
    policy,
    nickname: readNickname(problems, input.nickname),
    email: type === 'EMAIL' ? readEmail(problems, input.email) : undefined,
    phone: isPhoneType(type) ? readPhone(problems, input.phone) : undefined,
    extension: readExtension(sandbox, problems, type, input.extension),
    serialNumber: problems.text(input.serialNumber, 'serialNumber', 64),
    otp: problems.text(input.otp, 'otp', 64),
    testMode: readFlag(problems, input.testMode, 'testMode') ?? false,
    template: readTemplate(problems, input.notification),
    rp: { id: problems.text(rp?.id, 'rp.id', 255), name: problems.text(rp?.name, 'rp.name', 255) },
  };
  if (type === 'OATH_TOKEN' && device.serialNumber === undefined) problems.required('serialNumber');
  if (type === 'PINGID_DESKTOP_GEN2' && status !== 'ACTIVATION_REQUIRED') problems.required('status');
  if (type !== undefined) checkMethod(problems, policy, type);
  problems.throwIfAny();
  if (type === undefined) throw new Error('A missing type was not reported.');
  return { type, ...device };
}

/** Reads `nickname`; an empty one is no nickname. */
export function readNickname(problems: Problems, value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  return problems.text(value, 'nickname', MAX_NICKNAME);
}

/** Reads `notification.template`. */
export function readTemplate(problems: Problems, value: unknown): NotificationTemplate | null {
  const notification = problems.object(value, 'notification');
  const template = problems.object(notification?.template, 'notification.template');
  if (template === undefined) return null;
  const name = problems.text(template.name, 'notification.template.name', 64);
  const locale = problems.text(template.locale, 'notification.template.locale', 35);
  const variant = problems.text(template.variant, 'notification.template.variant', 100);
  const variables = readVariables(problems, template.variables);
  return {
    ...(name === undefined ? {} : { name }),
    ...(locale === undefined ? {} : { locale }),
    ...(variant === undefined ? {} : { variant }),
    ...(variables === undefined ? {} : { variables }),
  };
}

/** A number in E.164. */
export function toE164(phone: string): string {
  return `+${phone.replace(/\D/g, '')}`;
}

function readVariables(problems: Problems, value: unknown): { readonly [name: string]: string } | undefined {
  const variables = problems.object(value, 'notification.template.variables');
  if (variables === undefined) return undefined;
  const texts: { [name: string]: string } = {};
  for (const [name, text] of Object.entries(variables)) {
    if (typeof text === 'string') texts[name] = text;
    else problems.invalid(`notification.template.variables.${name}`, 'must be a string');
  }
  return texts;
}

/** Either an id or the type DEFAULT. */
function readPolicy(sandbox: Sandbox, problems: Problems, value: unknown): MfaPolicyRecord {
  const { mfa } = sandbox.state;
  const input = problems.object(value, 'policy');
  if (input === undefined) {
    if (sandbox.knobs.get('mfaPolicyRequired') === 'on') problems.required('policy.id');
    return defaultMfaPolicy(mfa);
  }
  const isDefault = input.type === 'DEFAULT' && input.id === undefined;
  const isNamed = typeof input.id === 'string' && input.type === undefined;
  if (!isDefault && !isNamed) {
    problems.invalid('policy', "policy must contain either 'id' or 'type', valid 'type'=[DEFAULT]");
  }
  const policy = isNamed ? mfa.policies.get(String(input.id)) : undefined;
  if (isNamed && policy === undefined) problems.invalid('policy.id', 'the policy does not exist');
  return policy ?? defaultMfaPolicy(mfa);
}

function checkMethod(problems: Problems, policy: MfaPolicyRecord, type: DeviceType): void {
  const method = methodOf(policy, type);
  if (!method.enabled) problems.invalid('type', `${type} is not enabled in the policy`);
  else if ('pairingDisabled' in method && method.pairingDisabled === true) {
    problems.invalid('type', `the policy does not let ${type} be paired`);
  }
}

function readEmail(problems: Problems, value: unknown): string | undefined {
  const email = problems.text(value, 'email', 254);
  if (value === undefined || value === null) problems.required('email');
  else if (email !== undefined && !isEmail(email)) problems.invalid('email', 'must be a valid email address');
  return email;
}

function readPhone(problems: Problems, value: unknown): string | undefined {
  const phone = problems.text(value, 'phone', 64);
  if (value === undefined || value === null) problems.required('phone');
  else if (phone !== undefined && !isPhone(phone)) problems.invalid('phone', 'must be a valid phone number');
  return phone === undefined ? undefined : toE164(phone);
}

function readExtension(
  sandbox: Sandbox,
  problems: Problems,
  type: DeviceType | undefined,
  value: unknown,
): string | undefined {
  const extension = problems.text(value, 'extension', 64);
  if (extension === undefined) return undefined;
  if (type !== 'VOICE') problems.invalid('extension', 'is for VOICE only');
  else if (!sandbox.state.mfa.settings.phoneExtensions.enabled) {
    problems.invalid('extension', 'phone extensions are not enabled');
  } else if (!/^[\d,#*]+$/.test(extension)) {
    problems.invalid('extension', 'must have only digits and , # *', { allowedPattern: '^[0-9,#*]+$' });
  }
  return extension;
}

function readFlag(problems: Problems, value: unknown, target: string): boolean | undefined {
  if (value === undefined || value === null || typeof value === 'boolean') return value ?? undefined;
  problems.invalid(target, 'must be true or false');
  return undefined;
}

function readChoice<Choice extends string>(
  problems: Problems,
  value: unknown,
  target: string,
  choices: readonly Choice[],
): Choice | undefined {
  if (value === undefined || value === null) return undefined;
  const choice = choices.find((candidate) => candidate === value);
  if (choice === undefined)
    problems.invalid(target, `must be one of ${choices.join(', ')}`, { allowedValues: choices });
  return choice;
}

function isPhoneType(type: DeviceType | undefined): boolean {
  return type === 'SMS' || type === 'VOICE' || type === 'WHATSAPP';
}

/** The body as an object; anything else counts as empty. */
export function objectOf(body: unknown): JsonObject {
  return isObject(body) ? body : {};
}
