// What Mitek found in a journey: the personal part of a callback, in our words. Anything can be missing or of another shape.
import { calendarDay, filledText, finiteNumber, openList } from '../pingone/values.js';
import { firstAt } from './pointers.js';
import type { DocumentType, MitekProfile } from './profile.js';

/** What Mitek found on one document. */
export interface FoundDocument {
  readonly type: DocumentType | 'UNKNOWN';
  readonly typeRaw: string | null;
  readonly score: number | null;
  readonly manuallyReviewed: boolean | null;
  readonly errors: readonly string[];
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly fullName: string | null;
  readonly documentNumber: string | null;
  readonly personalNumber: string | null;
  readonly birthDate: string | null;
  readonly placeOfBirth: string | null;
  readonly issueDate: string | null;
  readonly expirationDate: string | null;
  readonly issuer: string | null;
  readonly country: string | null;
  readonly nationality: string | null;
  readonly gender: string | null;
  readonly address: string | null;
}

/** The part of what Mitek found that is personal. */
export interface Findings {
  readonly name: string | null;
  /** Data URI. */
  readonly picture: string | null;
  readonly documents: readonly FoundDocument[];
}

const MAX_DOCUMENTS = 20;
const MAX_ERRORS = 20;
const MAX_TEXT = 500;
/** Beginnings of JPEG and PNG pictures in Base64. */
const PICTURES = [
  { begin: '/9j/', type: 'image/jpeg' },
  { begin: 'iVBORw0KGgo', type: 'image/png' },
];

/** @param body of a callback, or of a status that was read */
export function toFindings(profile: MitekProfile, body: unknown): Findings {
  const { pointers } = profile.callback;
  return {
    name: short(firstAt(body, pointers.name)),
    picture: toPicture(firstAt(body, pointers.picture)),
    documents: openList(firstAt(body, pointers.documents))
      .slice(0, MAX_DOCUMENTS)
      .map((document) => toDocument(profile, document)),
  };
}

function toDocument(profile: MitekProfile, document: unknown): FoundDocument {
  const places = profile.callback.document;
  const textAt = (pointers: readonly string[]) => short(firstAt(document, pointers));
  const dayAt = (pointers: readonly string[]) => toDay(firstAt(document, pointers));
  const typeRaw = textAt(places.type);
  const manual = firstAt(document, places.manual);
  return {
    type: toType(profile, typeRaw),
    typeRaw,
    score: finiteNumber(firstAt(document, places.score)),
    manuallyReviewed: typeof manual === 'boolean' ? manual : null,
    errors: openList(firstAt(document, places.errors))
      .flatMap((error) => short(error) ?? [])
      .slice(0, MAX_ERRORS),
    firstName: textAt(places.firstName),
    lastName: textAt(places.lastName),
    fullName: textAt(places.fullName),
    documentNumber: textAt(places.documentNumber),
    personalNumber: textAt(places.personalNumber),
    birthDate: dayAt(places.birthDate),
    placeOfBirth: textAt(places.placeOfBirth),
    issueDate: dayAt(places.issueDate),
    expirationDate: dayAt(places.expirationDate),
    issuer: textAt(places.issuer),
    country: textAt(places.country),
    nationality: textAt(places.nationality),
    gender: textAt(places.gender),
    address: textAt(places.address),
  };
}

function toType({ documentTypes }: MitekProfile, raw: string | null): DocumentType | 'UNKNOWN' {
  const word = raw?.toLowerCase();
  const types = ['DRIVING_LICENCE', 'PASSPORT', 'NATIONAL_ID'] as const;
  return types.find((type) => documentTypes[type].toLowerCase() === word) ?? 'UNKNOWN';
}

/** A whole day, whether its time of day is told or not. */
function toDay(value: unknown): string | null {
  return typeof value === 'string' ? calendarDay(value.replace(/T.*$/, '')) : null;
}

function toPicture(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const base64 = value.replace(/^data:[\w/+.-]*;base64,/, '');
  const picture = PICTURES.find(({ begin }) => base64.startsWith(begin));
  return picture && /^[A-Za-z0-9+/]+={0,2}$/.test(base64) ? `data:${picture.type};base64,${base64}` : null;
}

function short(value: unknown): string | null {
  return filledText(value)?.slice(0, MAX_TEXT) ?? null;
}
