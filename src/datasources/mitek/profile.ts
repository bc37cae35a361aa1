// The profile of one request API version of Mitek: every name, path and word that Mitek does not publish, as data that an operator can replace.
import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import builtIn from '../../../profiles/mitek/4.4.json' with { type: 'json' };
import { ConfigError } from '../../config/config.js';
import { lineOfFault } from '../../config/json-place.js';
import { type JOURNEY_LANGUAGES, profileSchema } from './profile-schema.js';

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

export type JourneyLanguage = (typeof JOURNEY_LANGUAGES)[number];

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

/** The profile in a file, whichever version it is of. @throws ConfigError naming each field that is wrong */
export function readProfile(file: string): MitekProfile {
  const checked = profileSchema.safeParse(readJson(file), { error: sentenceOf });
  if (checked.success) return checked.data;
  throw new ConfigError(
    checked.error.issues.map(
      ({ path, message }) => `MITEK_PROFILE_FILE: ${path.join('.') || 'the whole'}: ${message}.`,
    ),
  );
}

function readJson(file: string): unknown {
  const text = readText(file);
  try {
    return JSON.parse(text);
  } catch {
    throw new ConfigError([`MITEK_PROFILE_FILE names a file that is not JSON; see its line ${lineOfFault(text)}.`]);
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new ConfigError(['MITEK_PROFILE_FILE names a file that cannot be read.']);
  }
}

/** What is wrong with a part that has no words of its own for it. */
function sentenceOf(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.input === undefined) return 'is missing';
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${KIND[issue.expected] ?? issue.expected}`;
    case 'too_small':
      return issue.origin === 'string' ? 'must not be empty' : `must be at least ${issue.minimum}`;
    case 'too_big':
      return `must be at most ${issue.maximum}`;
    case 'invalid_value':
      return `must be ${issue.values.join(', ')}`;
    case 'unrecognized_keys':
      return `has parts that a profile does not have: ${issue.keys.join(', ')}`;
    case 'invalid_key':
      return 'has no such part';
    default:
      return undefined;
  }
}

const KIND: Readonly<Record<string, string>> = {
  object: 'an object',
  record: 'an object',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

/** Mitek's status in our words. @param raw as Mitek spells it; null: it said nothing */
export function statusOf(profile: MitekProfile, raw: string | null): JourneyStatus {
  return raw !== null && Object.hasOwn(profile.statuses, raw) ? (profile.statuses[raw] ?? 'UNKNOWN') : 'UNKNOWN';
}

/** Mitek's verdict in our words; null while there is none. */
export function resultOf(profile: MitekProfile, raw: string | null): JourneyResult | null {
  if (raw === null) return null;
  return Object.hasOwn(profile.results, raw) ? (profile.results[raw] ?? 'UNKNOWN') : 'UNKNOWN';
}
