// The audit log as a table: what it takes it gives back whole, it refuses changes, and writers on many instances make one chain.
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { hashOf } from '../audit/chain.js';
import { verifyChain } from '../audit/verify.js';
import { type AuditEntry, AuditLog } from './audit-log.js';
import { useStore } from './store-fixture.js';

const store = useStore();

function entry(changes: Partial<AuditEntry> = {}): AuditEntry {
  return {
    id: randomUUID(),
    occurredAt: new Date(),
    actor: { kind: 'OPERATOR', id: 'support', displayName: 'Support' },
    action: 'approveVerifyTransaction',
    outcome: 'SUCCEEDED',
    targetType: 'VerifyTransaction',
    targetId: randomUUID(),
    userId: null,
    fields: [],
    reason: null,
    requestId: null,
    ipAddress: '127.0.0.1',
    userAgent: null,
    ...changes,
  };
}

test('entries that many instances write at one time make one chain without gaps', async () => {
  const instances = [store.open(), store.open(), store.open()].map((db) => new AuditLog(db, hashOf));
  const writes = Array.from({ length: 120 }, (_, n) => {
    // Some write several entries at once, and some of those writes fail.
    const entries = Array.from({ length: 1 + (n % 3) }, () => entry());
    const isRefused = n % 10 === 9;
    const log = instances[n % instances.length];
    const write = log?.append(isRefused ? [...entries, { ...entry(), id: 'no uuid' }] : entries);
    return { count: isRefused ? 0 : entries.length, done: write };
  });
  const results = await Promise.allSettled(writes.map(({ done }) => done));
  expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(12);

  const log = new AuditLog(store.db, hashOf);
  const written = writes.reduce((sum, { count }) => sum + count, 0);
  const report = await verifyChain((after, limit) => log.readChain(after, limit), hashOf, null);
  expect(report).toMatchObject({ entries: written, problemCount: 0 });
  const [newest] = await log.read({}, null, 1);
  expect(newest).toMatchObject({ position: BigInt(written), hash: report.newestHash });
});

test('whatever callers put into an entry, it is stored as it was hashed', async () => {
  const log = new AuditLog(store.db, hashOf);
  const odd = `half ${'😀'.slice(0, 1)}, none \0, whole 😀, "quoted" \\ \u2028`;
  await log.append([
    entry({
      actor: { kind: 'SERVICE', id: odd, displayName: odd },
      targetId: odd,
      userId: odd,
      reason: odd,
      requestId: odd,
      userAgent: odd,
      fields: ['GovernmentIdData.firstName', 'a,b', '{}', ''],
    }),
  ]);
  const report = await verifyChain((after, limit) => log.readChain(after, limit), hashOf, null);
  expect(report.problemCount).toBe(0);
  const [newest] = await log.read({}, null, 1);
  expect(newest?.reason).toBe('half \uFFFD, none \uFFFD, whole 😀, "quoted" \\ \u2028');
});

test.each([
  ['update', `update audit_events set outcome = 'FAILED'`],
  ['delete', 'delete from audit_events'],
  ['truncate', 'truncate audit_events'],
  ['truncate of everything', 'truncate verifications, audit_events cascade'],
  ['update as a replica', `set session_replication_role = replica; update audit_events set outcome = 'FAILED'`],
])('the table refuses: %s', async (_name, statement) => {
  const log = new AuditLog(store.db, hashOf);
  await log.append([entry()]);
  await expect(store.sql(statement)).rejects.toThrow('the audit log is append-only');
  expect(await log.isAppendOnly()).toBe(true);
});
