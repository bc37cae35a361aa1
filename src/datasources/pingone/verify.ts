// PingOne Verify transactions, their results, and policies: one method per upstream call.
import type { Readable } from 'node:stream';
import type { UpstreamClient } from '../http/client.js';
import { path, type UpstreamPath } from '../http/path.js';
import { StreamedBody } from '../http/streamed-body.js';
import {
  type CollectedDocument,
  type DocumentKind,
  type NewDocument,
  toCollectedDocument,
  toWireNewDocument,
} from './collected-document.js';
import { type KnownVerifyStatus, toVerifyStatus, type VerifyStatus } from './directory-user.js';
import { documentBody } from './document-stream.js';
import {
  type BiographicGallery,
  type BiographicProbe,
  type IdentityRecordMatch,
  toIdentityRecordMatch,
  toWireRecords,
} from './identity-record-match.js';
import { type MetadataAttempts, toMetadata } from './metadata.js';
import { toWireNewTransaction } from './new-transaction.js';
import { eq } from './scim.js';
import { type NewTransaction, type Transaction, toTransaction } from './transaction.js';
import {
  type KnownVerifiedDataType,
  toVerifiedData,
  toVerifiedDataOfAllAttempts,
  toVerifiedPicture,
  type VerifiedData,
  type VerifiedDataAttempt,
} from './verified-data.js';
import { type Policy, toPolicy } from './verify-policy.js';
import {
  WireCompletedDocuments,
  WireDocument,
  WireDocumentList,
  WireIdentityRecordMatch,
  WireMetadataList,
  type WireNewBackground,
  WireTransaction,
  WireTransactionList,
  WireVerifiedData,
  WireVerifiedDataList,
  WireVerifyPolicy,
  WireVerifyPolicyList,
  WireVerifyStatus,
} from './wire.js';

/** A transaction is only ever addressed through its user. */
export interface TransactionKey {
  readonly userId: string;
  readonly transactionId: string;
}

/** What a picture's background becomes. */
export interface NewBackground {
  /** Whole numbers, 0 to 255. */
  readonly color: { readonly red: number; readonly green: number; readonly blue: number };
  /** Whole numbers, 1 to 1000; left out: the picture keeps its shape. */
  readonly aspect?: { readonly width: number; readonly height: number } | null | undefined;
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

