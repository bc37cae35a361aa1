// PingOne Verify transactions, their results, and policies: one method per upstream call.
import type { UpstreamClient } from '../http/client.js';
import { path, type UpstreamPath } from '../http/path.js';
import { type MetadataAttempts, toMetadata } from './metadata.js';
import { toWireNewTransaction } from './new-transaction.js';
import { eq } from './scim.js';
import { type NewTransaction, type Transaction, toTransaction } from './transaction.js';
import {
  type KnownVerifiedDataType,
  toVerifiedData,
  toVerifiedDataOfAllAttempts,
  type VerifiedData,
  type VerifiedDataAttempt,
} from './verified-data.js';
import { type Policy, toPolicy } from './verify-policy.js';
import {
  WireMetadataList,
  WireTransaction,
  WireTransactionList,
  WireVerifiedDataList,
  WireVerifyPolicy,
  WireVerifyPolicyList,
} from './wire.js';

/** A transaction is only ever addressed through its user. */
export interface TransactionKey {
  readonly userId: string;
  readonly transactionId: string;
}

/** https://developer.pingidentity.com/pingone-api/verify/verify-transactions.html and its neighbours. */
export class VerifyApi {
  readonly #http: UpstreamClient;
  readonly #environmentId: string;
  readonly #environment: UpstreamPath;

  constructor(http: UpstreamClient, environmentId: string) {
    this.#http = http;
    this.#environmentId = environmentId;
    this.#environment = path`/v1/environments/${environmentId}`;
  }

  /**
   * Start one. Upstream knows no idempotency key: sent once, and after an error with `mayHaveTakenEffect` it may exist all the same.
   *
   * @throws UpstreamError `rejected` with details when upstream objects to the body, `not-found` when there is no such user.
   */
  async createTransaction(userId: string, transaction: NewTransaction, signal?: AbortSignal): Promise<Transaction> {
    const body = toWireNewTransaction(transaction);
    return this.#of(userId)(await this.#http.post(this.#transactions(userId), body, WireTransaction, { signal }));
  }

  /**
   * Read one.
   *
   * @param options.fresh true after a callback: the answer then shows at least the state of now, at the price of a call of its own.
   * @throws UpstreamError `not-found` when the user or the transaction does not exist.
   */
  async readTransaction(
    key: TransactionKey,
    signal?: AbortSignal,
    options: { readonly fresh?: boolean } = {},
  ): Promise<Transaction> {
    const read = { signal, fresh: options.fresh };
    return this.#of(key.userId)(await this.#http.get(this.#transaction(key), WireTransaction, read));
  }

  /** Those of a user, in upstream's order (newest first, by observation only). @param limit how many of the latest; default all. */
  async listTransactions(userId: string, limit?: number, signal?: AbortSignal): Promise<Transaction[]> {
    const read = { signal, query: { limit } };
    const list = await this.#http.get(this.#transactions(userId), WireTransactionList, read);
    return list.map(this.#of(userId));
  }

  /** Approve by hand. Upstream allows it from FAIL and IN_PROGRESS only. @throws UpstreamError `rejected` from any other status. */
  async approveTransaction(
    key: TransactionKey,
    status: 'APPROVED_MANUALLY' | 'APPROVED_NO_REQUEST',
    signal?: AbortSignal,
  ): Promise<Transaction> {
    const body = { transactionStatus: { status } };
    return this.#of(key.userId)(await this.#http.put(this.#transaction(key), body, WireTransaction, { signal }));
  }

  /** Delete with all its data. @throws UpstreamError `not-found` also when an earlier try of the same call had deleted it. */
  deleteTransaction(key: TransactionKey, signal?: AbortSignal): Promise<void> {
    return this.#http.delete(this.#transaction(key), { signal });
  }

  /**
   * Verified data.
   *
   * @param selection.types left out: all, but only their ids and types, as upstream sends content only for types that are named.
   * @param selection.attempt with ALL each attempt is an item of its own.
   */
  async listVerifiedData(
    key: TransactionKey,
    selection: {
      readonly types?: readonly KnownVerifiedDataType[] | undefined;
      readonly attempt: VerifiedDataAttempt;
    },
    signal?: AbortSignal,
  ): Promise<VerifiedData[]> {
    const { types, attempt } = selection;
    const list = await this.#http.get(path`${this.#transaction(key)}/verifiedData`, WireVerifiedDataList, {
      signal,
      query: { type: types?.join(','), attempt: attempt.replace('ATTEMPT_', '') },
    });
    return attempt === 'ALL' ? list.flatMap(toVerifiedDataOfAllAttempts) : list.map(toVerifiedData);
  }

  /** What each check measured. Upstream has no filter by type. */
  async listMetadata(key: TransactionKey, signal?: AbortSignal): Promise<MetadataAttempts> {
    const list = await this.#http.get(path`${this.#transaction(key)}/metaData`, WireMetadataList, { signal });
    return { latest: list.latest.map(toMetadata), previousAttempts: list.previousAttempts.map(toMetadata) };
  }

  /** Read a policy. @throws UpstreamError `not-found` when there is none. */
  async readPolicy(policyId: string, signal?: AbortSignal): Promise<Policy> {
    const policy = path`${this.#environment}/verifyPolicies/${policyId}`;
    return toPolicy(await this.#http.get(policy, WireVerifyPolicy, { signal }));
  }

  /** Policies of the environment. @param filter.name exact name, letter case aside. */
  async listPolicies(filter: { readonly name?: string | undefined } = {}, signal?: AbortSignal): Promise<Policy[]> {
    const { name } = filter;
    const list = await this.#http.get(path`${this.#environment}/verifyPolicies`, WireVerifyPolicyList, {
      signal,
      query: { filter: name === undefined ? undefined : eq('name', name) },
    });
    return list.map(toPolicy);
  }

  #of(userId: string): (wire: WireTransaction) => Transaction {
    return (wire) => toTransaction(wire, { userId, environmentId: this.#environmentId });
  }

  #transactions(userId: string): UpstreamPath {
    return path`${this.#environment}/users/${userId}/verifyTransactions`;
  }

  #transaction({ userId, transactionId }: TransactionKey): UpstreamPath {
    return path`${this.#transactions(userId)}/${transactionId}`;
  }
}
