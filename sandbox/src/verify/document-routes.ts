/** Collected data of a transaction: list, read, submit, update, delete, and completing the collection. */
import { invalidData, notFound } from '../http/errors.js';
import { isObject, type JsonObject, Problems } from '../http/problems.js';
import type { VendorCall, VendorRoutes } from '../http/vendor-routes.js';
import type { Sandbox } from '../sandbox.js';
import { type DocumentRecord, isFinal, type TransactionRecord } from '../state/state.js';
import { isSkippable, skipStep } from './capture.js';
import { isEmail, isPhone } from './contacts.js';
import { addDocument, type DocumentContent, dropDocuments, missingTypes, ruleOf } from './documents.js';
import { drawnPicture, isDrawn } from './drawings.js';
import { evidenceTypeOf } from './evidence.js';
import type { Lifecycle } from './lifecycle.js';
import { verdictOf } from './verdict.js';

const MAX_BYTES = 5 * 1024 * 1024;
const MAX_CHARACTERS = Math.ceil(MAX_BYTES / 3) * 4 + 4;
const COMPLETE = 'application/vnd.pingidentity.documents.complete+json';
const PICTURES: readonly Buffer[] = [Buffer.from([0xff, 0xd8, 0xff]), Buffer.from([0x89, 0x50, 0x4e, 0x47])];

/** Adds the routes; `routes` stands below one environment. */
export function addDocumentRoutes(routes: VendorRoutes, sandbox: Sandbox, lifecycle: Lifecycle, find: Find): void {
  const all = '/users/:userId/verifyTransactions/:transactionId/documents';
  const findBoth = (call: VendorCall) => {
    const transaction = find(call);
    const { documents, previousDocuments } = transaction;
    const document = [...documents, ...previousDocuments].find(({ id }) => id === call.param('documentId'));
    if (document === undefined) throw notFound('The requested document');
    return { transaction, document };
  };

  routes.get(all, (call) => list(sandbox, find(call)));
  routes.get(`${all}/:documentId`, (call) => {
    const { transaction, document } = findBoth(call);
    return documentResource(sandbox, transaction, document);
  });
  routes.post(all, {
    'application/json': (call) => submit(call, sandbox, lifecycle, find(call)),
    [COMPLETE]: (call) => complete(call, sandbox, lifecycle, find(call)),
  });
  routes.put(`${all}/:documentId`, {
    'application/json': (call) => {
      const { transaction, document } = findBoth(call);
      return update(call, sandbox, lifecycle, transaction, document);
    },
  });
  routes.delete(`${all}/:documentId`, (call) => {
    const { transaction, document } = findBoth(call);
    dropDocuments(sandbox, transaction, (other) => other === document);
    call.reply.code(204);
  });
}

type Find = (call: VendorCall) => TransactionRecord;

async function list(sandbox: Sandbox, transaction: TransactionRecord): Promise<object> {
  const { documents, previousDocuments } = transaction;
  const items = (records: readonly DocumentRecord[]) =>
    Promise.all(records.map((record) => documentResource(sandbox, transaction, record)));
  return {
    _links: linksOf(sandbox, transaction, documentsUrl(sandbox, transaction)),
    _embedded: { documents: await items(documents), previousAttempts: await items(previousDocuments) },
    size: documents.length,
  };
}

function submit(
  call: VendorCall,
  sandbox: Sandbox,
  lifecycle: Lifecycle,
  transaction: TransactionRecord,
): Promise<object> {
  refuseWhenClosed(sandbox, transaction);
  const { type, value } = read(call.body, sandbox, transaction);
  const document = addDocument(transaction, type, 'AUTHENTICATED_CLIENT', sandbox.clock.timestamp());
  sandbox.vault.put(document.id, value);
  noteStep(sandbox, lifecycle, transaction, document);
  const url = `${documentsUrl(sandbox, transaction)}/${document.id}`;
  call.reply.code(201).header('Location', url);
  return documentResource(sandbox, transaction, document);
}

function update(
  call: VendorCall,
  sandbox: Sandbox,
  lifecycle: Lifecycle,
  transaction: TransactionRecord,
  document: DocumentRecord,
): Promise<object> {
  refuseWhenClosed(sandbox, transaction);
  const { type, value } = read(call.body, sandbox, transaction);
  const source = 'AUTHENTICATED_CLIENT';
  const updated: DocumentRecord = { ...document, type, source, updatedAt: sandbox.clock.timestamp() };
  const replace = (other: DocumentRecord) => (other === document ? updated : other);
  transaction.documents = transaction.documents.map(replace);
  transaction.previousDocuments = transaction.previousDocuments.map(replace);
  sandbox.vault.put(updated.id, value);
  noteStep(sandbox, lifecycle, transaction, updated);
  return documentResource(sandbox, transaction, updated);
}

/** Nothing more can be handed in; the checks begin. */
async function complete(
  call: VendorCall,
  sandbox: Sandbox,
  lifecycle: Lifecycle,
  transaction: TransactionRecord,
): Promise<object> {
  refuseWhenClosed(sandbox, transaction);
  const policy = sandbox.state.policies.get(transaction.policyId);
  const missing = missingTypes(transaction, policy);
  if (missing.length > 0) {
    const message = `documents of required types are missing: ${missing.join('; ')}`;
    throw invalidData({ code: 'REQUIRED_VALUE', target: 'documents', message });
  }
  for (const step of transaction.steps) {
    const isHandedIn = transaction.documents.some(({ type }) => ruleOf(type, policy)?.step === step.name);
    if (step.outcome === null && !isHandedIn && isSkippable(step.name, transaction, policy))
      skipStep(transaction, step);
    else if (step.name !== 'consent') step.outcome ??= 'pass';
  }
  transaction.isClosed = true;
  for (const document of transaction.documents) document.status = 'PROCESSED';
  sandbox.store.changed();
  const toInitiated = lifecycle.destination(transaction) === 'REQUESTED' ? (['INITIATED'] as const) : [];
  void lifecycle.walk(transaction, [...toInitiated, ...verdictOf(sandbox, transaction)]);
  call.reply.code(201);
  return list(sandbox, transaction);
}

