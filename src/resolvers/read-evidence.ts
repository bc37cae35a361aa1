// Verified data and metadata of a transaction: as few upstream calls as the question allows, everything marked with its owner.
import type { GraphQLResolveInfo } from 'graphql';
import { ownedBy } from '../auth/ownership.js';
import type { KnownVerifiedDataType, VerifiedData } from '../datasources/pingone/verified-data.js';
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

/** Upstream sends content only for types that are named, and names them all only in a list without content. */
export async function readVerifiedData(
  context: Context,
  { id, userId }: VerificationRecord,
  { types, attempt }: VerifiedDataQuestion,
  info: GraphQLResolveInfo,
): Promise<readonly VerifiedData[] | null> {
  if (userId === null) return null;
  const { verifiedData } = context.loaders;
  const key = { userId, transactionId: id };
  const wanted = (item: VerifiedData) => types === null || types.includes(item.type);
  const named = types?.filter(isKnown) ?? null;
  if (named !== null && named.length === types?.length) {
    return ownedBy(userId, named.length === 0 ? [] : await verifiedData.load({ key, types: named, attempt }));
  }
  const listed = (await verifiedData.load({ key, types: null, attempt })).filter(wanted);
  const known = [...new Set(listed.map(({ type }) => type))].filter(isKnown);
  if (known.length === 0 || !asksFor(info, CONTENT)) return ownedBy(userId, listed);
  const content = await verifiedData.load({ key, types: known, attempt });
  return ownedBy(userId, [...content, ...listed.filter(({ type }) => type === 'UNKNOWN')]);
}

export interface MetadataQuestion {
  readonly types: readonly MetadataType[] | null;
  readonly includePreviousAttempts: boolean;
}

/** Upstream has no filter by type, so it is applied here. */
export async function readMetadata(
  context: Context,
  { id, userId }: VerificationRecord,
  { types, includePreviousAttempts }: MetadataQuestion,
): Promise<readonly VerificationMetadata[] | null> {
  if (userId === null) return null;
  const found = await context.loaders.metadata.load({ userId, transactionId: id });
  if (!found) return [];
  const items = includePreviousAttempts ? [...found.latest, ...found.previousAttempts] : found.latest;
  return ownedBy(
    userId,
    items.filter(({ type }) => types === null || types.includes(type)),
  );
}

function isKnown(type: VerifiedDataType): type is KnownVerifiedDataType {
  return type !== 'UNKNOWN';
}
