// PingOne Verify transactions, their results, and policies: one method per upstream call.
import type { UpstreamClient } from '../http/client.js';
import { path, type UpstreamPath } from '../http/path.js';
import { eq } from './scim.js';
import {
  WireMetadataList,
  type WireNewTransaction,
  WireTransaction,
  WireTransactionList,
  type WireVerifiedData,
  WireVerifiedDataList,
  WireVerifyPolicy,
  WireVerifyPolicyList,
} from './wire.js';

/** A transaction is only ever addressed through its user. */
export interface TransactionKey {
  readonly userId: string;
  readonly transactionId: string;
}

/** Which attempts `verifiedData` should hold. */
export type WireAttempt = 'ALL' | 'LATEST' | '1' | '2' | '3' | '4';

/** https://developer.pingidentity.com/pingone-api/verify/verify-transactions.html and its neighbours. */
export class VerifyApi {
  readonly #http: UpstreamClient;
  readonly #environment: UpstreamPath;

  constructor(http: UpstreamClient, environmentId: string) {
    this.#http = http;
    this.#environment = path`/v1/environments/${environmentId}`;
  }

  /**
   * Start one. Upstream knows no idempotency key: sent once, and after an error with `mayHaveTakenEffect` it may exist all the same.
   *
   * @throws UpstreamError `rejected` with details when upstream objects to the body, `not-found` when there is no such user.
   */
  createTransaction(userId: string, body: WireNewTransaction, signal?: AbortSignal): Promise<WireTransaction> {
    return this.#http.post(this.#transactions(userId), body, WireTransaction, { signal });
  }

  /**
   * Read one.
   *
   * @param options.fresh true after a callback: the answer then shows at least the state of now, at the price of a call of its own.
   * @throws UpstreamError `not-found` when the user or the transaction does not exist.
   */
  readTransaction(
    key: TransactionKey,
    signal?: AbortSignal,
    options: { readonly fresh?: boolean } = {},
  ): Promise<WireTransaction> {
    return this.#http.get(this.#transaction(key), WireTransaction, { signal, fresh: options.fresh });
  }

  /** Those of a user, in upstream's order (newest first, by observation only). @param limit how many of the latest; default all. */
  listTransactions(userId: string, limit?: number, signal?: AbortSignal): Promise<WireTransaction[]> {
    return this.#http.get(this.#transactions(userId), WireTransactionList, { signal, query: { limit } });
  }

  /** Approve by hand. Upstream allows it from FAIL and IN_PROGRESS only. @throws UpstreamError `rejected` from any other status. */
  approveTransaction(
    key: TransactionKey,
    status: 'APPROVED_MANUALLY' | 'APPROVED_NO_REQUEST',
    signal?: AbortSignal,
  ): Promise<WireTransaction> {
    return this.#http.put(this.#transaction(key), { transactionStatus: { status } }, WireTransaction, { signal });
  }

  /** Delete with all its data. @throws UpstreamError `not-found` also when an earlier try of the same call had deleted it. */
  deleteTransaction(key: TransactionKey, signal?: AbortSignal): Promise<void> {
    return this.#http.delete(this.#transaction(key), { signal });
  }

  /** Verified data. Without `types` only ids and types come back, as upstream sends content only for types that are named. */
  listVerifiedData(
    key: TransactionKey,
    selection: { readonly types?: readonly string[] | undefined; readonly attempt?: WireAttempt | undefined } = {},
    signal?: AbortSignal,
  ): Promise<WireVerifiedData[]> {
    const { types, attempt } = selection;
    return this.#http.get(path`${this.#transaction(key)}/verifiedData`, WireVerifiedDataList, {
      signal,
      query: { type: types?.join(','), attempt },
    });
  }

  /** What each check measured. Upstream has no filter by type. */
  listMetadata(key: TransactionKey, signal?: AbortSignal): Promise<WireMetadataList> {
    return this.#http.get(path`${this.#transaction(key)}/metaData`, WireMetadataList, { signal });
  }

  /** Read a policy. @throws UpstreamError `not-found` when there is none. */
  readPolicy(policyId: string, signal?: AbortSignal): Promise<WireVerifyPolicy> {
    return this.#http.get(path`${this.#environment}/verifyPolicies/${policyId}`, WireVerifyPolicy, { signal });
  }

  /** Policies of the environment. @param filter.name exact name, letter case aside. */
  listPolicies(filter: { readonly name?: string | undefined } = {}, signal?: AbortSignal): Promise<WireVerifyPolicy[]> {
    const { name } = filter;
    return this.#http.get(path`${this.#environment}/verifyPolicies`, WireVerifyPolicyList, {
      signal,
      query: { filter: name === undefined ? undefined : eq('name', name) },
    });
  }

  #transactions(userId: string): UpstreamPath {
    return path`${this.#environment}/users/${userId}/verifyTransactions`;
  }

  #transaction({ userId, transactionId }: TransactionKey): UpstreamPath {
    return path`${this.#transactions(userId)}/${transactionId}`;
  }
}