  /** Read one piece of verified data with its content. @throws UpstreamError `not-found` also when it was deleted, as upstream does 30 minutes after the decision. */
  async readVerifiedData(key: TransactionKey, verifiedDataId: string, signal?: AbortSignal): Promise<VerifiedData> {
    return toVerifiedData(await this.#http.get(this.#verifiedData(key, verifiedDataId), WireVerifiedData, { signal }));
  }

  /** Read one picture with its content, whatever kind upstream calls it. @throws UpstreamError as `readVerifiedData` does. */
  async readPicture(key: TransactionKey, verifiedDataId: string, signal?: AbortSignal): Promise<VerifiedData> {
    return toVerifiedPicture(
      await this.#http.get(this.#verifiedData(key, verifiedDataId), WireVerifiedData, { signal }),
    );
  }

  /** Delete all verified data of a transaction. @throws UpstreamError `not-found` when the transaction does not exist. */
  deleteVerifiedData(key: TransactionKey, signal?: AbortSignal): Promise<void> {
    return this.#http.delete(path`${this.#transaction(key)}/verifiedData`, { signal });
  }

  /**
   * Make a picture out of a selfie, with another background and, if asked, another shape. The selfie stays as it is.
   * https://developer.pingidentity.com/pingone-api/verify/verified-data.html
   *
   * @throws UpstreamError `rejected` when the transaction is not finished, `not-found` when there is no such piece of data.
   */
  async replaceBackground(
    key: TransactionKey,
    verifiedDataId: string,
    { color: { red, green, blue }, aspect }: NewBackground,
    signal?: AbortSignal,
  ): Promise<VerifiedData> {
    const body: WireNewBackground = {
      backgroundColor: { red, green, blue },
      aspectRatio: aspect ? { aspectHeight: aspect.height, aspectWidth: aspect.width } : undefined,
    };
    const contentType = 'application/vnd.pingidentity.replace.background+json';
    const options = { signal, contentType };
    return toVerifiedPicture(
      await this.#http.post(this.#verifiedData(key, verifiedDataId), body, WireVerifiedData, options),
    );
  }

  /** What each check measured. Upstream has no filter by type. */
  async listMetadata(key: TransactionKey, signal?: AbortSignal): Promise<MetadataAttempts> {
    const list = await this.#http.get(path`${this.#transaction(key)}/metaData`, WireMetadataList, { signal });
    return { latest: list.latest.map(toMetadata), previousAttempts: list.previousAttempts.map(toMetadata) };
  }

  /** Delete what the checks of a transaction measured. @throws UpstreamError `not-found` when the transaction does not exist. */
  deleteMetadata(key: TransactionKey, signal?: AbortSignal): Promise<void> {
    return this.#http.delete(path`${this.#transaction(key)}/metaData`, { signal });
  }

  /** Documents handed in so far, latest attempt of each, in upstream's order. https://developer.pingidentity.com/pingone-api/verify/verify-documents.html */
  async listDocuments(key: TransactionKey, signal?: AbortSignal): Promise<CollectedDocument[]> {
    const list = await this.#http.get(this.#documents(key), WireDocumentList, { signal });
    return list.map(this.#in(key));
  }

  /** Read a document. @throws UpstreamError `not-found` also when it was deleted, as upstream does 30 minutes after it was handed in or changed. */
  async readDocument(key: TransactionKey, documentId: string, signal?: AbortSignal): Promise<CollectedDocument> {
    return this.#in(key)(await this.#http.get(this.#document(key, documentId), WireDocument, { signal }));
  }

  /**
   * Hand in a document. Sent once; after an error with `mayHaveTakenEffect` it may be there all the same.
   *
   * @throws UpstreamError `rejected` with target `type` when the policy does not ask for such a document.
   */
  async submitDocument(key: TransactionKey, document: NewDocument, signal?: AbortSignal): Promise<CollectedDocument> {
    const body = toWireNewDocument(document);
    return this.#in(key)(await this.#http.post(this.#documents(key), body, WireDocument, { signal }));
  }

  /**
   * Hand in a document while its content arrives, without ever holding all of it. Not repeated once content was read.
   *
   * @param content bytes, not Base64; 5 MiB at most. It is not destroyed when the call ends early: who opened it ends it.
   * @throws UpstreamError as `submitDocument` does, DocumentTooLarge, or what `content` breaks off with; in the last two cases nothing took effect.
   */
  async submitDocumentStream(
    key: TransactionKey,
    kind: DocumentKind,
    content: Readable,
    signal?: AbortSignal,
  ): Promise<CollectedDocument> {
    const body = new StreamedBody(documentBody(kind, content));
    return this.#in(key)(await this.#http.postStream(this.#documents(key), body, WireDocument, { signal }));
  }

  /** Put another document in the place of one. @throws UpstreamError `not-found`, or as `submitDocument` does. */
  async updateDocument(
    key: TransactionKey,
    documentId: string,
    document: NewDocument,
    signal?: AbortSignal,
  ): Promise<CollectedDocument> {
    const body = toWireNewDocument(document);
    return this.#in(key)(await this.#http.put(this.#document(key, documentId), body, WireDocument, { signal }));
  }

  /** Delete a document. @throws UpstreamError `not-found` also when an earlier try of the same call had deleted it. */
  deleteDocument(key: TransactionKey, documentId: string, signal?: AbortSignal): Promise<void> {
    return this.#http.delete(this.#document(key, documentId), { signal });
  }

  /**
   * End the collection and have what was handed in checked; nothing can be handed in afterwards.
   *
   * @returns what upstream tells of the documents, which may be nothing.
   * @throws UpstreamError `rejected` while documents that the policy requires are missing.
   */
  async completeDocuments(key: TransactionKey, signal?: AbortSignal): Promise<CollectedDocument[]> {
    const contentType = 'application/vnd.pingidentity.documents.complete+json';
    const options = { signal, contentType };
    const list = await this.#http.post(this.#documents(key), undefined, WireCompletedDocuments, options);
    return list.map(this.#in(key));
  }

  /**
   * Compare what somebody says (`probe`) with what is known of a person (`gallery`). Changes nothing; needs a licence of its own.
   * The probe has at least one field, and the gallery each field of the probe.
   * https://developer.pingidentity.com/pingone-api/verify/verify-identity-record-matching.html
   *
   * @throws UpstreamError `rejected` when fields are missing, `not-found` when there is no such user.
   */
  async matchIdentityRecord(
    userId: string,
    records: { readonly gallery: BiographicGallery; readonly probe: BiographicProbe },
    signal?: AbortSignal,
  ): Promise<IdentityRecordMatch> {
    const match = path`${this.#user(userId)}/identityRecordMatching`;
    return toIdentityRecordMatch(
      await this.#http.post(match, toWireRecords(records), WireIdentityRecordMatch, { signal }),
    );
  }

  /** Verify status of a user. https://developer.pingidentity.com/pingone-api/platform/users.html @throws UpstreamError `not-found`. */
  async readVerifyStatus(userId: string, signal?: AbortSignal): Promise<VerifyStatus> {
    return toVerifyStatus(await this.#http.get(this.#verifyStatus(userId), WireVerifyStatus, { signal }));
  }

  /** Set the verify status of a user. @throws UpstreamError `not-found` when there is no such user. */
  async setVerifyStatus(userId: string, verifyStatus: KnownVerifyStatus, signal?: AbortSignal): Promise<VerifyStatus> {
    const body = { verifyStatus };
    return toVerifyStatus(await this.#http.put(this.#verifyStatus(userId), body, WireVerifyStatus, { signal }));
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

  #in({ userId, transactionId }: TransactionKey): (wire: WireDocument) => CollectedDocument {
    return (wire) => toCollectedDocument(wire, { userId, transactionId, environmentId: this.#environmentId });
  }

  #user(userId: string): UpstreamPath {
    return path`${this.#environment}/users/${userId}`;
  }

  #verifyStatus(userId: string): UpstreamPath {
    return path`${this.#user(userId)}/verifyStatus`;
  }

  #transactions(userId: string): UpstreamPath {
    return path`${this.#user(userId)}/verifyTransactions`;
  }

  #verifiedData(key: TransactionKey, verifiedDataId: string): UpstreamPath {
    return path`${this.#transaction(key)}/verifiedData/${verifiedDataId}`;
  }

  #documents(key: TransactionKey): UpstreamPath {
    return path`${this.#transaction(key)}/documents`;
  }

  #document(key: TransactionKey, documentId: string): UpstreamPath {
    return path`${this.#documents(key)}/${documentId}`;
  }

  #transaction({ userId, transactionId }: TransactionKey): UpstreamPath {
    return path`${this.#transactions(userId)}/${transactionId}`;
  }
}
