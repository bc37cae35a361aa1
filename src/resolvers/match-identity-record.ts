// matchIdentityRecord: two records of a person compared by PingOne; nothing of them is kept.
import type { BiographicProbe } from '../datasources/pingone/identity-record-match.js';
import type { MatchIdentityRecordInput, MatchIdentityRecordPayload } from '../schema/identity-record-match.js';
import { BIOGRAPHIC_FIELDS, type BiographicRecord, biographicFaults } from '../verifications/biographic.js';
import { type Fault, refuseIfAny } from '../verifications/refusal.js';
import type { Context } from './context.js';
import { answer, type RefusalRules } from './failures.js';

const RULES: RefusalRules = {
  paths: { ...pathsOf('probe'), ...pathsOf('gallery') },
  notFound: { code: 'NOT_FOUND', message: 'There is no such user.', field: ['input', 'userId'] },
};

export function matchIdentityRecord(
  { services, signal }: Context,
  { userId, gallery, probe }: MatchIdentityRecordInput,
): Promise<MatchIdentityRecordPayload> {
  return answer({ identityRecordMatch: null }, RULES, async () => {
    refuseIfAny([
      ...recordFaults(gallery, ['input', 'gallery']),
      ...recordFaults(probe, ['input', 'probe']),
      ...alternativeFaults(probe, ['input', 'probe']),
      ...counterpartFaults(probe, gallery, ['input', 'gallery']),
    ]);
    const records = { gallery, probe: toProbe(probe) };
    return { identityRecordMatch: await services.pingOne.verify.matchIdentityRecord(userId, records, signal) };
  });
}

function recordFaults(record: BiographicRecord, path: readonly string[]): readonly Fault[] {
  if (!isEmpty(record)) return biographicFaults(record, path);
  return [{ code: 'REQUIRED_VALUE', message: 'Give at least one field.', field: path }];
}

/** PingOne takes one text for each field of the record that is to be checked. */
function alternativeFaults(probe: BiographicRecord, path: readonly string[]): readonly Fault[] {
  const message = 'The record that is checked has one value for each field.';
  return BIOGRAPHIC_FIELDS.filter((field) => (probe[field]?.length ?? 0) > 1).map((field) => ({
    code: 'OUT_OF_RANGE',
    message,
    field: [...path, field],
    limit: 1,
  }));
}

/** PingOne takes no field of the record that is to be checked without something to compare it with. */
function counterpartFaults(
  probe: BiographicRecord,
  gallery: BiographicRecord,
  path: readonly string[],
): readonly Fault[] {
  if (isEmpty(gallery)) return [];
  const message = 'The record that is trusted has each field of the one that is checked.';
  return BIOGRAPHIC_FIELDS.filter((field) => probe[field] && !gallery[field]).map((field) => ({
    code: 'REQUIRED_VALUE',
    message,
    field: [...path, field],
  }));
}

function isEmpty(record: BiographicRecord): boolean {
  return BIOGRAPHIC_FIELDS.every((field) => !record[field]);
}

function toProbe(probe: BiographicRecord): BiographicProbe {
  return Object.fromEntries(BIOGRAPHIC_FIELDS.map((field) => [field, probe[field]?.[0]]));
}

function pathsOf(record: 'probe' | 'gallery'): RefusalRules['paths'] {
  return {
    [record]: ['input', record],
    [`${record}.given_name`]: ['input', record, 'givenName'],
    [`${record}.family_name`]: ['input', record, 'familyName'],
    [`${record}.name`]: ['input', record, 'name'],
    [`${record}.address`]: ['input', record, 'address'],
    [`${record}.birth_date`]: ['input', record, 'birthDate'],
  };
}
