// What a callback of Mitek, or a status that was read, says of a journey, in our words. What it means is decided in verifications/.
import { filledText, finiteNumber, openObject, upstreamWord } from '../pingone/values.js';
import { type Findings, toFindings } from './findings.js';
import { firstAt } from './pointers.js';
import { type JourneyResult, type JourneyStatus, type MitekProfile, resultOf, statusOf } from './profile.js';

/** What Mitek says of a journey now. */
export interface JourneyNews {
  readonly reference: string | null;
  readonly rawStatus: string | null;
  readonly rawResult: string | null;
  readonly status: JourneyStatus;
  /** Null while there is none. */
  readonly result: JourneyResult | null;
  /** Whether it names someone who looked at it. */
  readonly reviewed: boolean;
  /** Whether a document waits for people, or was looked at by them. */
  readonly manual: boolean;
  readonly requestId: string | null;
  readonly score: number | null;
  readonly confirmed: boolean | null;
  readonly scores: readonly { readonly name: string; readonly value: number }[];
  /** Null: it says nothing of what was found. */
  readonly findings: Findings | null;
}

const MAX_WORD = 64;
const MAX_SCORES = 50;
const REQUEST_ID = /^[\w-]{1,128}$/;

export function toNews(profile: MitekProfile, body: unknown): JourneyNews {
  const { pointers, reviewed } = profile.callback;
  const rawStatus = word(firstAt(body, pointers.status));
  const rawResult = word(firstAt(body, pointers.result));
  const findings = toFindings(profile, body);
  const hasResults = firstAt(body, pointers.results) !== undefined;
  const confirmed = firstAt(body, pointers.confirmed);
  const requestId = firstAt(body, pointers.requestId);
  const reference = firstAt(body, pointers.reference);
  return {
    reference: typeof reference === 'string' && !reference.includes('\0') ? reference : null,
    rawStatus,
    rawResult,
    status: statusOf(profile, rawStatus),
    result: resultOf(profile, rawResult),
    reviewed: isNamed(firstAt(body, reviewed)),
    manual: findings.documents.some(({ manuallyReviewed }) => manuallyReviewed === true),
    requestId: typeof requestId === 'string' && REQUEST_ID.test(requestId) ? requestId : null,
    score: finiteNumber(firstAt(body, pointers.score)),
    confirmed: typeof confirmed === 'boolean' ? confirmed : null,
    scores: toScores(firstAt(body, pointers.scores)),
    findings: hasResults ? findings : null,
  };
}

function word(value: unknown): string | null {
  const text = filledText(value);
  return text === null ? null : upstreamWord(text.slice(0, MAX_WORD));
}

function isNamed(value: unknown): boolean {
  return value === true || filledText(value) !== null || Object.keys(openObject(value)).length > 0;
}

function toScores(value: unknown): JourneyNews['scores'] {
  return Object.entries(openObject(value))
    .flatMap(([name, score]) => {
      const number = finiteNumber(score);
      return /^[\w.:-]{1,64}$/.test(name) && number !== null ? [{ name, value: number }] : [];
    })
    .slice(0, MAX_SCORES);
}
