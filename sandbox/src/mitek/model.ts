/** What the sandbox keeps of Mitek: credentials and journeys. How a journey moves is in journeys.ts. */

export const STEPS = ['selfie', 'documents', 'attachments'] as const;
export type StepName = (typeof STEPS)[number];

export const STEP_OUTCOMES = ['pass', 'fail', 'fraud'] as const;
export type StepOutcome = (typeof STEP_OUTCOMES)[number];

/** Statuses that the vendor's documentation names. */
export const STATUSES = ['SENT', 'CONFIRMATION', 'COMPLETED', 'EXPIRED', 'CANCELLED', 'ABANDONED', 'BYPASSED'] as const;
export const RESULTS = ['PASS', 'FAIL', 'FRAUD'] as const;

/** Where a journey stands. Any text is possible: a test may want a word that no list has. */
export interface JourneyState {
  readonly status: string;
  readonly result: string | null;
  /** Who at the vendor looked at it and decided. */
  readonly reviewedBy?: string;
}

/** What is still to happen to a journey by itself. */
export type Planned = { readonly step: StepName } | { readonly state: JourneyState };

export interface StepRecord {
  readonly name: StepName;
  outcome: StepOutcome | null;
  /** What was handed in: the type of the document, the keys of the attachments. */
  shown: string[];
}

/** One callback, or what became of it instead. */
export interface DeliveryRecord {
  readonly at: string;
  readonly kind: 'sent' | 'copy' | 'late' | 'old' | 'lost' | 'forged';
  readonly status: string;
  readonly result: string | null;
  /** HTTP statuses or error names, one per attempt. */
  readonly answers: readonly string[];
}

export interface JourneyRequest {
  readonly reference: string;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly environment: string;
  readonly useDefaults: boolean;
  /** The steps asked for, in the order of the pages. */
  readonly steps: readonly StepName[];
  /** Wire tokens. Empty: any. */
  readonly documentTypes: readonly string[];
  readonly attachmentKeys: readonly string[];
  /** Last day, `YYYY-MM-DD`. */
  readonly endDate: string | null;
  readonly note: string | null;
  /** Wire code; one that is not known shows English. */
  readonly language: string;
  readonly callbackUrl: string | null;
}

export interface JourneyRecord extends JourneyRequest, JourneyStateFields {
  readonly requestId: string;
  readonly createdAt: string;
  readonly progress: StepRecord[];
}

interface JourneyStateFields {
  status: string;
  result: string | null;
  reviewedBy: string | null;
  updatedAt: string;
  /** When it ends by itself if unfinished. */
  expiresAt: string;
  /** The person has begun. */
  isStarted: boolean;
  /** Host clock at the last change, for the least time a state lasts. */
  enteredAtMs: number;
  plan: Planned[];
  deliveries: DeliveryRecord[];
  /** What it was about was deleted. */
  isErased: boolean;
}

export interface MitekState {
  readonly clientId: string;
  readonly clientSecret: string;
  port: number | null;
  /** By request id, oldest first. */
  readonly journeys: Map<string, JourneyRecord>;
}

const FINAL: ReadonlySet<string> = new Set(['COMPLETED', 'EXPIRED', 'CANCELLED', 'ABANDONED', 'BYPASSED']);

/** Whether a status ends a journey. */
export function isFinal({ status }: { readonly status: string }): boolean {
  return FINAL.has(status);
}
