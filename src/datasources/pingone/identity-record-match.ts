// Compares two records of a person: the question in PingOne's words, its answer in ours.
import {
  type BiographicMatch,
  type MatchConfidence,
  toBiographicMatches,
  toMatchConfidence,
} from './biographic-match.js';
import { valueOrOptions } from './new-transaction.js';
import { filledText, finiteNumber } from './values.js';
import type { WireIdentityRecordMatch, WireIdentityRecords } from './wire.js';

type Fields<Value> = {
  readonly [Field in 'givenName' | 'familyName' | 'name' | 'address' | 'birthDate']?: Value | null | undefined;
};

/** What somebody says of a person: one text for each field, an address in one line, a date of birth as `YYYY-MM-DD`. */
export type BiographicProbe = Fields<string>;

/** What is known of a person. Several texts of one field are alternatives, of which any will do. */
export type BiographicGallery = Fields<readonly string[]>;

export interface IdentityRecordMatch {
  readonly detailedResults: readonly BiographicMatch[];
  /** 0 to 1. */
  readonly overallWeightedScore: number | null;
  readonly overallConfidence: MatchConfidence | null;
  readonly overallConfidenceRaw: string | null;
}

/** Both records as they travel. Only what has a value is sent. */
export function toWireRecords({
  probe,
  gallery,
}: {
  readonly probe: BiographicProbe;
  readonly gallery: BiographicGallery;
}): WireIdentityRecords {
  return {
    probe: inWireNames(probe, (text) => text || undefined),
    gallery: inWireNames(gallery, valueOrOptions),
  };
}

function inWireNames<From, To>(record: Fields<From>, toWire: (value: From | null | undefined) => To) {
  return {
    given_name: toWire(record.givenName),
    family_name: toWire(record.familyName),
    name: toWire(record.name),
    address: toWire(record.address),
    birth_date: toWire(record.birthDate),
  };
}

/** The comparison in our words. */
export function toIdentityRecordMatch(wire: WireIdentityRecordMatch): IdentityRecordMatch {
  const overallConfidenceRaw = filledText(wire.overallConfidenceScore);
  return {
    detailedResults: toBiographicMatches({ detailedResults: wire.detailedResults }),
    overallWeightedScore: finiteNumber(wire.overallWeightedScore),
    overallConfidence: toMatchConfidence(overallConfidenceRaw),
    overallConfidenceRaw,
  };
}
