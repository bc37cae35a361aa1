/** Reads the body of "create verify transaction" under the documented rules; what becomes of it is in transactions.ts. */
import { invalidRequest } from '../http/errors.js';
import { defined, isObject, type JsonObject, Problems } from '../http/problems.js';
import type { TransactionRequest } from '../state/state.js';
import { isEmail, isPhone } from './contacts.js';

type Requirement = NonNullable<TransactionRequest['requirements']>[string];
type Test = (problems: Problems, value: string, target: string) => void;

export interface NewTransaction {
  /** Undefined: the environment's default policy. */
  readonly policyId: string | undefined;
  readonly requirements: TransactionRequest['requirements'] | undefined;
  readonly callback: TransactionRequest['callback'] | undefined;
  readonly redirect: TransactionRequest['redirect'] | undefined;
  readonly phone: string | undefined;
  readonly email: string | undefined;
  readonly problems: Problems;
}

const BIRTH_DATE = /^\d{4}-\d{2}-\d{2}$/;
const MAX_REDIRECT_MESSAGE = 256;
const MAX_SELFIE_CHARACTERS = 14_000_000;

/**
 * Reads a body. Mistakes are collected in `problems`, for the caller to add those that need the policy.
 * @throws ApiError 400 when it is not a JSON object
 */
export function readNewTransaction(body: unknown): NewTransaction {
  if (!isObject(body)) throw invalidRequest('The request body must be a JSON object.');
  const problems = new Problems();
  const policyId = problems.text(problems.object(body.verifyPolicy, 'verifyPolicy')?.id, 'verifyPolicy.id');
  const notification = problems.object(body.sendNotification, 'sendNotification') ?? {};
  const phone = problems.text(notification.phone, 'sendNotification.phone');
  if (phone !== undefined) phoneTest(problems, phone, 'sendNotification.phone');
  const email = problems.text(notification.email, 'sendNotification.email');
  if (email !== undefined) emailTest(problems, email, 'sendNotification.email');
  return {
    policyId,
    requirements: readRequirements(problems, problems.object(body.requirements, 'requirements')),
    callback: readCallback(problems, problems.object(body.callback, 'callback')),
    redirect: readRedirect(problems, problems.object(body.redirect, 'redirect')),
    phone,
    email,
    problems,
  };
}

function readCallback(problems: Problems, body: JsonObject | undefined): TransactionRequest['callback'] | undefined {
  if (body === undefined) return undefined;
  const url = requiredText(problems, body.url, 'callback.url');
  if (url !== undefined && !hasProtocol(url, ['https:', 'http:'])) problems.invalid('callback.url', 'must be a URL');
  const headers: { [name: string]: string } = {};
  for (const [name, value] of Object.entries(problems.object(body.headers, 'callback.headers') ?? {})) {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name) || typeof value !== 'string' || /[\r\n\0]/.test(value)) {
      problems.invalid(`callback.headers.${name}`, 'must be a header name with a text as its value');
    } else headers[name] = value;
  }
  return url === undefined ? undefined : { url, ...(body.headers == null ? {} : { headers }) };
}

function readRedirect(problems: Problems, body: JsonObject | undefined): TransactionRequest['redirect'] | undefined {
  if (body === undefined) return undefined;
  const url = requiredText(problems, body.url, 'redirect.url');
  if (url !== undefined && !hasProtocol(url, ['https:'])) problems.invalid('redirect.url', 'must be an https URL');
  const message = problems.text(body.message, 'redirect.message', MAX_REDIRECT_MESSAGE);
  const { auto } = body;
  if (auto !== undefined && auto !== null && typeof auto !== 'boolean') {
    problems.invalid('redirect.auto', 'must be a boolean');
  }
  return url === undefined ? undefined : defined({ url, message, auto: typeof auto === 'boolean' ? auto : undefined });
}

