/** The shapes of everything the sandbox remembers; where and how it is written is store.ts. */
import type { JWK } from 'jose';
import type { Knobs } from '../control/knobs.js';
import type { MfaState } from '../mfa/model.js';
import type { MitekState } from '../mitek/model.js';

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

/** A status still to be entered; `raw` is a text that no published list of statuses has. */
export type PlannedStatus = TransactionStatus | { readonly raw: string };

export type CheckStatus = 'REQUESTED' | 'IN_PROGRESS' | 'SUCCESS' | 'FAIL' | 'NOT_REQUIRED' | 'TRANSACTION_TIMED_OUT';

export type ContactStep = 'email' | 'phone';
export type StepName = 'consent' | ContactStep | 'document' | 'selfie';
export type StepOutcome = 'pass' | 'fail' | 'skip';
export type DocumentKind = 'driver_license' | 'passport' | 'passport_card' | 'identity_card';

/** What can be wrong with what a person handed in; what each one does is in verify/failures.ts. */
export type FailureReason =
  | 'DOCUMENT'
  | 'UNREADABLE'
  | 'UNSUPPORTED'
  | 'EXPIRED_DOCUMENT'
  | 'DATA'
  | 'FACE'
  | 'LIVENESS'
  | 'EMAIL'
  | 'PHONE'
  | 'TIMEOUT';

export type BiographicField = 'given_name' | 'family_name' | 'name' | 'address' | 'birth_date';
export type CheckRequirement = 'REQUIRED' | 'OPTIONAL' | 'DISABLED';

export interface TimeSpan {
  readonly duration: number;
  readonly timeUnit: 'SECONDS' | 'MINUTES';
}

export interface OtpRules {
  readonly attempts: { readonly count: number };
  readonly deliveries: { readonly count: number; readonly cooldown: TimeSpan };
  readonly lifeTime: TimeSpan;
  readonly notification: { readonly templateName: string; readonly variantName?: string };
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

/** How well a field of the document must agree with the requirement of the same name. */
export interface MatchRule {
  readonly threshold: 'LOW' | 'MEDIUM' | 'HIGH';
  /** A requirement that is missing fails the transaction. */
  readonly fieldRequired: boolean;
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
    readonly verifyAamva?: boolean;
  };
  readonly facialComparison: ThresholdRule;
  readonly liveness: ThresholdRule & { readonly retry: { readonly attempts: number } };
  readonly email: ContactRule;
  readonly phone: ContactRule;
  /** Deprecated by the vendor; there only where a policy asks for it. */
  readonly voice?: { readonly verify: CheckRequirement };
  readonly identityRecordMatching?: { readonly [field in BiographicField]?: MatchRule };
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

export type VerifyStatus = 'NOT_INITIATED' | 'ENABLED' | 'DISABLED';

export interface UserRecord {
  readonly id: string;
  readonly profile: UserProfile;
  readonly populationId: string;
  readonly verifyStatus: VerifyStatus;
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

/** One piece of verifiedData. Without content of its own it is drawn from what the document says. */
export interface EvidenceRecord {
  readonly id: string;
  readonly type: string;
  readonly attempt: number;
  readonly createdAt: string;
  /** The content lies in the vault under `id`, in Base64 or as text. */
  readonly isKept?: boolean;
  /** Content that a test has put there. */
  readonly data?: object;
  /** Can be read by its id, but is not in the list: a copy made of another piece. */
  readonly isCopy?: boolean;
}

/** One piece of data that was collected, by this API or by the web page. */
export interface DocumentRecord {
  readonly id: string;
  readonly type: string;
  /** Counted from 1; handing in the same type again makes the earlier one a previous attempt. */
  readonly attempt: number;
  readonly source: 'AUTHENTICATED_CLIENT' | 'WEB_CLIENT';
  status: 'COLLECTED' | 'PROCESSED';
  readonly createdAt: string;
  updatedAt: string;
}

/** A picture that was refused, after which the person could try again. */
export interface FailedTry {
  readonly step: 'document' | 'selfie';
  readonly reasons: readonly FailureReason[];
}

/** The one-time passcode of an e-mail address or phone number. */
export interface OtpRecord {
  /** Where the last one was sent; null before. */
  address: string | null;
  code: string;
  sentAt: string;
  deliveries: number;
  wrongGuesses: number;
}

export interface MetadataRecord {
  readonly id: string;
  readonly type: string;
  readonly provider: string;
  /** SUCCESS or FAIL, unless a test wanted something else. */
  readonly status: string;
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
  /** Shown instead of `status` when a status was asked for that no published list has. */
  rawStatus: string | null;
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
  plan: PlannedStatus[];
  /** What is wrong with what was handed in. */
  flaws: FailureReason[];
  failedTries: FailedTry[];
  otps: { [step in ContactStep]?: OtpRecord };
  documents: DocumentRecord[];
  previousDocuments: DocumentRecord[];
  /** Nothing more can be handed in. */
  isClosed: boolean;
  evidence: EvidenceRecord[];
  /** When the evidence is deleted; null before the decision. */
  evidenceEndsAt: string | null;
  metadata: MetadataRecord[];
}

export interface InboxMessage {
  readonly id: string;
  readonly at: string;
  readonly method: 'SMS' | 'EMAIL' | 'VOICE' | 'WHATSAPP';
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
  policyIds: { readonly [key: string]: string };
  readonly population: { readonly id: string; readonly name: string };
  port: number | null;
  clockOffsetMs: number;
  knobs: Partial<Knobs>;
  sequence: number;
  readonly users: Map<string, UserRecord>;
  readonly policies: Map<string, PolicyRecord>;
  readonly transactions: Map<string, TransactionRecord>;
  inbox: InboxMessage[];
  readonly mfa: MfaState;
  readonly mitek: MitekState;
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
