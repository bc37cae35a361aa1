// How alike two records of a person are, field by field, in the gateway's own words, read from PingOne's.
import { known, type OpenSet, openSet } from './open-set.js';
import { filledText, finiteNumber, isOpenObject, type OpenObject, openList, openObject } from './values.js';

type BiographicField = 'GIVEN_NAME' | 'FAMILY_NAME' | 'NAME' | 'ADDRESS' | 'BIRTH_DATE' | 'UNKNOWN';
export type MatchConfidence = 'HIGH' | 'MEDIUM' | 'LOW' | 'NOT_APPLICABLE' | 'UNKNOWN';

export interface BiographicMatch {
  readonly field: BiographicField;
  readonly fieldRaw: string | null;
  readonly confidence: MatchConfidence;
  readonly confidenceRaw: string | null;
  /** 0 to 1. */
  readonly rawScore: number | null;
  readonly probeValue: string | null;
  readonly galleryValue: string | null;
}

const confidences = openSet('HIGH', 'MEDIUM', 'LOW', 'NOT_APPLICABLE');
const biographicFields: OpenSet<Exclude<BiographicField, 'UNKNOWN'>> = {
  given_name: 'GIVEN_NAME',
  family_name: 'FAMILY_NAME',
  name: 'NAME',
  address: 'ADDRESS',
  birth_date: 'BIRTH_DATE',
};

/** The matches in `data`. PingOne's own matcher gives a list of results; Babel Street an object with one result for each field. */
export function toBiographicMatches(data: OpenObject): readonly BiographicMatch[] {
  const listed = openList(data.biographic_match_results)
    .filter(isOpenObject)
    .map(({ identifier, match }) => toBiographicMatch(identifier, match, {}));
  const detailed = Object.entries(openObject(data.detailedResults)).map(([field, result]) =>
    toBiographicMatch(field, openObject(result).confidence, openObject(result)),
  );
  return [...listed, ...detailed];
}

/** The confidence upstream named; null when it named none. */
export function toMatchConfidence(raw: string | null): MatchConfidence | null {
  return known(confidences, raw);
}

function toBiographicMatch(field: unknown, confidence: unknown, result: OpenObject): BiographicMatch {
  const fieldRaw = filledText(field);
  const confidenceRaw = filledText(confidence);
  return {
    field: known(biographicFields, fieldRaw) ?? 'UNKNOWN',
    fieldRaw,
    confidence: toMatchConfidence(confidenceRaw) ?? 'UNKNOWN',
    confidenceRaw,
    rawScore: finiteNumber(result.rawScore),
    probeValue: filledText(result.probeValue),
    galleryValue: filledText(result.galleryValue),
  };
}
