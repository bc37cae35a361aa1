// Documents, verified data and metadata of a transaction: as few upstream calls as the question allows, everything marked with its owner.
import type { GraphQLResolveInfo } from 'graphql';
import { ownedBy } from '../auth/ownership.js';
import type { CollectedDocument } from '../datasources/pingone/collected-document.js';
import type { KnownVerifiedDataType, VerifiedData } from '../datasources/pingone/verified-data.js';
import type { CollectedDocumentType } from '../schema/collected-document.js';
import type { MetadataType, VerificationMetadata } from '../schema/metadata.js';
import type { VerifiedDataAttempt, VerifiedDataType } from '../schema/verified-data.js';
import type { VerificationRecord } from '../store/records.js';
import type { Context } from './context.js';
import { asksFor } from './selection.js';

/** Fields of VerifiedData that need more than its id and type. */
const CONTENT = ['image', 'governmentId', 'barcode', 'voice', 'endUserClient', 'attempt', 'createdAt'];

export interface VerifiedDataQuestion {
  /** Null: all. */
  readonly types: readonly VerifiedDataType[] | null;
  readonly attempt: VerifiedDataAttempt;
}

/**
 * Upstream sends content only for types that are named, and names them all only in a list without content.
 * @param info of the field that is answered; null: content is wanted
 */
export async function readVerifiedData(
  context: Context,
  record: VerificationRecord,
  { types, attempt }: VerifiedDataQuestion,
  info: GraphQLResolveInfo | null,
): Promise<readonly VerifiedData[] | null> {
  const { id, userId } = record;
  if (userId === null) return null;
  if (isErased(record)) return [];
  const { verifiedData } = context.loaders;
  const key = { userId, transactionId: id };
  const wanted = (item: VerifiedData) => types === null || types.includes(item.type);
  const named = types?.filter(isKnown) ?? null;
  if (named !== null && named.length === types?.length) {
    return evidence(record, named.length === 0 ? [] : await verifiedData.load({ key, types: named, attempt }));
  }
  const listed = (await verifiedData.load({ key, types: null, attempt })).filter(wanted);
  const known = [...new Set(listed.map(({ type }) => type))].filter(isKnown);
  if (known.length === 0 || (info !== null && !asksFor(info, CONTENT))) return evidence(record, listed);
  const content = await verifiedData.load({ key, types: known, attempt });
  return evidence(record, [...content, ...listed.filter(({ type }) => type === 'UNKNOWN')]);
}

export interface MetadataQuestion {
  readonly types: readonly MetadataType[] | null;
  readonly includePreviousAttempts: boolean;
}

/** Upstream has no filter by type, so it is applied here. */
export async function readMetadata(
  context: Context,
  record: VerificationRecord,
  { types, includePreviousAttempts }: MetadataQuestion,
): Promise<readonly VerificationMetadata[] | null> {
  const { id, userId } = record;
  if (userId === null) return null;
  if (isErased(record)) return [];
  const found = await context.loaders.metadata.load({ userId, transactionId: id });
  if (!found) return [];
  const items = includePreviousAttempts ? [...found.latest, ...found.previousAttempts] : found.latest;
  return evidence(
    record,
    items.filter(({ type }) => types === null || types.includes(type)),
  );
}

/** Data of one type, last attempt; null if there is none. Asked for together, several types share one upstream call. */
export async function readLatest(
  context: Context,
  record: VerificationRecord,
  type: KnownVerifiedDataType,
): Promise<VerifiedData | null> {
  const { id, userId } = record;
  if (userId === null || isErased(record)) return null;
  const key = { userId, transactionId: id };
  const [item] = await context.loaders.verifiedData.load({ key, types: [type], attempt: 'LATEST' });
  return item ? evidence(record, item) : null;
}

/** Evidence handed in so far; upstream has no filter by type, so it is applied here. @param types null: all */
export async function readDocuments(
  context: Context,
  record: VerificationRecord,
  types: readonly CollectedDocumentType[] | null,
): Promise<readonly CollectedDocument[] | null> {
  const { id, userId } = record;
  if (userId === null) return null;
  if (isErased(record)) return [];
  const found = await context.loaders.documents.load({ userId, transactionId: id });
  return evidence(
    record,
    found.filter(({ type }) => types === null || types.includes(type)),
  );
}

/** One piece of evidence that was handed in; null if there is none. */
export async function readDocument(
  context: Context,
  record: VerificationRecord,
  documentId: string,
): Promise<CollectedDocument | null> {
  const { id, userId } = record;
  if (userId === null || isErased(record)) return null;
  const found = await context.loaders.document.load({ key: { userId, transactionId: id }, documentId });
  return found && evidence(record, found);
}

/** Marks what belongs to a transaction, so that who may read it and who has read it are known. */
export function evidence<T extends object>({ id, userId }: VerificationRecord, value: T): T {
  return ownedBy(userId, value, { type: 'VerifyTransaction', id });
}

function isKnown(type: VerifiedDataType): type is KnownVerifiedDataType {
  return type !== 'UNKNOWN';
}

/** Nothing is shown of it, even where its source still has to be rid of it. */
function isErased({ redactedAt }: VerificationRecord): boolean {
  return redactedAt !== null;
}
