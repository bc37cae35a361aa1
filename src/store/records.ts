// The shapes that are stored, in the words of the product. Plain data: what a value means is decided in verifications/.

export type Source = 'PINGONE_VERIFY' | 'MITEK';

export type Lifecycle =
  | 'CREATED'
  | 'SENT'
  | 'IN_PROGRESS'
  | 'IN_REVIEW'
  | 'FINISHED'
  | 'EXPIRED'
  | 'CANCELLED'
  | 'ABANDONED'
  | 'UNKNOWN';

export type Decision = 'NONE' | 'APPROVED' | 'APPROVED_MANUALLY' | 'DENIED' | 'DENIED_FRAUD' | 'NOT_REQUIRED';

export type EventType =
  | 'CREATED'
  | 'SENT'
  | 'NOTIFICATION_SENT'
  | 'STATUS_CHANGED'
  | 'DECISION_AMENDED'
  | 'DELIVERY_UNCERTAIN'
  | 'DOCUMENT_SUBMITTED'
  | 'DOCUMENT_UPDATED'
  | 'DOCUMENT_DELETED'
  | 'DOCUMENTS_PROCESSED'
  | 'APPROVED_BY_OPERATOR'
  | 'DATA_REVEALED'
  | 'DATA_EXPIRED'
  | 'DELETED'
  | 'REDACTED';

export type EventOrigin = 'API_CALL' | 'CALLBACK' | 'UPSTREAM_READ' | 'DEADLINE';

export type AuditOutcome = 'SUCCEEDED' | 'DENIED' | 'FAILED';

/** Who did something, as stored with an event. */
export interface StoredActor {
  readonly id: string;
  readonly kind: 'END_USER' | 'OPERATOR' | 'SERVICE' | 'GATEWAY' | 'UPSTREAM';
  readonly displayName: string | null;
}

/** Place at a source that can hold personal data of a verification. */
export type ErasureTarget = 'PINGONE_DOCUMENTS' | 'PINGONE_VERIFIED_DATA' | 'PINGONE_METADATA' | 'MITEK_JOURNEY';

export type JourneyLanguage =
  | 'BRAZILIAN_PORTUGUESE'
  | 'BULGARIAN'
  | 'DANISH'
  | 'DUTCH'
  | 'ENGLISH'
  | 'FINNISH'
  | 'FRENCH'
  | 'GERMAN'
  | 'GREEK'
  | 'HUNGARIAN'
  | 'ITALIAN'
  | 'JAPANESE'
  | 'LATVIAN'
  | 'LITHUANIAN'
  | 'NORWEGIAN'
  | 'POLISH'
  | 'PORTUGUESE'
  | 'ROMANIAN'
  | 'RUSSIAN'
  | 'SLOVAKIAN'
  | 'SPANISH'
  | 'SWEDISH'
  | 'TURKISH'
  | 'US_ENGLISH';

/** What a Mitek journey asks for. */
export interface StoredScope {
  readonly selfie: boolean;
  readonly documents: boolean;
  readonly documentTypes: readonly ('DRIVING_LICENCE' | 'PASSPORT' | 'NATIONAL_ID')[];
  readonly attachments: boolean;
  readonly attachmentKeys: readonly string[];
}

/** Scores of the single checks of a journey. */
export type StoredScores = readonly { readonly name: string; readonly value: number }[];

/** Whose idempotency key asked for a create. */
export interface StoredIdempotency {
  readonly caller: string;
  readonly operation: string;
  readonly key: string;
}

/** One verification as the gateway knows it. */
export interface VerificationRecord {
  readonly id: string;
  readonly source: Source;
  readonly userId: string | null;
  readonly reference: string | null;
  readonly lifecycle: Lifecycle;
  readonly decision: Decision;
  readonly version: number;
  readonly rawStatus: string | null;
  readonly rawResult: string | null;
  readonly verifyPolicyId: string | null;
  readonly challenge: string | null;
  /** Authentication code of the link to the capture page; the link itself is not kept. Null: it is not known. */
  readonly linkMac: Buffer | null;
  readonly redirectUrl: string | null;
  readonly redirectMessage: string | null;
  /** Where the caller wants to be told of changes; the values of its headers are sealed in `callbackSealed`. */
  readonly callbackUrl: string | null;
  readonly callbackHeaderNames: readonly string[];
  readonly callbackSealed: Buffer | null;
  /** The present state was concluded from a passed deadline and yields to any final state the source reports later. */
  readonly provisional: boolean;
  /** Something was handed in at some time, whether it is still there or not. */
  readonly hasEvidence: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly expiresAt: Date | null;
  readonly finishedAt: Date | null;
  /** When the record was deleted at the source. */
  readonly deletedAt: Date | null;
  /** When its personal data was erased here on request. */
  readonly redactedAt: Date | null;
  /** `updatedAt` of the newest upstream answer that was applied. */
  readonly upstreamUpdatedAt: Date | null;
  /** When the gateway last got the status from upstream. */
  readonly receivedAt: Date | null;
  /** Furthest stage it has reached, as a place in `STAGES`. */
  readonly stage: number;
  /** Why it was denied: failed checks, or the source's own code. Words of a vendor, never of a person. */
  readonly reasons: readonly string[];
  /** Position in the log of the event that made the present version. */
  readonly position: bigint;
}

/** One entry of the status log. */
export interface StoredEvent {
  readonly position: bigint;
  readonly id: string;
  readonly verificationId: string;
  readonly userId: string | null;
  readonly type: EventType;
  readonly origin: EventOrigin;
  readonly version: number;
  /** Whether this entry made a new version; only those are pushed. */
  readonly grew: boolean;
  readonly lifecycle: Lifecycle;
  readonly decision: Decision;
  readonly previousLifecycle: Lifecycle | null;
  readonly previousDecision: Decision | null;
  readonly rawStatus: string | null;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
  readonly actor: StoredActor | null;
  readonly reason: string | null;
}

export type NewEvent = Omit<StoredEvent, 'position' | 'id' | 'recordedAt' | 'verificationId' | 'userId'>;
