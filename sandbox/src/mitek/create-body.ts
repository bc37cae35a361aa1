/** Reads and checks the body of a create-request call. */
import { randomUUID } from 'node:crypto';
import type { KnobBoard } from '../control/knob-board.js';
import { invalidRequest } from '../http/errors.js';
import { isObject, Problems } from '../http/problems.js';
import type { JourneyRequest } from './model.js';
import type { MitekProfile } from './profile.js';
import { parseScope, type Scope, stepOf } from './scope.js';

const MAX_NAME_CHARS = 200;
const MAX_NOTE_CHARS = 2_000;
const MAX_URL_CHARS = 2_048;
const DEFAULT_SCOPE: Scope = { steps: ['selfie', 'documents'], documentTypes: [], attachmentKeys: [] };

interface Surroundings {
  readonly profile: MitekProfile;
  readonly knobs: KnobBoard;
  /** The vendor's time. */
  readonly nowMs: number;
}

/** @throws ApiError 400 with everything that is wrong */
export function readCreateBody(body: unknown, { profile, knobs, nowMs }: Surroundings): JourneyRequest {
  if (!isObject(body)) throw invalidRequest('The request body must be a JSON object.');
  const { fields } = profile;
  const problems = new Problems();
  const nameOf = (field: keyof typeof fields) => fields[field] ?? field;
  const text = (field: keyof typeof fields, maxChars?: number) =>
    fields[field] === null ? undefined : problems.text(body[nameOf(field)], nameOf(field), maxChars);
  const check = (field: keyof typeof fields, isGood: boolean, message: string) => {
    if (!isGood) problems.invalid(nameOf(field), message);
  };

  const name = text('name', MAX_NAME_CHARS);
  if (body[nameOf('name')] === undefined) problems.required(nameOf('name'));
  else if (name !== undefined) check('name', name.trim().split(/\s+/).length > 1, 'must have at least two words');
  const email = text('email', 254);
  check('email', email === undefined || /^[^\s@]+@[^\s@]+$/.test(email), 'must be an e-mail address');
  const phone = text('phone', 32);
  check(
    'phone',
    phone === undefined || /^(\+|00)[1-9]\d{5,16}$/.test(phone),
    'must begin with + or 00 and the country',
  );
  if (body[nameOf('email')] === undefined && body[nameOf('phone')] === undefined) problems.required(nameOf('email'));
  const environment = text('environment', 100);
  const environments = knobs.get('mitekEnvironments');
  if (body[nameOf('environment')] === undefined) problems.required(nameOf('environment'));
  else if (environment !== undefined) check('environment', environments.includes(environment), 'does not exist');
  const reference = text('reference', 128);
  check('reference', reference === undefined || /^[A-Za-z0-9-]+$/.test(reference), 'must be letters, digits, dashes');
  const note = text('note', MAX_NOTE_CHARS);
  const language = text('language', 35);
  const callbackUrl = text('callbackUrl', MAX_URL_CHARS) ?? (knobs.get('mitekCallbackUrl') || undefined);
  check('callbackUrl', callbackUrl === undefined || isWebAddress(callbackUrl), 'must be an http(s) address');
  const endDate = text('endDate', 10);
  check('endDate', endDate === undefined || endOf(endDate) > nowMs, 'must be a day as YYYY-MM-DD that is not past');
  const useDefaults = fields.useDefaults === null ? undefined : body[fields.useDefaults];
  check('useDefaults', useDefaults === undefined || typeof useDefaults === 'boolean', 'must be a boolean');
  const scope = readScope(text('scope', 1_000), useDefaults === true, { profile, problems, field: nameOf('scope') });
  const order = readOrder(text('tabsOrder', 200), scope, { profile, problems, field: nameOf('tabsOrder') });
  problems.throwIfAny();
  return {
    reference: reference ?? randomUUID(),
    name: name ?? '',
    email: email ?? null,
    phone: phone ?? null,
    environment: environment ?? '',
    useDefaults: useDefaults === true,
    steps: order,
    documentTypes: scope.documentTypes,
    attachmentKeys: scope.attachmentKeys,
    endDate: endDate ?? null,
    note: note ?? null,
    language: Object.values(profile.languages).find((code) => code === language) ?? 'en',
    callbackUrl: callbackUrl ?? null,
  };
}

/** The end of a day in UTC, in milliseconds since 1970; not a number when there is no such day. */
export function endOf(day: string): number {
  const startMs = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00.000Z`) : Number.NaN;
  const isReal = !Number.isNaN(startMs) && new Date(startMs).toISOString().startsWith(day);
  return isReal ? startMs + 86_400_000 : Number.NaN;
}

interface Reading {
  readonly profile: MitekProfile;
  readonly problems: Problems;
  readonly field: string;
}

function readScope(text: string | undefined, useDefaults: boolean, { profile, problems, field }: Reading): Scope {
  if (useDefaults) {
    if (text !== undefined) problems.invalid(field, 'must be left out when the defaults are used');
    return DEFAULT_SCOPE;
  }
  if (text === undefined) {
    problems.required(field);
    return DEFAULT_SCOPE;
  }
  const scope = parseScope(text, profile);
  if (typeof scope !== 'string') return scope;
  problems.invalid(field, scope);
  return DEFAULT_SCOPE;
}

/** Every step must be listed, also those that the scope hides. */
function readOrder(text: string | undefined, scope: Scope, { profile, problems, field }: Reading): Scope['steps'] {
  if (text === undefined) return scope.steps;
  const order = text.split(',').map((token) => stepOf(token, profile));
  const known = order.filter((step) => step !== undefined);
  if (known.length < order.length || new Set(known).size !== 3 || known.length !== 3) {
    problems.invalid(field, 'must name selfie, documents and attachments once each, without spaces');
  }
  return known.filter((step) => scope.steps.includes(step));
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
