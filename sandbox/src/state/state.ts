/** The shapes of everything the sandbox remembers; where and how it is written is store.ts. */
import type { JWK } from 'jose';
import type { Knobs } from '../control/knobs.js';

export type TransactionStatus =
  | 'REQUESTED'
  | 'INITIATED'
  | 'PARTIAL'
  | 'IN_PROGRESS'
  | 'SUCCESS'
  | 'FAIL'
  | 'APPROVED_MANUALLY'
  | 'APPROVED_NO_REQUEST'
  | 'NOT_REQUIRED';

export type CheckStatus = 'REQUESTED' | 'IN_PROGRESS' | 'SUCCESS' | 'FAIL' | 'TRANSACTION_TIMED_OUT';

export type StepName = 'consent' | 'document' | 'selfie';
export type StepOutcome = 'pass' | 'fail';
export type DocumentKind = 'driver_license' | 'passport' | 'identity_card';
export type CheckRequirement = 'REQUIRED' | 'OPTIONAL' | 'DISABLED';

export interface TimeSpan {
  readonly duration: number;
  readonly timeUnit: 'SECONDS' | 'MINUTES';
}

export interface OtpRules {
  readonly attempts: { readonly count: number };
  readonly deliveries: { readonly count: number; readonly cooldown: TimeSpan };
  readonly lifeTime: TimeSpan;
  readonly notification: { readonly templateName: string };
}

export interface ContactRule {
  readonly verify: CheckRequirement;
  readonly createMfaDevice: boolean;
  readonly otp: OtpRules;
}

export interface ThresholdRule {
  readonly verify: CheckRequirement;
  readonly threshold: 'LOW' | 'MEDIUM' | 'HIGH';
}

export interface PolicyRecord {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  default: boolean;
  readonly governmentId: {
    readonly verify: CheckRequirement;
    readonly inspectionType: 'AUTOMATIC' | 'MANUAL' | 'STEP_UP';
    readonly failExpiredId: boolean;
    readonly provider: { readonly auto: string; readonly manual: string };
    readonly retry: { readonly attempts: number };
  };
  readonly facialComparison: ThresholdRule;
  readonly liveness: ThresholdRule & { readonly retry: { readonly attempts: number } };
  readonly email: ContactRule;
  readonly phone: ContactRule;
  readonly transaction: {
    readonly timeout: TimeSpan;
    readonly dataCollection: { readonly timeout: TimeSpan };
    readonly dataCollectionOnly: boolean;
  };
  readonly createdAt: string;
  updatedAt: string;
}

/** What a client may say about a person; the names are upstream's. */
export interface UserProfile {
  readonly username: string;
  readonly email?: string;
  readonly name?: { readonly [part: string]: string };
  readonly nickname?: string;
  readonly title?: string;
  readonly type?: string;
  readonly locale?: string;
  readonly externalId?: string;
  readonly accountId?: string;
  readonly primaryPhone?: string;
  readonly mobilePhone?: string;
  readonly address?: { readonly [part: string]: string };
  readonly preferredLanguage?: string;
  readonly timezone?: string;
  readonly photo?: { readonly href: string };
}

export interface UserRecord {
  readonly id: string;
  readonly profile: UserProfile;
  readonly populationId: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** What was asked for at creation, kept to be echoed. Pictures are kept shortened. */
export interface TransactionRequest {
  readonly requirements?: { readonly [key: string]: { readonly value?: string; readonly options?: readonly string[] } };
  readonly callback?: { readonly url: string; readonly headers?: { readonly [name: string]: string } };
  readonly redirect?: { readonly url: string; readonly message?: string; readonly auto?: boolean };
  readonly sendNotification?: {
    readonly phone?: string;
    readonly email?: string;
    readonly results: readonly NotificationResult[];
  };
}

export interface NotificationResult {
  readonly method: 'SMS' | 'EMAIL';
  readonly sent: boolean;
  readonly notification: { readonly id: string };
}

export interface CaptureStep {
  readonly name: StepName;
  outcome: StepOutcome | null;
}

export interface EvidenceRecord {
  readonly id: string;
  readonly type: string;
  readonly attempt: number;
  readonly createdAt: string;
}

export interface MetadataRecord {
  readonly id: string;
  readonly type: string;
  readonly provider: string;
  readonly status: 'SUCCESS' | 'FAIL';
  readonly data: { readonly [key: string]: unknown };
  readonly attempt: number;
  readonly createdAt: string;
}

export interface TransactionRecord {
  readonly id: string;
  readonly userId: string;
  readonly policyId: string;
  /** Order of creation, for transactions of the same millisecond. */
  readonly sequence: number;
  readonly code: string;
  readonly request: TransactionRequest;
  readonly createdAt: string;
  status: TransactionStatus;
  checks: { [check: string]: CheckStatus };
  providerMessages: string[];
  updatedAt: string;
  expiresAt: string;
  /** When the time for collecting ends; null until the person has begun. */
  collectionEndsAt: string | null;
  /** Host clock at the last change of status, for the least time a status lasts. */
  enteredAtMs: number;
  readonly steps: CaptureStep[];
  abandoned: boolean;
  documentKind: DocumentKind | null;
  clients: { readonly ipAddress: string; readonly userAgent: string }[];
  /** Statuses still to be entered, in order. */
  plan: TransactionStatus[];
  attempts: number;
  evidence: EvidenceRecord[];
  /** When the evidence is deleted; null before the decision. */
  evidenceEndsAt: string | null;
  metadata: MetadataRecord[];
}

export interface InboxMessage {
  readonly id: string;
  readonly at: string;
  readonly method: 'SMS' | 'EMAIL';
  readonly to: string;
  readonly template: string;
  readonly subject: string;
  readonly text: string;
  readonly link: string;
  readonly code: string;
  readonly userId: string;
  readonly transactionId: string;
}

export interface SandboxState {
  readonly environmentId: string;
  readonly organizationId: string;
  readonly worker: { readonly clientId: string; readonly clientSecret: string };
  readonly backend: { readonly clientId: string; readonly clientSecret: string };
  /** Private RSA key of the issuer; its `kid` names it in the key set. */
  readonly signingKey: JWK;
  /** Ids of the demo people and staff by name; they outlive a reset. */
  readonly people: { readonly [name: string]: string };
  /** Ids of the seeded policies by key; they outlive a reset. */
  readonly policyIds: { readonly [key: string]: string };
  readonly population: { readonly id: string; readonly name: string };
  port: number | null;
  clockOffsetMs: number;
  knobs: Partial<Knobs>;
  sequence: number;
  readonly users: Map<string, UserRecord>;
  readonly policies: Map<string, PolicyRecord>;
  readonly transactions: Map<string, TransactionRecord>;
  inbox: InboxMessage[];
}

const FINAL: ReadonlySet<TransactionStatus> = new Set([
  'SUCCESS',
  'FAIL',
  'APPROVED_MANUALLY',
  'APPROVED_NO_REQUEST',
  'NOT_REQUIRED',
]);

/** Whether a status ends a transaction. FAIL does, although an approval may still replace it. */
export function isFinal(status: TransactionStatus): boolean {
  return FINAL.has(status);
}
