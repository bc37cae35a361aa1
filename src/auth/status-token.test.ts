// What makes a status token good, and for how long. What it may ask is tested in status-only.test.ts.
import { expect, test } from 'vitest';
import { Keys } from './keys.js';
import { passEndOf, type StatusPass, StatusTokens } from './status-token.js';

const [OLD, NEW] = ['o'.repeat(32), 'n'.repeat(32)];
const MINUTE_MS = 60_000;
const inOneMinute = new Date(Date.now() + MINUTE_MS);
const PASS: StatusPass = { verificationId: 'a-transaction', userId: 'a-user', expiresAt: inOneMinute };
const tokens = new StatusTokens(new Keys([NEW]));

test('a token stands for one verification, holds no permission and tells nothing by itself', () => {
  const token = tokens.tokenOf(PASS);
  expect(token).toMatch(/^idgws_[\w-]{60,250}$/);
  expect(tokens.isOne(token)).toBe(true);
  expect(Buffer.from(token.slice(6), 'base64url').toString()).not.toMatch(/a-transaction|a-user/);
  expect(tokens.viewerOf(token)).toEqual({
    id: 'a-user',
    kind: 'END_USER',
    displayName: 'Status token',
    permissions: new Set(),
    expiresAt: inOneMinute,
    followsOnly: 'a-transaction',
  });
});

test('the secret of a link is read back, and is never a token, nor the other way round', () => {
  const [secret, token] = [tokens.linkSecretOf(PASS), tokens.tokenOf(PASS)];
  expect(tokens.passOfLink(secret)).toEqual(PASS);
  expect(tokens.viewerOf(`idgws_${secret}`)).toBeNull();
  expect(tokens.passOfLink(token.slice(6))).toBeNull();
});

test('a token is good until its end', () => {
  const over = { ...PASS, expiresAt: new Date(Date.now() - 1) };
  expect(tokens.viewerOf(tokens.tokenOf(over))).toBeNull();
  expect(tokens.passOfLink(tokens.linkSecretOf(over))).toBeNull();
});

test('every changed byte spoils it', () => {
  const bytes = Buffer.from(tokens.linkSecretOf(PASS), 'base64url');
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
    expect(tokens.passOfLink(changed.toString('base64url')), `byte ${at}`).toBeNull();
    expect(tokens.passOfLink(bytes.subarray(0, at).toString('base64url')), `the first ${at} bytes`).toBeNull();
  }
});

test.each(['', 'idgws_', 'idgws_!', `idgws_${'A'.repeat(200)}`, `idgws_${'A'.repeat(5_000)}`])(
  '%.20s is none',
  (text) => {
    expect(tokens.viewerOf(text)).toBeNull();
    expect(tokens.passOfLink(text)).toBeNull();
  },
);

test('it outlives a change of the secret as long as the old one is kept', () => {
  const token = new StatusTokens(new Keys([OLD])).tokenOf(PASS);
  expect(new StatusTokens(new Keys([NEW, OLD])).viewerOf(token)?.followsOnly).toBe('a-transaction');
  expect(tokens.viewerOf(token)).toBeNull();
});

test.each([
  ['half an hour', 30, 60],
  ['two hours', 120, 240],
  ['twenty hours', 20 * 60, 24 * 60],
  ['a week', 7 * 24 * 60, 24 * 60],
  ['no time', null, 24 * 60],
])('of a transaction that lasts %s', (_name, lengthMinutes, endsAfterMinutes) => {
  const createdAt = new Date('2026-03-01T10:00:00Z');
  const after = (minutes: number) => new Date(createdAt.getTime() + minutes * MINUTE_MS);
  const expiresAt = lengthMinutes === null ? null : after(lengthMinutes);
  expect(passEndOf({ createdAt, expiresAt })).toEqual(after(endsAfterMinutes));
});

test('it has one spelling', () => {
  const secret = tokens.linkSecretOf(PASS);
  for (const other of [`${secret}A`, `${secret}=`, `${secret} `, `${secret}/`, ` ${secret}`]) {
    expect(tokens.passOfLink(other)).toBeNull();
  }
});
