/** Sub-resources of a transaction that hold its results: verifiedData and metaData. */
import { invalidRequest, notFound } from '../http/errors.js';
import type { VendorCall, VendorRoutes } from '../http/vendor-routes.js';
import type { Sandbox } from '../sandbox.js';
import type { EvidenceRecord, MetadataRecord, TransactionRecord } from '../state/state.js';
import { evidenceData } from './evidence.js';
import { findTransaction } from './transaction-routes.js';

const MAX_ATTEMPT = 4;

/** Adds the routes; `routes` stands below one environment. */
export function addEvidenceRoutes(routes: VendorRoutes, sandbox: Sandbox): void {
  const base = '/users/:userId/verifyTransactions/:transactionId';
  const find = (call: VendorCall) => findTransaction(sandbox, call);

  routes.get(`${base}/verifiedData`, (call) => listVerifiedData(call, sandbox, find(call)));
  routes.delete(`${base}/verifiedData`, (call) => {
    dropEvidence(sandbox, find(call), () => true);
    call.reply.code(204);
  });
  routes.get(`${base}/verifiedData/:dataId`, (call) => {
    const transaction = find(call);
    const record = transaction.evidence.find(({ id }) => id === call.param('dataId'));
    if (record === undefined) throw notFound('The requested verified data');
    return wholeItem(sandbox, transaction, record);
  });
  routes.delete(`${base}/verifiedData/:dataId`, (call) => {
    if (!dropEvidence(sandbox, find(call), ({ id }) => id === call.param('dataId'))) {
      throw notFound('The requested verified data');
    }
    call.reply.code(204);
  });

  routes.get(`${base}/metaData`, (call) => listMetadata(sandbox, find(call)));
  routes.delete(`${base}/metaData`, (call) => {
    find(call).metadata = [];
    sandbox.store.changed();
    call.reply.code(204);
  });
  routes.get(`${base}/metaData/:metaDataId`, (call) => {
    const transaction = find(call);
    const record = transaction.metadata.find(({ id }) => id === call.param('metaDataId'));
    if (record === undefined) throw notFound('The requested metadata');
    return metadataItem(sandbox, transaction, record);
  });
  routes.delete(`${base}/metaData/:metaDataId`, (call) => {
    const transaction = find(call);
    const rest = transaction.metadata.filter(({ id }) => id !== call.param('metaDataId'));
    if (rest.length === transaction.metadata.length) throw notFound('The requested metadata');
    transaction.metadata = rest;
    sandbox.store.changed();
    call.reply.code(204);
  });
}

function dropEvidence(
  sandbox: Sandbox,
  transaction: TransactionRecord,
  drop: (record: EvidenceRecord) => boolean,
): boolean {
  const rest = transaction.evidence.filter((record) => !drop(record));
  const dropped = rest.length < transaction.evidence.length;
  transaction.evidence = rest;
  if (dropped) sandbox.store.changed();
  return dropped;
}

/** Without `type` only ids and types: content has to be asked for. */
function listVerifiedData(call: VendorCall, sandbox: Sandbox, transaction: TransactionRecord): object {
  const wasPurged = transaction.evidence.length === 0 && transaction.metadata.length > 0;
  if (wasPurged && sandbox.knobs.get('purgedEvidence') === 'notFound') throw notFound('The requested verified data');
  const types = call.query.get('type')?.toUpperCase().split(',').filter(Boolean);
  const select = attemptSelector(call.query.get('attempt'), transaction);
  const records = transaction.evidence.filter(
    (record) => select.isShown(record) && (types === undefined || types.includes(record.type)),
  );
  const items = records.map((record) => {
    if (types === undefined) return shortItem(sandbox, transaction, record);
    const item = wholeItem(sandbox, transaction, record);
    return select.withPrevious ? { ...item, retry: retryWithPrevious(sandbox, transaction, record) } : item;
  });
  const self = `${transactionUrl(sandbox, transaction)}/verifiedData`;
  return { _links: linksOf(sandbox, transaction, self), _embedded: { verifiedData: items }, size: items.length };
}

function attemptSelector(text: string | null, { attempts }: TransactionRecord) {
  const wanted = text?.toUpperCase() ?? 'ALL';
  const number = Number(wanted);
  const isLatest = ({ attempt }: EvidenceRecord) => attempt === attempts;
  if (wanted === 'ALL') return { withPrevious: true, isShown: isLatest };
  if (wanted === 'LATEST') return { withPrevious: false, isShown: isLatest };
  if (Number.isInteger(number) && number >= 1 && number <= MAX_ATTEMPT) {
    return { withPrevious: false, isShown: ({ attempt }: EvidenceRecord) => attempt === number };
  }
  throw invalidRequest('The request could not be completed. The attempt is not valid.', {
    code: 'INVALID_PARAMETER',
    target: 'attempt',
    message: 'must be ALL, LATEST or a number from 1 to 4',
    innerError: { allowedValues: ['ALL', 'LATEST', '1', '2', '3', '4'] },
  });
}

function retryWithPrevious(
  sandbox: Sandbox,
  transaction: TransactionRecord,
  { type, attempt }: EvidenceRecord,
): object {
  const earlier = transaction.evidence.filter((other) => other.type === type && other.attempt < attempt);
  if (earlier.length === 0) return { attempt };
  return { attempt, previousAttempts: earlier.map((record) => wholeItem(sandbox, transaction, record)) };
}

function shortItem(sandbox: Sandbox, transaction: TransactionRecord, { id, type }: EvidenceRecord): object {
  return { _links: { self: { href: `${transactionUrl(sandbox, transaction)}/verifiedData/${id}` } }, id, type };
}

function wholeItem(sandbox: Sandbox, transaction: TransactionRecord, record: EvidenceRecord): object {
  return {
    ...shortItem(sandbox, transaction, record),
    data: evidenceData(sandbox, transaction, record.type),
    retry: { attempt: record.attempt },
    createdAt: record.createdAt,
  };
}

function listMetadata(sandbox: Sandbox, transaction: TransactionRecord): object {
  const items = (records: MetadataRecord[]) => records.map((record) => metadataItem(sandbox, transaction, record));
  const latest = transaction.metadata.filter(({ attempt }) => attempt === transaction.attempts);
  const earlier = transaction.metadata.filter(({ attempt }) => attempt !== transaction.attempts);
  return {
    _links: linksOf(sandbox, transaction, `${transactionUrl(sandbox, transaction)}/metaData`),
    _embedded: { metaData: items(latest), previousAttempts: items(earlier) },
    size: latest.length,
  };
}

function metadataItem(sandbox: Sandbox, transaction: TransactionRecord, record: MetadataRecord): object {
  const { id, type, provider, status, data, attempt, createdAt } = record;
  const self = `${transactionUrl(sandbox, transaction)}/metaData/${id}`;
  return { _links: { self: { href: self } }, id, type, provider, status, data, retry: { attempt }, createdAt };
}

function transactionUrl(sandbox: Sandbox, { userId, id }: TransactionRecord): string {
  return `${sandbox.environmentUrl()}/users/${userId}/verifyTransactions/${id}`;
}

function linksOf(sandbox: Sandbox, transaction: TransactionRecord, self: string): object {
  const environment = sandbox.environmentUrl();
  return {
    self: { href: self },
    user: { href: `${environment}/users/${transaction.userId}` },
    environment: { href: environment },
    verifyTransaction: { href: transactionUrl(sandbox, transaction) },
  };
}