function readRequirements(problems: Problems, body: JsonObject | undefined): TransactionRequest['requirements'] {
  if (body === undefined) return undefined;
  const read: { [key: string]: Requirement } = {};
  const add = (key: string, requirement: Requirement | undefined) => {
    if (requirement !== undefined) read[key] = requirement;
  };
  for (const key of ['address', 'given_name', 'family_name', 'name']) add(key, valueOrOptions(problems, body, key));
  add('birth_date', valueOrOptions(problems, body, 'birth_date', birthDateTest));
  add('phone', valueOrOptions(problems, body, 'phone', phoneTest));
  add('email', readEmail(problems, body));
  add('referenceSelfie', readSelfie(problems, body));
  return read;
}

/** Exactly one of the two. */
function valueOrOptions(problems: Problems, body: JsonObject, key: string, test?: Test): Requirement | undefined {
  const target = `requirements.${key}`;
  const object = problems.object(body[key], target);
  if (object === undefined) return undefined;
  const hasOptions = object.options !== undefined && object.options !== null;
  const hasValue = object.value !== undefined && object.value !== null;
  if (hasOptions && hasValue) problems.invalid(target, 'must have either value or options, not both');
  else if (hasOptions) {
    const options = readOptions(problems, object.options, `${target}.options`, test);
    if (Array.isArray(object.options) && object.options.length === 0) problems.empty(`${target}.options`);
    return options && { options };
  }
  const value = requiredText(problems, object.value, `${target}.value`);
  if (value === undefined) return undefined;
  test?.(problems, value, `${target}.value`);
  return { value };
}

/** None: the person may type any address. One: it is fixed. Several: the person picks. */
function readEmail(problems: Problems, body: JsonObject): Requirement | undefined {
  const object = problems.object(body.email, 'requirements.email');
  if (object === undefined) return undefined;
  if (object.options === undefined || object.options === null) {
    problems.required('requirements.email.options');
    return undefined;
  }
  const options = readOptions(problems, object.options, 'requirements.email.options', emailTest);
  return options && { options };
}

function readSelfie(problems: Problems, body: JsonObject): Requirement | undefined {
  const target = 'requirements.referenceSelfie';
  const object = problems.object(body.referenceSelfie, target);
  if (object === undefined) return undefined;
  const raw = object.value;
  if (raw === undefined || raw === null) problems.required(`${target}.value`);
  const value = problems.text(raw, `${target}.value`, MAX_SELFIE_CHARACTERS);
  if (value !== undefined && !isJpeg(value)) problems.invalid(`${target}.value`, 'must be a JPEG picture in base64');
  return value === undefined ? undefined : { value };
}

function readOptions(problems: Problems, value: unknown, target: string, test?: Test): string[] | undefined {
  if (!Array.isArray(value)) {
    problems.invalid(target, 'must be an array of strings');
    return undefined;
  }
  const options: string[] = [];
  for (const [index, entry] of value.entries()) {
    const option = requiredText(problems, entry, `${target}[${index}]`);
    if (option === undefined) continue;
    test?.(problems, option, `${target}[${index}]`);
    options.push(option);
  }
  return options;
}

function requiredText(problems: Problems, value: unknown, target: string): string | undefined {
  if (value === undefined || value === null) problems.required(target);
  return problems.text(value, target);
}

function birthDateTest(problems: Problems, value: string, target: string): void {
  const isDate = BIRTH_DATE.test(value) && new Date(`${value}T00:00:00Z`).toJSON()?.startsWith(value) === true;
  if (!isDate) problems.invalid(target, 'must match the allowed pattern', { allowedPattern: BIRTH_DATE.source });
}

function phoneTest(problems: Problems, value: string, target: string): void {
  if (!isPhone(value)) problems.invalid(target, 'must be a valid phone number with its country code');
}

function emailTest(problems: Problems, value: string, target: string): void {
  if (!isEmail(value)) problems.invalid(target, 'must be a well-formed e-mail address');
}

function hasProtocol(text: string, protocols: readonly string[]): boolean {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol);
}

function isJpeg(base64: string): boolean {
  return (
    /^[A-Za-z0-9+/\s]+={0,2}$/.test(base64) &&
    Buffer.from(base64.slice(0, 8), 'base64').subarray(0, 3).equals(JPEG_START)
  );
}

const JPEG_START = Buffer.from([0xff, 0xd8, 0xff]);
