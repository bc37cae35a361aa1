// What the checks of a transaction measured, in the gateway's own words, read from PingOne's.
import { type BiographicMatch, toBiographicMatches } from './biographic-match.js';
import { known, openSet } from './open-set.js';
import {
  filledText,
  finiteNumber,
  instant,
  isOpenObject,
  type OpenObject,
  openList,
  openObject,
  wholeNumber,
} from './values.js';
import type { WireMetadata } from './wire.js';

export type KnownMetadataType =
  | 'LIVENESS'
  | 'FACIAL_COMPARISON'
  | 'BIOGRAPHIC_MATCH'
  | 'DOCUMENT_AUTHENTICATION'
  | 'DOCUMENT_MANUAL_AUTHENTICATION'
  | 'VOICE_ENROLLMENT'
  | 'VOICE_VERIFICATION'
  | 'AAMVA'
  | 'AADHAAR'
  | 'DATA_BASED_IDENTITY_VERIFICATION';
export type MetadataType = KnownMetadataType | 'UNKNOWN';

type Provider =
  | 'AMAZON'
  | 'BABEL_STREET'
  | 'BIOGRAPHIC_MATCHER'
  | 'IDRND'
  | 'MITEK'
  | 'VERIFF'
  | 'DATAZOO'
  | 'TRANSUNION'
  | 'UNKNOWN';

export interface DocumentTest {
  readonly name: string;
  readonly judgement: 'AUTHENTIC' | 'NOT_AUTHENTIC' | 'UNKNOWN';
  readonly judgementRaw: string | null;
}

/** A number a provider gave, by where it stood in its answer, such as `quality.score`. */
export interface Measurement {
  readonly name: string;
  readonly value: number;
}

export interface Metadata {
  readonly id: string;
  readonly type: MetadataType;
  readonly typeRaw: string | null;
  readonly provider: Provider;
  readonly providerRaw: string | null;
  readonly status: 'SUCCESS' | 'FAIL' | 'UNKNOWN';
  readonly statusRaw: string | null;
  /** Counted from 1. */
  readonly attempt: number | null;
  readonly createdAt: Date | null;
  /** Of faces, 0 to 100. */
  readonly similarity: number | null;
  /** That a living person was there, 0 to 1. */
  readonly probability: number | null;
  readonly documentTests: readonly DocumentTest[];
  readonly biographicMatches: readonly BiographicMatch[];
  readonly measurements: readonly Measurement[];
}

/** Metadata of a transaction: the latest attempt of each check, and the attempts before. */
export interface MetadataAttempts {
  readonly latest: readonly Metadata[];
  readonly previousAttempts: readonly Metadata[];
}

const types = openSet<KnownMetadataType>(
  'LIVENESS',
  'FACIAL_COMPARISON',
  'BIOGRAPHIC_MATCH',
  'DOCUMENT_AUTHENTICATION',
  'DOCUMENT_MANUAL_AUTHENTICATION',
  'VOICE_ENROLLMENT',
  'VOICE_VERIFICATION',
  'AAMVA',
  'AADHAAR',
  'DATA_BASED_IDENTITY_VERIFICATION',
);
const providers = openSet(
  'AMAZON',
  'BABEL_STREET',
  'BIOGRAPHIC_MATCHER',
  'IDRND',
  'MITEK',
  'VERIFF',
  'DATAZOO',
  'TRANSUNION',
);
const statuses = openSet('SUCCESS', 'FAIL');
const judgements = openSet('AUTHENTIC', 'NOT_AUTHENTIC');

/** Deeper than any provider's answer is known to go. */
const MAX_DEPTH = 8;
/** Names under which a value of the person could come as a number. */
const PERSONAL = new Set(['probeValue', 'galleryValue']);

/** What one check measured, in our words. */
export function toMetadata(wire: WireMetadata): Metadata {
  const data = openObject(wire.data);
  const type = known(types, wire.type) ?? 'UNKNOWN';
  const similarity = type === 'FACIAL_COMPARISON' ? finiteNumber(data.similarity) : null;
  const probability = type === 'LIVENESS' ? finiteNumber(data.probability) : null;
  return {
    id: wire.id,
    type,
    typeRaw: wire.type ?? null,
    provider: known(providers, wire.provider) ?? 'UNKNOWN',
    providerRaw: wire.provider ?? null,
    status: known(statuses, wire.status) ?? 'UNKNOWN',
    statusRaw: wire.status ?? null,
    attempt: wholeNumber(wire.retry?.attempt),
    createdAt: instant(wire.createdAt),
    similarity,
    probability,
    documentTests: openList(data.mitekVerifications).filter(isOpenObject).map(toDocumentTest),
    biographicMatches: toBiographicMatches(data),
    measurements: toMeasurements(data).filter(
      ({ name }) =>
        !(name === 'similarity' && similarity !== null) &&
        !(name === 'probability' && probability !== null) &&
        !/^detailedResults\.[^.]*\.rawScore$/.test(name),
    ),
  };
}

function toDocumentTest({ name, judgement }: OpenObject): DocumentTest {
  const judgementRaw = filledText(judgement);
  return {
    name: filledText(name) ?? '',
    judgement: known(judgements, judgementRaw) ?? 'UNKNOWN',
    judgementRaw,
  };
}

function toMeasurements(data: OpenObject): readonly Measurement[] {
  const measurements: Measurement[] = [];
  const collect = (name: string, value: unknown, depth: number): void => {
    if (typeof value === 'number' && Number.isFinite(value)) measurements.push({ name, value });
    if (typeof value !== 'object' || value === null || depth === MAX_DEPTH) return;
    for (const [key, part] of Object.entries(value)) {
      if (!PERSONAL.has(key)) collect(name === '' ? key : `${name}.${key}`, part, depth + 1);
    }
  };
  collect('', data, 0);
  return measurements;
}
