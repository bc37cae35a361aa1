/** What Mitek found about a person: invented, but the same for the same name, and the demo people's own. */
import { createHash } from 'node:crypto';
import { SEED_PEOPLE } from '../directory/people.js';
import { paintJpeg } from '../pictures/easel.js';
import { faceOf, paintFace } from '../pictures/face.js';
import type { JourneyRecord, StepName, StepRecord } from './model.js';

const PICTURE = { width: 120, height: 150 };

export interface Findings {
  /** Over all, 0 to 1. */
  readonly score: number;
  readonly scores: { readonly [check: string]: number };
  /** Values by the names that the profile gives to the fields of a document. */
  readonly document: { readonly [field: string]: unknown } | null;
}

/** What there is so far. Scores of steps that were not done are missing. */
export function findingsOf(journey: JourneyRecord): Findings {
  const scores: { [check: string]: number } = {};
  const digest = createHash('sha256').update(journey.name.toLowerCase()).digest();
  const score = (isGood: boolean, index: number) => {
    const part = (digest[index] ?? 0) / 255;
    return Math.round((isGood ? 0.9 + part * 0.09 : 0.05 + part * 0.3) * 1_000) / 1_000;
  };
  const isVerdictBad = journey.result !== null && journey.result !== 'PASS';
  const isGood = (step: StepRecord) => step.outcome === 'pass' && !isVerdictBad;
  const [selfie, documents] = [done(journey, 'selfie'), done(journey, 'documents')];
  if (selfie !== undefined) scores.liveness = score(isGood(selfie), 0);
  if (documents !== undefined) scores.documentAuthenticity = score(isGood(documents), 1);
  if (selfie !== undefined && documents !== undefined) {
    scores.faceMatch = score(isGood(selfie) && isGood(documents), 2);
  }
  const values = Object.values(scores);
  return {
    score: values.length === 0 ? (isVerdictBad ? 0.1 : 0.95) : Math.min(...values),
    scores,
    document: documents === undefined ? null : documentOf(journey, documents, digest),
  };
}

/** A face for a name, as a data URI. */
export async function pictureOf(name: string): Promise<string> {
  const jpeg = await paintJpeg(PICTURE, (pen) =>
    paintFace(pen, { x: 0, y: 0, ...PICTURE }, faceOf({ name, gender: undefined }), { kind: 'selfie', hue: 210 }),
  );
  return `data:image/jpeg;base64,${jpeg.toString('base64')}`;
}

function done({ progress }: JourneyRecord, name: StepName): StepRecord | undefined {
  return progress.find((step) => step.name === name && step.outcome !== null);
}

function documentOf(journey: JourneyRecord, step: StepRecord, digest: Buffer): Findings['document'] {
  const words = journey.name.trim().split(/\s+/);
  const [firstName, lastName] = [words[0], words.at(-1)];
  const seeded = SEED_PEOPLE.find(({ profile: { name } }) => name?.given === firstName && name?.family === lastName);
  const { address } = seeded?.profile ?? {};
  const number = String(digest.readUInt32BE(4)).padStart(10, '0').slice(0, 9);
  const country = address?.countryCode ?? 'GB';
  return {
    type: step.shown[0],
    score: step.outcome === 'pass' ? 0.97 : 0.12,
    manual: journey.status === 'CONFIRMATION' || journey.reviewedBy !== null,
    errors: step.outcome === 'fraud' ? ['DOCUMENT_FORGED'] : step.outcome === 'fail' ? ['IMAGE_NOT_READABLE'] : [],
    firstName,
    lastName,
    fullName: journey.name,
    documentNumber: seeded?.document.idNumber ?? `M${number}`,
    personalNumber: number,
    birthDate: seeded?.document.birthDate ?? inventedDate(digest, 1955, 45),
    placeOfBirth: address?.locality ?? 'Leeds',
    issueDate: seeded?.document.issueDate ?? '2021-03-15',
    expirationDate: seeded?.document.expirationDate ?? '2031-03-14',
    issuer: country,
    country,
    nationality: country,
    gender: seeded?.document.gender ?? ((digest[9] ?? 0) % 2 === 0 ? 'F' : 'M'),
    address:
      address === undefined
        ? '1 Sample Street, Leeds'
        : [address.streetAddress, address.locality, address.postalCode].filter(Boolean).join(', '),
  };
}

function inventedDate(digest: Buffer, fromYear: number, years: number): string {
  const [year, month, day] = [
    fromYear + ((digest[6] ?? 0) % years),
    1 + ((digest[7] ?? 0) % 12),
    1 + ((digest[8] ?? 0) % 28),
  ];
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
