/** Which pieces of evidence a decided transaction leaves, and what is in each; their life ends with the purge. */
import { randomUUID } from 'node:crypto';
import type { Sandbox } from '../sandbox.js';
import type { DocumentRecord, EvidenceRecord, PolicyRecord, TransactionRecord } from '../state/state.js';
import { drawnPicture, isDrawn } from './drawings.js';
import { barcodeText, readDocument } from './identity-document.js';

const PICTURES_OF_DOCUMENT = ['FRONT_IMAGE', 'CROPPED_DOCUMENT'] as const;
const READ_FROM_DOCUMENT = ['GOVERNMENT_ID', 'CROPPED_PORTRAIT', 'CROPPED_SIGNATURE'] as const;
const TYPES_OF_DOCUMENTS: readonly (readonly [prefix: string, type: string])[] = [
  ['Driver License Front', 'FRONT_IMAGE'],
  ['Passport Front', 'FRONT_IMAGE'],
  ['Passport Card Front', 'FRONT_IMAGE'],
  ['Identification Card Front', 'FRONT_IMAGE'],
  ['Identification Card Back', 'BACK_IMAGE'],
  ['Driver License Back', 'BACK_IMAGE'],
  ['Passport Card Back', 'BACK_IMAGE'],
  ['Driver License Code', 'BARCODE'],
  ['Selfie', 'SELFIE'],
  ['Voice Sample', 'VOICE_SAMPLE'],
  ['Voice Input', 'VOICE_INPUT'],
  ['Email', 'EMAIL'],
  ['Phone', 'PHONE'],
];

/** The type that a collected piece of data has as evidence. */
export function evidenceTypeOf({ type }: DocumentRecord): string | undefined {
  return TYPES_OF_DOCUMENTS.find(([prefix]) => type.startsWith(prefix))?.[1];
}

/** The evidence of a transaction that was just decided: what was refused before, and what was decided on. */
export function collectEvidence(
  sandbox: Sandbox,
  transaction: TransactionRecord,
  policy: PolicyRecord | undefined,
): EvidenceRecord[] {
  const createdAt = sandbox.clock.timestamp();
  const evidence: EvidenceRecord[] = [];
  const add = (type: string, attempt: number, isKept?: boolean) => {
    const record = { id: randomUUID(), type, attempt, createdAt, ...(isKept === true ? { isKept } : {}) };
    evidence.push(record);
    return record;
  };
  const attempts = { document: 1, selfie: 1 };
  for (const { step } of transaction.failedTries) {
    const refused = step === 'selfie' ? ['SELFIE'] : PICTURES_OF_DOCUMENT;
    for (const type of refused) add(type, attempts[step]);
    attempts[step] += 1;
  }
  add('END_USER_CLIENT', 1);
  for (const type of lastTypes(transaction, policy)) {
    const given = transaction.documents.filter((document) => evidenceTypeOf(document) === type && isHandedIn(document));
    const attempt = type === 'SELFIE' ? attempts.selfie : isOfDocument(type) ? attempts.document : 1;
    if (given.length === 0) add(type, attempt);
    for (const document of given) sandbox.vault.copy(document.id, add(type, attempt, true).id);
  }
  return evidence;
}

/** The content of one piece of evidence. Pictures that nobody handed in are drawn, the same each time. */
export async function evidenceData(
  sandbox: Sandbox,
  transaction: TransactionRecord,
  record: EvidenceRecord,
): Promise<object> {
  const { type } = record;
  if (record.data !== undefined) return record.data;
  const kept = record.isKept === true ? (sandbox.vault.get(record.id) ?? '') : undefined;
  const user = sandbox.state.users.get(transaction.userId);
  if (type === 'GOVERNMENT_ID') return readDocument(user, transaction);
  if (type === 'BARCODE') {
    return { BARCODE: kept ?? barcodeText(readDocument(user, transaction)), FORMAT: 'PDF417' };
  }
  if (type === 'END_USER_CLIENT') return { sources: transaction.clients };
  if (type === 'EMAIL' || type === 'PHONE') return { [type]: kept ?? contactOf(transaction, type) };
  if (type === 'VOICE_SAMPLE' || type === 'VOICE_INPUT') return { VOICE: kept ?? '' };
  if (kept !== undefined) return { IMAGE: kept, FORMAT: formatOf(kept) };
  return isDrawn(type) ? { IMAGE: await drawnPicture(user, transaction, type), FORMAT: 'JPEG' } : {};
}

/** Deletes evidence with what the vault keeps of it. @returns whether there was any */
export function dropEvidence(
  sandbox: Sandbox,
  transaction: TransactionRecord,
  isDropped: (record: EvidenceRecord) => boolean,
): boolean {
  const dropped = transaction.evidence.filter(isDropped);
  for (const { id } of dropped) sandbox.vault.remove(id);
  transaction.evidence = transaction.evidence.filter((record) => !dropped.includes(record));
  if (dropped.length > 0) sandbox.store.changed();
  return dropped.length > 0;
}

/** The number of the latest attempt at a type. */
export function latestAttempt({ evidence }: TransactionRecord, type: string): number {
  const attempts = evidence
    .filter((record) => record.type === type && record.isCopy !== true)
    .map((record) => record.attempt);
  return Math.max(1, ...attempts);
}

function lastTypes(transaction: TransactionRecord, policy: PolicyRecord | undefined): string[] {
  const { steps, documents, flaws, documentKind } = transaction;
  const isDone = (name: string) =>
    steps.some((step) => step.name === name && (step.outcome === 'pass' || step.outcome === 'fail'));
  const types = new Set<string>();
  if (isDone('document')) {
    for (const type of PICTURES_OF_DOCUMENT) types.add(type);
    const isRead = !flaws.includes('UNREADABLE') && !flaws.includes('UNSUPPORTED');
    if (isRead && policy?.transaction.dataCollectionOnly !== true) {
      for (const type of READ_FROM_DOCUMENT) types.add(type);
      if (documentKind === 'driver_license') types.add('BARCODE');
    }
    if (documentKind !== 'passport') types.add('BACK_IMAGE');
  }
  if (isDone('selfie')) types.add('SELFIE');
  if (isDone('email')) types.add('EMAIL');
  if (isDone('phone')) types.add('PHONE');
  for (const document of documents) {
    const type = evidenceTypeOf(document);
    if (type !== undefined) types.add(type);
  }
  return [...types];
}

function isHandedIn({ source }: DocumentRecord): boolean {
  return source === 'AUTHENTICATED_CLIENT';
}

function isOfDocument(type: string): boolean {
  const types: readonly string[] = [...PICTURES_OF_DOCUMENT, ...READ_FROM_DOCUMENT, 'BACK_IMAGE', 'BARCODE'];
  return types.includes(type);
}

function contactOf({ otps }: TransactionRecord, type: 'EMAIL' | 'PHONE'): string {
  return otps[type === 'EMAIL' ? 'email' : 'phone']?.address ?? '';
}

function formatOf(picture: string): 'PNG' | 'JPEG' {
  return picture.startsWith('iVBOR') ? 'PNG' : 'JPEG';
}
