/** Sub-resources of a transaction that hold its results: verifiedData and metaData. */
import { randomUUID } from 'node:crypto';
import { invalidData, invalidRequest, notFound } from '../http/errors.js';
import { isObject, Problems } from '../http/problems.js';
import type { VendorCall, VendorRoutes } from '../http/vendor-routes.js';
import { type Replacement, replaceBackground } from '../pictures/background.js';
import type { Sandbox } from '../sandbox.js';
import type { EvidenceRecord, MetadataRecord, TransactionRecord } from '../state/state.js';
import { dropEvidence, evidenceData, latestAttempt } from './evidence.js';
import { findTransaction } from './transaction-routes.js';

const MAX_ATTEMPT = 4;
const REPLACE_BACKGROUND = 'application/vnd.pingidentity.replace.background+json';

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
    return wholeItem(sandbox, transaction, findEvidence(call, transaction));
  });
  routes.post(`${base}/verifiedData/:dataId`, {
    [REPLACE_BACKGROUND]: (call) => {
      const transaction = find(call);
      return makeCopy(call, sandbox, transaction, findEvidence(call, transaction));
    },
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

function findEvidence(call: VendorCall, { evidence }: TransactionRecord): EvidenceRecord {
  const record = evidence.find(({ id }) => id === call.param('dataId'));
  if (record === undefined) throw notFound('The requested verified data');
  return record;
}

/** Makes a copy of a selfie with another background. The copy can be read by its id and goes with the evidence. */
async function makeCopy(
  call: VendorCall,
  sandbox: Sandbox,
  transaction: TransactionRecord,
  selfie: EvidenceRecord,
): Promise<object> {
  const wanted = readReplacement(call.body);
  if (selfie.type !== 'SELFIE') {
    throw invalidData({ code: 'INVALID_VALUE', target: 'verifiedDataID', message: 'must be the id of a selfie' });
  }
  const data = await evidenceData(sandbox, transaction, selfie);
  const picture = 'IMAGE' in data && typeof data.IMAGE === 'string' ? data.IMAGE : '';
  const copy: EvidenceRecord = {
    id: randomUUID(),
    type: selfie.type,
    attempt: selfie.attempt,
    createdAt: sandbox.clock.timestamp(),
    isKept: true,
    isCopy: true,
  };
  const replaced = await replaceBackground(Buffer.from(picture, 'base64'), wanted);
  // The evidence may have been purged while the picture was made.
  if (!transaction.evidence.includes(selfie)) throw notFound('The requested verified data');
  sandbox.vault.put(copy.id, replaced.toString('base64'));
  transaction.evidence = [...transaction.evidence, copy];
  sandbox.store.changed();
  call.reply.code(sandbox.knobs.get('replaceBackgroundStatus'));
  const { id, type, createdAt } = copy;
  return {
    ...shortItem(sandbox, transaction, copy),
    id,
    type,
    data: await evidenceData(sandbox, transaction, copy),
    createdAt,
  };
}

function readReplacement(body: unknown): Replacement {
  const problems = new Problems();
  const { backgroundColor, aspectRatio } = isObject(body) ? body : {};
  if (backgroundColor === undefined || backgroundColor === null) problems.required('backgroundColor');
  const colour = problems.object(backgroundColor, 'backgroundColor') ?? {};
  const aspect = problems.object(aspectRatio, 'aspectRatio');
  const part = (name: string) => whole(problems, colour[name], `backgroundColor.${name}`, 0, 255);
  const side = (name: string) => whole(problems, aspect?.[name], `aspectRatio.${name}`, 1, 1_000);
  const isColourThere = isObject(backgroundColor);
  const wanted = isColourThere ? { red: part('red'), green: part('green'), blue: part('blue') } : WHITE;
  const shape = aspect === undefined ? undefined : { width: side('aspectWidth'), height: side('aspectHeight') };
  problems.throwIfAny();
  return { colour: wanted, aspect: shape };
}

const WHITE = { red: 255, green: 255, blue: 255 };

function whole(problems: Problems, value: unknown, target: string, minimum: number, maximum: number): number {
  if (value === undefined || value === null) problems.required(target);
  else if (typeof value !== 'number' || !Number.isInteger(value)) problems.invalid(target, 'must be a whole number');
  else if (value < minimum || value > maximum) problems.outOfRange(target, minimum, maximum);
  else return value;
  return minimum;
}

/** Without `type` only ids and types: content has to be asked for. */
async function listVerifiedData(call: VendorCall, sandbox: Sandbox, transaction: TransactionRecord): Promise<object> {
  const wasPurged = transaction.evidence.length === 0 && transaction.metadata.length > 0;
  if (wasPurged && sandbox.knobs.get('purgedEvidence') === 'notFound') throw notFound('The requested verified data');
  const types = call.query.get('type')?.toUpperCase().split(',').filter(Boolean);
  const select = attemptSelector(call.query.get('attempt'), transaction);
  const records = transaction.evidence.filter(
    (record) =>
      record.isCopy !== true && select.isShown(record) && (types === undefined || types.includes(record.type)),
  );
  const show = async (record: EvidenceRecord) => {
    if (types === undefined) return shortItem(sandbox, transaction, record);
    const item = await wholeItem(sandbox, transaction, record);
    return select.withPrevious ? { ...item, retry: await retryWithPrevious(sandbox, transaction, record) } : item;
  };
  const items = await Promise.all(records.map(show));
  const self = `${transactionUrl(sandbox, transaction)}/verifiedData`;
  return { _links: linksOf(sandbox, transaction, self), _embedded: { verifiedData: items }, size: items.length };
}

function attemptSelector(text: string | null, transaction: TransactionRecord) {
  const wanted = text?.toUpperCase() ?? 'ALL';
  const number = Number(wanted);
  const isLatest = ({ type, attempt }: EvidenceRecord) => attempt === latestAttempt(transaction, type);
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

async function retryWithPrevious(
  sandbox: Sandbox,
  transaction: TransactionRecord,
  { type, attempt }: EvidenceRecord,
): Promise<object> {
  const earlier = transaction.evidence.filter((other) => other.type === type && other.attempt < attempt);
  if (earlier.length === 0) return { attempt };
  const previousAttempts = await Promise.all(earlier.map((record) => wholeItem(sandbox, transaction, record)));
  return { attempt, previousAttempts };
}

function shortItem(sandbox: Sandbox, transaction: TransactionRecord, { id, type }: EvidenceRecord): object {
  return { _links: { self: { href: `${transactionUrl(sandbox, transaction)}/verifiedData/${id}` } }, id, type };
}

async function wholeItem(sandbox: Sandbox, transaction: TransactionRecord, record: EvidenceRecord): Promise<object> {
  return {
    ...shortItem(sandbox, transaction, record),
    data: await evidenceData(sandbox, transaction, record),
    retry: { attempt: record.attempt },
    createdAt: record.createdAt,
  };
}

function listMetadata(sandbox: Sandbox, transaction: TransactionRecord): object {
  const items = (records: MetadataRecord[]) => records.map((record) => metadataItem(sandbox, transaction, record));
  const { metadata } = transaction;
  // Checks are tried again one by one, so each has its own latest attempt.
  const isEarlier = (record: MetadataRecord) =>
    metadata.some(({ type, attempt }) => type === record.type && attempt > record.attempt);
  const latest = metadata.filter((record) => !isEarlier(record));
  const earlier = metadata.filter(isEarlier);
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
