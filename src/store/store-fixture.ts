// What tests of stored things share: a database of its own for each test file, and records to put into it.
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { Keys } from '../auth/keys.js';
import { type Database, openDatabase } from './database.js';
import { IdempotencyKeys } from './idempotency.js';
import { migrate } from './migrations.js';
import type { NewEvent, VerificationRecord } from './records.js';
import type { Change, NewVerification } from './status-log.js';

export interface TestStore {
  readonly url: string;
  readonly db: Database;
  /** Another pool on the same database, as another instance of the gateway has one. */
  open(): Database;
  /** Runs one statement. @returns its rows, spelled as in the database */
  sql(text: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
}

/** A migrated database for the tests of a file, dropped after them. The properties work once tests run. */
export function useStore(): TestStore {
  let store: { url: string; db: Database } | null = null;
  const pools: Database[] = [];
  const name = `unit_${randomUUID().replaceAll('-', '')}`;
  const present = () => {
    if (!store) throw new Error('The database of the test file is not open yet.');
    return store;
  };
  const open = (url: string) => {
    const db = openDatabase(url, { maxConnections: 12, onError: () => undefined });
    pools.push(db);
    return db;
  };
  beforeAll(async () => {
    const server = inject('postgresUrl');
    await run(server, `create database ${name}`);
    const url = new URL(server);
    url.pathname = `/${name}`;
    store = { url: url.href, db: open(url.href) };
    await migrate(store.db);
  });
  afterAll(async () => {
    for (const db of pools) await db.destroy();
    await run(inject('postgresUrl'), `drop database if exists ${name} with (force)`);
  });
  return {
    get url() {
      return present().url;
    },
    get db() {
      return present().db;
    },
    open: () => open(present().url),
    sql: (text, values) => run(present().url, text, values),
  };
}

/** @param secrets of the gateway, the present one first */
export function idempotencyOn(db: Database, secrets: readonly string[] = ['a secret of the tests']): IdempotencyKeys {
  const keys = new Keys(secrets);
  return new IdempotencyKeys(db, (text) => keys.macs('repeated input', Buffer.from(text)));
}

/** A verification that was just sent to its person. */
export function record(changes: Partial<VerificationRecord> = {}): VerificationRecord {
  return {
    id: randomUUID(),
    source: 'PINGONE_VERIFY',
    userId: 'ana',
    reference: null,
    lifecycle: 'SENT',
    decision: 'NONE',
    version: 1,
    rawStatus: 'REQUESTED',
    rawResult: null,
    verifyPolicyId: null,
    challenge: null,
    linkMac: null,
    redirectUrl: null,
    redirectMessage: null,
    callbackUrl: null,
    callbackHeaderNames: [],
    callbackSealed: null,
    provisional: false,
    hasEvidence: false,
    createdAt: at(0),
    updatedAt: at(0),
    expiresAt: at(30 * 60),
    finishedAt: null,
    deletedAt: null,
    redactedAt: null,
    upstreamUpdatedAt: at(0),
    receivedAt: at(0),
    stage: 1,
    reasons: [],
    position: 0n,
    ...changes,
  };
}

/** A moment of the day on which the test verifications take place. */
export function at(seconds: number): Date {
  return new Date(Date.UTC(2026, 2, 1, 10) + seconds * 1000);
}

/** The same as something to add to the log, with its first event. */
export function newVerification(
  changes: Partial<VerificationRecord> = {},
  firstPollInMs: number | null = null,
): NewVerification {
  const { position: _position, stage: _stage, redactedAt: _redactedAt, ...columns } = record(changes);
  return { record: columns, events: [grown({ version: columns.version, type: 'CREATED' })], firstPollInMs };
}

/** An event that made a new version. */
export function grown(changes: Partial<NewEvent> = {}): NewEvent {
  return {
    type: 'STATUS_CHANGED',
    origin: 'UPSTREAM_READ',
    version: 1,
    grew: true,
    lifecycle: 'SENT',
    decision: 'NONE',
    previousLifecycle: null,
    previousDecision: null,
    rawStatus: 'REQUESTED',
    occurredAt: at(0),
    actor: null,
    reason: null,
    ...changes,
  };
}

/** One version more, and whatever else is given. */
export function nextVersion(present: VerificationRecord, changes: Partial<NewEvent> = {}): Change {
  const event = grown({ lifecycle: present.lifecycle, ...changes, version: present.version + 1 });
  return { record: { version: event.version, lifecycle: event.lifecycle, decision: event.decision }, events: [event] };
}

async function run(url: string, text: string, values: readonly unknown[] = []) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text, [...values])).rows;
  } finally {
    await client.end();
  }
}
