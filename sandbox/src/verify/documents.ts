/** Data that is collected for a transaction piece by piece: which types a policy takes, what is missing, adding, removing. */
import { randomUUID } from 'node:crypto';
import type { Sandbox } from '../sandbox.js';
import type { DocumentKind, DocumentRecord, PolicyRecord, StepName, TransactionRecord } from '../state/state.js';
import { isRun } from './policies.js';

/** How a kind of data is written. */
export type DocumentContent = 'picture' | 'text' | 'sound' | 'email' | 'phone';

interface TypeRule {
  readonly pattern: RegExp;
  readonly content: DocumentContent;
  readonly step?: StepName;
  readonly kind?: DocumentKind;
  isTaken(policy: PolicyRecord): boolean;
}

const takesDocument = (policy: PolicyRecord) => isRun(policy.governmentId);
const takesVoice = ({ voice }: PolicyRecord) => voice !== undefined && isRun(voice);
const ofDocument = { content: 'picture', step: 'document', isTaken: takesDocument } as const;

const RULES: readonly TypeRule[] = [
  { ...ofDocument, pattern: /^Driver License (?:Front|Back)$/, kind: 'driver_license' },
  { ...ofDocument, pattern: /^Driver License Code$/, kind: 'driver_license', content: 'text' },
  { ...ofDocument, pattern: /^Passport Front$/, kind: 'passport' },
  { ...ofDocument, pattern: /^Passport Card (?:Front|Back)$/, kind: 'passport_card' },
  {
    pattern: /^Selfie$/,
    content: 'picture',
    step: 'selfie',
    isTaken: (policy) => isRun(policy.facialComparison) || isRun(policy.liveness),
  },
  { pattern: /^Phone$/, content: 'phone', step: 'phone', isTaken: (policy) => isRun(policy.phone) },
  { pattern: /^Email$/, content: 'email', step: 'email', isTaken: (policy) => isRun(policy.email) },
  { pattern: /^Voice Sample(?: [1-9]\d?)?$/, content: 'sound', isTaken: takesVoice },
  { pattern: /^Voice Input$/, content: 'sound', isTaken: takesVoice },
];

const FRONTS = /^(?:Driver License|Passport|Passport Card) Front$/;

/** What the web page collects at a step, by the kind of document. */
const CAPTURED: { readonly [kind in DocumentKind]: readonly string[] } = {
  driver_license: ['Driver License Front', 'Driver License Back'],
  passport: ['Passport Front'],
  passport_card: ['Passport Card Front', 'Passport Card Back'],
  identity_card: ['Identification Card Front', 'Identification Card Back'],
};

/** The rule of a type that a policy takes; undefined when it takes no such thing. */
export function ruleOf(type: string, policy: PolicyRecord | undefined): TypeRule | undefined {
  const rule = RULES.find(({ pattern }) => pattern.test(type));
  return policy !== undefined && rule?.isTaken(policy) === true ? rule : undefined;
}

/** The required types that were not handed in, in words; one side with the portrait is enough of a document. */
export function missingTypes({ documents }: TransactionRecord, policy: PolicyRecord | undefined): string[] {
  const has = (pattern: RegExp) => documents.some(({ type }) => pattern.test(type));
  const missing: string[] = [];
  const need = (rule: { readonly verify: string } | undefined, pattern: RegExp, name: string) => {
    if (rule?.verify === 'REQUIRED' && !has(pattern) && !missing.includes(name)) missing.push(name);
  };
  need(policy?.governmentId, FRONTS, 'Driver License Front, Passport Front or Passport Card Front');
  need(policy?.facialComparison, /^Selfie$/, 'Selfie');
  need(policy?.liveness, /^Selfie$/, 'Selfie');
  need(policy?.email, /^Email$/, 'Email');
  need(policy?.phone, /^Phone$/, 'Phone');
  need(policy?.voice, /^Voice Sample/, 'Voice Sample 1');
  return missing;
}

/** Adds a piece of data. The same type given before becomes an earlier attempt. */
export function addDocument(
  transaction: TransactionRecord,
  type: string,
  source: DocumentRecord['source'],
  now: string,
): DocumentRecord {
  const earlier = transaction.documents.find((document) => document.type === type);
  if (earlier !== undefined) transaction.previousDocuments.push(earlier);
  const document: DocumentRecord = {
    id: randomUUID(),
    type,
    attempt: (earlier?.attempt ?? 0) + 1,
    source,
    status: 'COLLECTED',
    createdAt: now,
    updatedAt: now,
  };
  transaction.documents = [...transaction.documents.filter((other) => other !== earlier), document];
  return document;
}

/** Notes what the web page has collected at a step. */
export function addCaptured(transaction: TransactionRecord, step: StepName, now: string): void {
  const types = {
    consent: [],
    email: ['Email'],
    phone: ['Phone'],
    document: CAPTURED[transaction.documentKind ?? 'driver_license'],
    selfie: ['Selfie'],
  };
  for (const type of types[step]) addDocument(transaction, type, 'WEB_CLIENT', now);
}

/** Deletes pieces of data with what the vault keeps of them. @returns whether there were any */
export function dropDocuments(
  sandbox: Sandbox,
  transaction: TransactionRecord,
  isDropped: (document: DocumentRecord) => boolean,
): boolean {
  const { documents, previousDocuments } = transaction;
  const dropped = [...documents, ...previousDocuments].filter(isDropped);
  for (const { id } of dropped) sandbox.vault.remove(id);
  transaction.documents = documents.filter((document) => !dropped.includes(document));
  transaction.previousDocuments = previousDocuments.filter((document) => !dropped.includes(document));
  if (dropped.length > 0) sandbox.store.changed();
  return dropped.length > 0;
}