/** Moves the transaction on as far as handing in one thing does. Only completing says that everything is there. */
function noteStep(
  sandbox: Sandbox,
  lifecycle: Lifecycle,
  transaction: TransactionRecord,
  { type }: DocumentRecord,
): void {
  const rule = ruleOf(type, sandbox.state.policies.get(transaction.policyId));
  if (rule?.kind !== undefined) transaction.documentKind = rule.kind;
  const { steps } = transaction;
  const consent = steps.find(({ name }) => name === 'consent');
  if (consent !== undefined) consent.outcome ??= 'pass';
  const step = steps.find(({ name }) => name === rule?.step);
  const isLast = steps.every((other) => other === step || other.outcome !== null);
  if (step !== undefined && !isLast) step.outcome ??= 'pass';
  sandbox.store.changed();
  const present = lifecycle.destination(transaction);
  const goal = steps.some(({ name, outcome }) => name !== 'consent' && outcome !== null) ? 'PARTIAL' : 'INITIATED';
  if (present === 'REQUESTED') void lifecycle.walk(transaction, ['INITIATED']);
  if (goal === 'PARTIAL' && present !== 'PARTIAL') void lifecycle.walk(transaction, ['PARTIAL']);
  lifecycle.watchAgain(transaction);
}

function refuseWhenClosed(sandbox: Sandbox, transaction: TransactionRecord): void {
  const { status, isClosed, expiresAt } = transaction;
  if (!isFinal(status) && !isClosed && sandbox.clock.now() < Date.parse(expiresAt)) return;
  throw invalidData({
    code: 'INVALID_VALUE',
    target: 'transactionStatus.status',
    message: `the transaction takes no more data while it is ${status}`,
  });
}

function read(
  body: unknown,
  sandbox: Sandbox,
  transaction: TransactionRecord,
): { readonly type: string; readonly value: string } {
  const problems = new Problems();
  const object: JsonObject = isObject(body) ? body : {};
  const required = (name: string, maxLength: number) => {
    if (object[name] === undefined || object[name] === null) problems.required(name);
    return problems.text(object[name], name, maxLength);
  };
  const type = required('type', 255);
  const value = required('value', MAX_CHARACTERS);
  const rule = type === undefined ? undefined : ruleOf(type, sandbox.state.policies.get(transaction.policyId));
  if (type !== undefined && rule === undefined) problems.invalid('type', 'invalid document type for transaction');
  if (value !== undefined && rule !== undefined) checkValue(problems, value, rule.content);
  problems.throwIfAny();
  return { type: type ?? '', value: value ?? '' };
}

function checkValue(problems: Problems, value: string, content: DocumentContent): void {
  if (content === 'email' && !isEmail(value)) problems.invalid('value', 'must be a well-formed e-mail address');
  if (content === 'phone' && !isPhone(value)) problems.invalid('value', 'must be a valid phone number');
  if (content !== 'picture' && content !== 'sound') return;
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(value)) problems.invalid('value', 'must be Base64');
  else if (Buffer.byteLength(value, 'base64') > MAX_BYTES) problems.tooLong('value', MAX_BYTES);
  else if (content === 'picture' && !isPicture(value)) problems.invalid('value', 'must be a JPEG picture in Base64');
}

function isPicture(base64: string): boolean {
  const start = Buffer.from(base64.slice(0, 8), 'base64');
  return PICTURES.some((magic) => start.subarray(0, magic.length).equals(magic));
}

async function documentResource(
  sandbox: Sandbox,
  transaction: TransactionRecord,
  document: DocumentRecord,
): Promise<object> {
  const { id, type, status, source, createdAt, updatedAt } = document;
  return {
    _links: linksOf(sandbox, transaction, `${documentsUrl(sandbox, transaction)}/${id}`),
    id,
    environment: { id: sandbox.state.environmentId },
    user: { id: transaction.userId },
    verifyTransaction: { id: transaction.id },
    type,
    value: await contentOf(sandbox, transaction, document),
    status,
    source: { provider: source },
    createdAt,
    updatedAt,
  };
}

/** What came in through the web page is drawn, not kept. */
async function contentOf(sandbox: Sandbox, transaction: TransactionRecord, document: DocumentRecord): Promise<string> {
  const kept = sandbox.vault.get(document.id);
  if (kept !== undefined) return kept;
  const { email, phone } = transaction.otps;
  if (document.type === 'Email') return email?.address ?? '';
  if (document.type === 'Phone') return phone?.address ?? '';
  const type = evidenceTypeOf(document) ?? '';
  return isDrawn(type) ? drawnPicture(sandbox.state.users.get(transaction.userId), transaction, type) : '';
}

function documentsUrl(sandbox: Sandbox, { userId, id }: TransactionRecord): string {
  return `${sandbox.environmentUrl()}/users/${userId}/verifyTransactions/${id}/documents`;
}

function linksOf(sandbox: Sandbox, { userId, id }: TransactionRecord, self: string): object {
  const environment = sandbox.environmentUrl();
  const user = `${environment}/users/${userId}`;
  return {
    self: { href: self },
    environment: { href: environment },
    user: { href: user },
    verifyTransaction: { href: `${user}/verifyTransactions/${id}` },
  };
}
