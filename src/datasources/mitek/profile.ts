// The profile of one request API version of Mitek: every name, path and word that Mitek does not publish, as data that an operator can replace.
import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import builtIn from '../../../profiles/mitek/4.4.json' with { type: 'json' };
import { ConfigError } from '../../config/config.js';
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
