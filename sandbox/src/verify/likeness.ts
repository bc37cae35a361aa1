/** How alike names, addresses and dates are, from 0 to 1, and what confidence that gives. */
import { CmpStr } from 'cmpstr';
import type { BiographicField } from '../state/state.js';

export type Confidence = 'HIGH' | 'MEDIUM' | 'LOW' | 'NOT_APPLICABLE';

/** One field compared. */
export interface Comparison {
  readonly field: BiographicField;
  readonly probeValue: string | undefined;
  readonly galleryValue: string | undefined;
  /** 0 to 1. */
  readonly rawScore: number;
  readonly confidence: Confidence;
}

export const BIOGRAPHIC_FIELDS: readonly BiographicField[] = [
  'given_name',
  'family_name',
  'name',
  'address',
  'birth_date',
];

const HIGH_FROM = 0.9;
const MEDIUM_FROM = 0.75;
/** Words this unlike have nothing to do with each other. */
const WORD_FROM = 0.7;

const LEVELS: readonly Confidence[] = ['NOT_APPLICABLE', 'LOW', 'MEDIUM', 'HIGH'];

const jaroWinkler = CmpStr.create({ metric: 'jaroWinkler' });
const levenshtein = CmpStr.create({ metric: 'levenshtein' });

/** Spellings of one word in addresses. */
const SYNONYMS: { readonly [word: string]: string } = {
  street: 'st',
  avenue: 'ave',
  road: 'rd',
  boulevard: 'blvd',
  drive: 'dr',
  lane: 'ln',
  apartment: '',
  apt: '',
  unit: '',
  suite: '',
};

/** Compares the best of several probes with the best of several gallery values. */
export function compare(field: BiographicField, probes: readonly string[], gallery: readonly string[]): Comparison {
  let best: Comparison | undefined;
  for (const probeValue of probes) {
    for (const galleryValue of gallery) {
      const rawScore = likeness(field, probeValue, galleryValue);
      if (best !== undefined && best.rawScore >= rawScore) continue;
      best = { field, probeValue, galleryValue, rawScore, confidence: confidenceOf(rawScore) };
    }
  }
  const nothing = { field, probeValue: probes[0], galleryValue: gallery[0], rawScore: 0 };
  return best ?? { ...nothing, confidence: 'NOT_APPLICABLE' };
}

/** The level of a score from 0 to 1. */
export function confidenceOf(rawScore: number): Confidence {
  if (rawScore >= HIGH_FROM) return 'HIGH';
  return rawScore >= MEDIUM_FROM ? 'MEDIUM' : 'LOW';
}

/** Whether a level is at least another one. */
export function reaches(confidence: Confidence, threshold: Confidence): boolean {
  return LEVELS.indexOf(confidence) >= LEVELS.indexOf(threshold);
}

/** How alike two values of a field are, 0 to 1. */
function likeness(field: BiographicField, a: string, b: string): number {
  if (field === 'birth_date') return rounded(share(levenshtein.compare(digits(a), digits(b))));
  const [left, right] = [wordsOf(a), wordsOf(b)];
  if (left.length === 0 || right.length === 0) return 0;
  const whole = share(jaroWinkler.compare(left.join(' '), right.join(' ')));
  const aligned = (alignment(left, right) + alignment(right, left)) / 2;
  // A name with one more word is still that name, so order and surplus cost less than a wrong word.
  return rounded(field === 'address' ? aligned : Math.max(aligned, whole > HIGH_FROM ? whole : 0));
}

/** How well each word finds a partner, on average. */
function alignment(words: readonly string[], others: readonly string[]): number {
  const left = [...others];
  let sum = 0;
  for (const word of words) {
    let [best, at] = [0, -1];
    for (const [index, other] of left.entries()) {
      const score = /\d/.test(word + other) ? Number(word === other) : share(jaroWinkler.compare(word, other));
      if (score > best) [best, at] = [score, index];
    }
    if (best < WORD_FROM) continue;
    sum += best;
    left.splice(at, 1);
  }
  return sum / words.length;
}

/** Words without accents, punctuation, letter case or different spellings of the same thing. */
function wordsOf(text: string): string[] {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const words = plain.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.map((word) => SYNONYMS[word] ?? word).filter((word) => word !== '');
}

function digits(text: string): string {
  return text.replace(/\D/g, '');
}

function share(value: number): number {
  return Math.min(1, Math.max(0, value));
}

function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
