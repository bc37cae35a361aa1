// The connection to PostgreSQL and the tables as TypeScript sees them. Queries live in the repositories beside this file.
import { CamelCasePlugin, type ColumnType, type Generated, type JSONColumnType, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { Connections } from './connections.js';
import type {
  AuditOutcome,
  Decision,
  ErasureTarget,
  EventOrigin,
  EventType,
  JourneyLanguage,
  Lifecycle,
  Source,
  StoredActor,
  StoredIdempotency,
  StoredScope,
  StoredScores,
} from './records.js';

type Timestamp = ColumnType<Date, Date | string, Date | string>;
type Position = ColumnType<bigint, bigint, bigint>;

export interface VerificationsTable {
  id: string;
  source: Source;
  userId: string | null;
  reference: string | null;
  lifecycle: Lifecycle;
  decision: Decision;
  version: number;
  rawStatus: string | null;
  rawResult: string | null;
  verifyPolicyId: string | null;
  challenge: string | null;
  linkMac: Buffer | null;
  redirectUrl: string | null;
  redirectMessage: string | null;
  callbackUrl: string | null;
  callbackHeaderNames: string[];
  callbackSealed: Buffer | null;
  provisional: boolean;
  hasEvidence: boolean;
  createdAt: Timestamp;
  updatedAt: Timestamp;
  expiresAt: Timestamp | null;
  finishedAt: Timestamp | null;
  deletedAt: Timestamp | null;
  redactedAt: Timestamp | null;
  upstreamUpdatedAt: Timestamp | null;
  receivedAt: Timestamp | null;
  stage: number;
  reasons: string[];
  position: Position;
  /** When the tracker reads it next; null when it is not tracked. */
  nextPollAt: Timestamp | null;
  /** Last sign of life; the poll interval grows from here. */
  activeAt: Timestamp;
  /** Last time someone asked for a reading out of turn. */
  wokenAt: Timestamp | null;
  leaseOwner: string | null;
  leaseUntil: Timestamp | null;
}

export interface VerificationEventsTable {
  position: Generated<bigint>;
  id: Generated<string>;
  verificationId: string;
  userId: string | null;
  type: EventType;
  origin: EventOrigin;
  version: number;
  grew: boolean;
  lifecycle: Lifecycle;
  decision: Decision;
  previousLifecycle: Lifecycle | null;
  previousDecision: Decision | null;
  rawStatus: string | null;
  occurredAt: Timestamp;
  recordedAt: Generated<Date>;
  actor: JSONColumnType<StoredActor> | null;
  reason: string | null;
}

/** A create under way or done: reserves the reference and knows the secret of PingOne's callback. */
export interface VerificationStartsTable {
  id: string;
  source: Source;
  reference: string;
  userId: string | null;
  secretHash: Buffer;
  verificationId: string | null;
  startedAt: Generated<Date>;
  /** What Mitek was asked for, until its answer is recorded. */
  requestSealed: Buffer | null;
  /** When the secret stops working; null: never. */
  secretUntil: Timestamp | null;
  /** The idempotency key that asked for it. */
  idempotency: JSONColumnType<StoredIdempotency> | null;
  /** When somebody last began to look for what it made, as its process is gone. */
  lookedForAt: Timestamp | null;
}

export interface CallbackInboxTable {
  id: Generated<string>;
  source: Source;
  startId: string;
  receivedAt: Generated<Date>;
  handledAt: Timestamp | null;
  /** What a Mitek callback said; emptied when it is dealt with. */
  bodySealed: Buffer | null;
  /** Same for a repeat of the same callback. */
  dedupKey: Buffer | null;
}

/** What a Mitek journey has beside its verification. */
export interface MitekJourneysTable {
  id: string;
  environment: string;
  deliveryMethod: 'EMAIL' | 'SMS';
  useDefaults: boolean;
  scope: JSONColumnType<StoredScope> | null;
  /** `YYYY-MM-DD`. */
  endDate: string | null;
  tabsOrder: string[];
  language: JourneyLanguage | null;
  requestId: string | null;
  personalSealed: Buffer | null;
  findingsSealed: Buffer | null;
  findingsUntil: Timestamp | null;
  score: number | null;
  confirmed: boolean | null;
  scores: JSONColumnType<StoredScores> | null;
  redactedAt: Timestamp | null;
}

/** A place at a source that is still to be erased. */
export interface PendingErasuresTable {
  verificationId: string;
  target: ErasureTarget;
  receiptId: string;
  failures: Generated<number>;
  nextTryAt: Timestamp;
  /** Since when it has been waiting. */
  openedAt: Generated<Date>;
}

export interface IdempotencyKeysTable {
  caller: string;
  operation: string;
  key: string;
  inputHash: Buffer;
  /** Null while the first call is under way. */
  resultId: string | null;
  /** When the first call began. */
  createdAt: Generated<Date>;
  /** When the call at work got the key; it is dead or gone when that is long ago. */
  claimedAt: Generated<Date>;
}

export interface LogFloorTable {
  /** Everything up to this position was removed at the end of its retention. */
  position: Position;
}

export interface AuditEventsTable {
  position: Generated<bigint>;
  id: string;
  occurredAt: Timestamp;
  actor: JSONColumnType<StoredActor>;
  action: string;
  outcome: AuditOutcome;
  targetType: string | null;
  targetId: string | null;
  userId: string | null;
  fields: string[];
  reason: string | null;
  requestId: string | null;
  ipAddress: string | null;
  userAgent: string | null;
  hash: string;
  previousHash: string | null;
}

export interface Tables {
  auditEvents: AuditEventsTable;
  verifications: VerificationsTable;
  verificationEvents: VerificationEventsTable;
  verificationStarts: VerificationStartsTable;
  callbackInbox: CallbackInboxTable;
  mitekJourneys: MitekJourneysTable;
  pendingErasures: PendingErasuresTable;
  idempotencyKeys: IdempotencyKeysTable;
  logFloor: LogFloorTable;
}

export type Database = Kysely<Tables>;

/** Type of PostgreSQL's `bigint`, which the driver would otherwise hand over as text. */
const INT8 = 20;

/** How many connections there may be at once. */
export interface ConnectionNumbers {
  readonly maxConnections: number;
  /** Beside those, for work that has no caller. Left out: all work shares `maxConnections`, whosever it is. */
  readonly ownConnections?: number;
}

/**
 * Opens the database.
 * @param onError told of idle connections that break; they are replaced by themselves.
 */
export function openDatabase(
  url: string,
  {
    maxConnections,
    ownConnections,
    onError,
  }: ConnectionNumbers & {
    readonly onError: (error: Error) => void;
  },
): Database {
  const callers = openPool(url, maxConnections, onError);
  const pool =
    ownConnections === undefined ? callers : new Connections(callers, openPool(url, ownConnections, onError));
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), plugins: [new CamelCasePlugin()] });
}

function openPool(connectionString: string, max: number, onError: (error: Error) => void): pg.Pool {
  const types: pg.CustomTypesConfig = {
    getTypeParser: (oid, format) =>
      oid === INT8 && format !== 'binary' ? (text: string) => BigInt(text) : pg.types.getTypeParser(oid, format),
  };
  const pool = new pg.Pool({
    connectionString,
    max,
    connectionTimeoutMillis: 5_000,
    idle_in_transaction_session_timeout: 30_000,
    statement_timeout: 15_000,
    application_name: 'identity-gateway',
    types,
  });
  pool.on('error', onError);
  return pool;
}
