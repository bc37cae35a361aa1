// The profile of one request API version of Mitek: every name, path and word that Mitek does not publish, as data that an operator can replace.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import builtIn from '../../../profiles/mitek/4.4.json' with { type: 'json' };
import { ConfigError } from '../../config/config.js';

/** Mitek's words for where a journey stands, in the spelling of this gateway. UNKNOWN: any other. */
export type JourneyStatus =
  | 'SENT'
  | 'CONFIRMATION'
  | 'COMPLETED'
  | 'EXPIRED'
  | 'CANCELLED'
  | 'ABANDONED'
  | 'BYPASSED'
  | 'UNKNOWN';

/** Mitek's verdicts. UNKNOWN: any other. */
export type JourneyResult = 'PASS' | 'FAIL' | 'FRAUD' | 'UNKNOWN';

export type DocumentType = 'DRIVING_LICENCE' | 'PASSPORT' | 'NATIONAL_ID';

export const JOURNEY_LANGUAGES = [
  'BRAZILIAN_PORTUGUESE',
  'BULGARIAN',
  'DANISH',
  'DUTCH',
  'ENGLISH',
  'FINNISH',
  'FRENCH',
  'GERMAN',
  'GREEK',
  'HUNGARIAN',
  'ITALIAN',
  'JAPANESE',
  'LATVIAN',
  'LITHUANIAN',
  'NORWEGIAN',
  'POLISH',
  'PORTUGUESE',
  'ROMANIAN',
  'RUSSIAN',
  'SLOVAKIAN',
  'SPANISH',
  'SWEDISH',
  'TURKISH',
  'US_ENGLISH',
] as const;
export type JourneyLanguage = (typeof JOURNEY_LANGUAGES)[number];

const text = z.string().min(1);
const wireName = text.nullable();
/** JSON pointers (RFC 6901); the first that leads to something counts. */
const pointers = z.array(z.string().regex(/^(\/[^/]*)+$/, 'must be a JSON pointer such as /results/score'));
const pathTemplate = z
  .string()
  .regex(/^\/[\w.~/{}-]*$/, 'must be a path such as /api/{version}/request/create')
  .refine(
    (path) => [...path.matchAll(/\{([^}]*)\}/g)].every(([, name]) => PLACEHOLDERS.includes(name ?? '')),
    'may hold {version}, {reference} and {requestId} only',
  );
const PLACEHOLDERS = ['version', 'reference', 'requestId'];

const profileSchema = z.strictObject({
  version: z.string().regex(/^[0-9]+(\.[0-9]+)*$/, 'must be a version such as 4.4'),
  auth: z.strictObject({ mode: z.literal('basic', { message: 'must be basic' }) }),
  paths: z.strictObject({
    create: pathTemplate,
    status: pathTemplate.nullable(),
    cancel: pathTemplate.nullable(),
    report: pathTemplate.nullable(),
    delete: pathTemplate.nullable(),
  }),
  fields: z.strictObject({
    name: text,
    email: wireName,
    phone: wireName,
    environment: wireName,
    reference: text,
    useDefaults: wireName,
    scope: wireName,
    endDate: wireName,
    tabsOrder: wireName,
    note: wireName,
    language: wireName,
    callbackUrl: wireName,
  }),
  scope: z.strictObject({
    selfie: text,
    documents: text,
    attachments: text,
    separator: text,
    optionsOpen: text,
    optionsClose: text,
  }),
  documentTypes: z.strictObject({ DRIVING_LICENCE: text, PASSPORT: text, NATIONAL_ID: text }),
  languages: z.record(z.enum(JOURNEY_LANGUAGES), text),
  response: z.strictObject({ link: pointers, requestId: pointers }),
  callback: z.strictObject({
    url: z.enum(['per-journey', 'fixed'], { message: 'must be per-journey or fixed' }),
    auth: z.array(
      z.enum(['path-token', 'basic', 'header-secret', 'hmac', 'address-list'], {
        message: 'must be path-token, basic, header-secret, hmac or address-list',
      }),
    ),
    headerSecret: z.strictObject({ header: text }).optional(),
    hmac: z
      .strictObject({
        header: text,
        algorithm: z.enum(['sha256', 'sha384', 'sha512'], { message: 'must be sha256, sha384 or sha512' }),
        encoding: z.enum(['hex', 'base64'], { message: 'must be hex or base64' }),
      })
      .optional(),
    pointers: z.strictObject({
      reference: pointers.min(1, 'must name a place'),
      status: pointers.min(1, 'must name a place'),
      result: pointers,
      score: pointers,
      confirmed: pointers,
      results: pointers,
      requestId: pointers,
      name: pointers,
      picture: pointers,
      scores: pointers,
      documents: pointers,
    }),
    reviewed: pointers,
    document: z.strictObject({
      type: pointers,
      score: pointers,
      manual: pointers,
      errors: pointers,
      firstName: pointers,
      lastName: pointers,
      fullName: pointers,
      documentNumber: pointers,
      personalNumber: pointers,
      birthDate: pointers,
      placeOfBirth: pointers,
      issueDate: pointers,
      expirationDate: pointers,
      issuer: pointers,
      country: pointers,
      nationality: pointers,
      gender: pointers,
      address: pointers,
    }),
  }),
  statuses: z.record(
    text,
    z.enum(['SENT', 'CONFIRMATION', 'COMPLETED', 'EXPIRED', 'CANCELLED', 'ABANDONED', 'BYPASSED']),
  ),
  results: z.record(text, z.enum(['PASS', 'FAIL', 'FRAUD'])),
  timeouts: z.strictObject({ createMs: z.number().int().min(100).max(25_000) }),
  retry: z.strictObject({ statuses: z.array(z.number().int().min(400).max(599)) }),
});

export type MitekProfile = z.output<typeof profileSchema>;

/** The profile of the version seen in public integrations. */
export const builtInProfile: MitekProfile = profileSchema.parse(builtIn);

/**
 * The profile to work with.
 * @param file path of the operator's own; null: the built-in one
 * @throws ConfigError naming each field that is wrong
 */
export function loadProfile(file: string | null, apiVersion: string): MitekProfile {
  const profile = file === null ? builtInProfile : readProfile(file);
  if (profile.version === apiVersion) return profile;
  throw new ConfigError([
    file === null
      ? `MITEK_API_VERSION has no built-in profile; there is one for ${builtInProfile.version}. Set MITEK_PROFILE_FILE.`
      : `MITEK_PROFILE_FILE is the profile of another version than MITEK_API_VERSION says.`,
  ]);
}

function readProfile(file: string): MitekProfile {
  const checked = profileSchema.safeParse(readJson(file));
  if (checked.success) return checked.data;
  throw new ConfigError(
    checked.error.issues.map(
      ({ path, message }) => `MITEK_PROFILE_FILE: ${path.join('.') || 'the whole'}: ${message}.`,
    ),
  );
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new ConfigError(['MITEK_PROFILE_FILE names a file that cannot be read as JSON.']);
  }
}

/** Mitek's status in our words. @param raw as Mitek spells it; null: it said nothing */
export function statusOf(profile: MitekProfile, raw: string | null): JourneyStatus {
  return raw !== null && Object.hasOwn(profile.statuses, raw) ? (profile.statuses[raw] ?? 'UNKNOWN') : 'UNKNOWN';
}

/** Mitek's verdict in our words; null while there is none. */
export function resultOf(profile: MitekProfile, raw: string | null): JourneyResult | null {
  if (raw === null) return null;
  return Object.hasOwn(profile.results, raw) ? (profile.results[raw] ?? 'UNKNOWN') : 'UNKNOWN';
}
