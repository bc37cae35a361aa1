// Pictures as they are fetched by their address: read at PingOne each time, and kept nowhere.
import { UpstreamError } from '../datasources/http/errors.js';
import type { KnownVerifiedDataType, VerifiedData, VerifiedDataAttempt } from '../datasources/pingone/verified-data.js';
import type { TransactionKey, VerifyApi } from '../datasources/pingone/verify.js';
import type { PicturePlace } from './picture-address.js';

export interface FetchedPicture {
  /** What it is by its first bytes. */
  readonly contentType: string;
  readonly content: Buffer;
}

type Source = Pick<VerifyApi, 'readPicture' | 'listVerifiedData'>;

/**
 * Reads the picture at a place.
 * @returns null when it is not there, or not any more
 * @throws UpstreamError for any other failure
 */
export async function fetchPicture(
  verify: Source,
  place: PicturePlace,
  signal: AbortSignal,
): Promise<FetchedPicture | null> {
  const { userId, transactionId, verifiedDataId, attempt } = place;
  const key = { userId, transactionId };
  const latest = await verify.readPicture(key, verifiedDataId, signal).catch(ifMissing(null));
  const isMeant = latest !== null && (attempt === null || latest.attempt === null || latest.attempt === attempt);
  return toPicture(isMeant ? latest : await findEarlier(verify, key, place, signal));
}

/** A picture of an earlier attempt, which upstream gives in a list only, and under an id that need not be its own. */
async function findEarlier(
  verify: Source,
  key: TransactionKey,
  { type, attempt, verifiedDataId }: PicturePlace,
  signal: AbortSignal,
): Promise<VerifiedData | null> {
  const selector = attempt === null ? undefined : ATTEMPTS[attempt];
  if (!isKnown(type) || selector === undefined) return null;
  const found = await verify.listVerifiedData(key, { types: [type], attempt: selector }, signal).catch(ifMissing([]));
  const ofType = found.filter((item) => item.type === type);
  return ofType.find(({ id }) => id === verifiedDataId) ?? (ofType.length === 1 ? (ofType[0] ?? null) : null);
}

const ATTEMPTS: Readonly<Record<number, VerifiedDataAttempt>> = {
  1: 'ATTEMPT_1',
  2: 'ATTEMPT_2',
  3: 'ATTEMPT_3',
  4: 'ATTEMPT_4',
};

function isKnown(type: PicturePlace['type']): type is KnownVerifiedDataType {
  return type !== 'UNKNOWN';
}

function toPicture(item: VerifiedData | null): FetchedPicture | null {
  const dataUri = item?.image?.dataUri ?? null;
  if (dataUri === null) return null;
  const [head = '', base64 = ''] = dataUri.split(',', 2);
  const contentType = head.slice('data:'.length, head.indexOf(';'));
  return { contentType, content: Buffer.from(base64, 'base64') };
}

function ifMissing<T>(nothing: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof UpstreamError && error.kind === 'not-found') return nothing;
    throw error;
  };
}
