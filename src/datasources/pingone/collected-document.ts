// A piece of evidence handed in through the API: in the gateway's own words, read from PingOne's, and a new one written in PingOne's.
import { known, type OpenSet, openSet } from './open-set.js';
import { base64Of } from './recording.js';
import { filledText, instant } from './values.js';
import type { WireDocument, WireNewDocument } from './wire.js';

/** Kinds with a name here; upstream spells them with blanks. */
export type KnownCollectedDocumentType =
  | 'DRIVER_LICENSE_FRONT'
  | 'DRIVER_LICENSE_BACK'
  | 'DRIVER_LICENSE_CODE'
  | 'PASSPORT_FRONT'
  | 'PASSPORT_CARD_FRONT'
  | 'PASSPORT_CARD_BACK'
  | 'SELFIE'
  | 'PHONE'
  | 'EMAIL'
  | 'VOICE_SAMPLE'
  | 'VOICE_INPUT';
export type CollectedDocumentType = KnownCollectedDocumentType | 'UNKNOWN';
type Status = 'REQUIRED' | 'OPTIONAL' | 'COLLECTED' | 'PROCESSED' | 'SKIPPED' | 'UNKNOWN';

export interface CollectedDocument {
  readonly id: string;
  readonly environmentId: string;
  readonly userId: string;
  readonly transactionId: string;
  readonly type: CollectedDocumentType;
  readonly typeRaw: string | null;
  /** Place among several voice samples, from 1; null for any other kind, and where upstream numbers none. */
  readonly voiceSampleIndex: number | null;
  /** Base64 or text, as it was handed in. */
  readonly value: string | null;
  readonly status: Status;
  readonly statusRaw: string | null;
  readonly source: {
    readonly provider: 'AUTHENTICATED_CLIENT' | 'UNKNOWN';
    readonly providerRaw: string | null;
  } | null;
  readonly createdAt: Date | null;
  readonly updatedAt: Date | null;
}

/** What a new document is. */
export interface DocumentKind {
  readonly type: KnownCollectedDocumentType;
  /** From 1; counts for VOICE_SAMPLE only. */
  readonly voiceSampleIndex?: number | null | undefined;
}

export interface NewDocument extends DocumentKind {
  /** Base64, with or without the prefix of a data URI, or text: see `documentForm`. */
  readonly value: string;
}

/** What a document's content is made of. Whether a licence's code travels as a picture or as the text read off it is not documented: both are taken. */
export type DocumentForm = 'PICTURE' | 'PICTURE_OR_TEXT' | 'SOUND' | 'TEXT';

const kinds: Readonly<Record<KnownCollectedDocumentType, { readonly wire: string; readonly form: DocumentForm }>> = {
  DRIVER_LICENSE_FRONT: { wire: 'Driver License Front', form: 'PICTURE' },
  DRIVER_LICENSE_BACK: { wire: 'Driver License Back', form: 'PICTURE' },
  DRIVER_LICENSE_CODE: { wire: 'Driver License Code', form: 'PICTURE_OR_TEXT' },
  PASSPORT_FRONT: { wire: 'Passport Front', form: 'PICTURE' },
  PASSPORT_CARD_FRONT: { wire: 'Passport Card Front', form: 'PICTURE' },
  PASSPORT_CARD_BACK: { wire: 'Passport Card Back', form: 'PICTURE' },
  SELFIE: { wire: 'Selfie', form: 'PICTURE' },
  PHONE: { wire: 'Phone', form: 'TEXT' },
  EMAIL: { wire: 'Email', form: 'TEXT' },
  VOICE_SAMPLE: { wire: 'Voice Sample', form: 'SOUND' },
  VOICE_INPUT: { wire: 'Voice Input', form: 'SOUND' },
};
const NUMBERED_VOICE_SAMPLE = /^(Voice Sample) ?([1-9]\d{0,3})$/;

const types: OpenSet<KnownCollectedDocumentType> = Object.fromEntries(
  typedKeys(kinds).map((type) => [kinds[type].wire, type]),
);
const statuses = openSet('REQUIRED', 'OPTIONAL', 'COLLECTED', 'PROCESSED', 'SKIPPED');
const providers = openSet('AUTHENTICATED_CLIENT');

/** The kind of that name in our words; null when there is none. */
export function documentTypeOf(name: string): KnownCollectedDocumentType | null {
  return typedKeys(kinds).find((type) => type === name) ?? null;
}

/** What the content of a kind is made of. */
export function documentForm(type: KnownCollectedDocumentType): DocumentForm {
  return kinds[type].form;
}

/** The document in our words. @param place where it was asked for, as upstream need not repeat it. */
export function toCollectedDocument(
  wire: WireDocument,
  place: { readonly environmentId: string; readonly userId: string; readonly transactionId: string },
): CollectedDocument {
  const { environmentId, userId, transactionId } = place;
  const typeRaw = filledText(wire.type);
  const [, name, index] = NUMBERED_VOICE_SAMPLE.exec(typeRaw ?? '') ?? [];
  const statusRaw = filledText(wire.status);
  const providerRaw = filledText(wire.source?.provider);
  return {
    id: wire.id,
    environmentId: wire.environment?.id ?? environmentId,
    userId,
    transactionId,
    type: known(types, name ?? typeRaw) ?? 'UNKNOWN',
    typeRaw,
    voiceSampleIndex: index === undefined ? null : Number(index),
    value: wire.value ?? null,
    status: known(statuses, statusRaw) ?? 'UNKNOWN',
    statusRaw,
    source: wire.source ? { provider: known(providers, providerRaw) ?? 'UNKNOWN', providerRaw } : null,
    createdAt: instant(wire.createdAt),
    updatedAt: instant(wire.updatedAt),
  };
}

/** Upstream's name of a kind, such as `Voice Sample 2`. */
export function toWireDocumentType({ type, voiceSampleIndex }: DocumentKind): string {
  const { wire } = kinds[type];
  return type === 'VOICE_SAMPLE' && typeof voiceSampleIndex === 'number' ? `${wire} ${voiceSampleIndex}` : wire;
}

/** The document as it travels. */
export function toWireNewDocument(document: NewDocument): WireNewDocument {
  const { value } = document;
  return {
    type: toWireDocumentType(document),
    value: documentForm(document.type) === 'TEXT' ? value : base64Of(value),
  };
}

function typedKeys<Key extends string>(record: Readonly<Record<Key, unknown>>): readonly Key[] {
  return Object.keys(record) as Key[];
}
