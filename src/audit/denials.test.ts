// Refused mutations in the audit log: which get an entry of their own, and what becomes of the others when the log cannot be written.
import { beforeEach, expect, test, vi } from 'vitest';
import type { AuditEntry } from '../store/audit-log.js';
import { createLogger } from '../telemetry/logger.js';
import { Denials } from './denials.js';

const written: AuditEntry[] = [];
const append = vi.fn<(entries: readonly AuditEntry[]) => Promise<void>>();
let nowMs = 0;
const denials = () => new Denials({ append }, createLogger('silent'), () => nowMs);

beforeEach(() => {
  written.length = 0;
  nowMs = 0;
  append.mockReset().mockImplementation(async (entries) => void written.push(...entries));
});

function denied(actor: string, action: string): AuditEntry {
  return {
    id: `${actor} ${action}`,
    occurredAt: new Date(),
    actor: { id: actor, kind: 'END_USER', displayName: null },
    action,
    outcome: 'DENIED',
    targetType: 'User',
    targetId: 'somebody',
    userId: 'somebody',
    fields: [],
    reason: null,
    requestId: 'r',
    ipAddress: '127.0.0.1',
    userAgent: 'test',
  };
}

const shown = () => written.map(({ actor, action, reason }) => [actor.id, action, reason].join(' ').trim());

test('the first of each action have an entry each, the rest one for all', async () => {
  const log = denials();
  for (let count = 0; count < 5; count += 1) await log.record(denied('ana', 'a'));
  await log.record(denied('ana', 'b'));
  for (let count = 0; count < 7; count += 1) await log.record(denied('bob', 'a'));
  expect(shown()).toEqual(['ana a', 'ana a', 'ana a', 'ana b', 'bob a', 'bob a', 'bob a']);
  await log.stop();
  expect(shown().slice(7)).toEqual([
    'ana a 2 more like the ones before, within a minute.',
    'bob a 4 more like the ones before, within a minute.',
  ]);
  expect(written.at(-1)).toMatchObject({ outcome: 'DENIED', targetId: null, userId: null, ipAddress: '127.0.0.1' });
});

test('however many actions there are, one caller has no more than thirty entries and the one for the rest', async () => {
  const log = denials();
  for (let action = 0; action < 40; action += 1) await log.record(denied('ana', `action${action}`));
  await log.stop();
  expect(written).toHaveLength(31);
  expect(written.at(-1)?.reason).toMatch(/^10 more/);
  expect(written.at(-1)?.action.split(' ')).toHaveLength(10);
});

test('a minute later the first have an entry again, after the one that tells of the rest', async () => {
  const log = denials();
  for (let count = 0; count < 4; count += 1) await log.record(denied('ana', 'a'));
  nowMs = 60_001;
  await log.record(denied('ana', 'a'));
  await log.stop();
  expect(shown()).toEqual([...Array(3).fill('ana a'), 'ana a', 'ana a 1 more like the ones before, within a minute.']);
});

test('what cannot be written is said to the caller, and counts are written later', async () => {
  const log = denials();
  append.mockRejectedValueOnce(new Error('The store is away.'));
  await expect(log.record(denied('ana', 'a'))).rejects.toThrow('The store is away.');
  for (let count = 0; count < 4; count += 1) await log.record(denied('ana', 'a'));
  append.mockRejectedValueOnce(new Error('The store is away.'));
  await log.stop();
  expect(written).toHaveLength(2);
  await log.stop();
  expect(shown().at(-1)).toBe('ana a 2 more like the ones before, within a minute.');
});
