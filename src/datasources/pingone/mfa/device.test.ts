// A device as PingOne sends it, in our words.
import { expect, test } from 'vitest';
import { toDevice, toShownDevice } from './device.js';
import { WireDevice } from './wire.js';

const deviceOf = (sent: object) => toDevice(WireDevice.parse({ id: 'd1', ...sent }), 'u1');

test.each([
  [{ phone: '+15125550100' }, '*******00'],
  [{ phone: '112' }, '*******'],
  [{ email: 'ana@example.com' }, 'an****@example.com'],
  [{ email: 'an@example.com' }, 'a****@example.com'],
  [{ email: 'a@example.com' }, '****@example.com'],
  [{ email: 'nobody' }, '****'],
  [{}, null],
])('the contact of %j is shown as %s', (sent, maskedContact) => {
  expect(deviceOf(sent)).toMatchObject({ maskedContact, contactHidden: false });
});

test('a contact that upstream masked is never taken for the contact itself', () => {
  const shown = toShownDevice(WireDevice.parse({ id: 'd1', type: 'EMAIL', email: 'o******@a.test' }), 'u1');
  expect(shown).toMatchObject({ phone: null, email: null, maskedContact: 'o******@a.test', contactHidden: true });
  const fido = toShownDevice(WireDevice.parse({ id: 'd1', type: 'FIDO2' }), 'u1');
  expect(fido).toMatchObject({ maskedContact: null, contactHidden: false });
});

test('values without a name here are kept as they are written', () => {
  expect(deviceOf({ type: 'RING', status: 'SLEEPING', attributes: { previousDeviceType: 'CHARM' } })).toMatchObject({
    type: 'UNKNOWN',
    typeRaw: 'RING',
    status: 'UNKNOWN',
    statusRaw: 'SLEEPING',
    attributes: { previousDeviceType: 'UNKNOWN', previousDeviceTypeRaw: 'CHARM', isCrossPlatform: null },
  });
});

test('the key of an authenticator app, wherever it stands', () => {
  const key = { secret: 'JBSWY3DP', keyUri: 'otpauth://totp/Bank:ana?secret=JBSWY3DP' };
  expect(deviceOf({ type: 'TOTP', ...key })).toMatchObject(key);
  expect(deviceOf({ type: 'TOTP', properties: key })).toMatchObject(key);
});

test('a lock has a reason only while it lasts', () => {
  const lock = { reason: 'OTP', expiresAt: '2026-03-01T09:00:00.000Z' };
  expect(deviceOf({ lock: { status: 'LOCKED', ...lock } }).lock).toEqual({
    status: 'LOCKED',
    statusRaw: 'LOCKED',
    expiresAt: new Date(lock.expiresAt),
    reason: 'OTP',
    reasonRaw: 'OTP',
  });
  expect(deviceOf({ lock: { status: 'UNLOCKED', ...lock } }).lock).toMatchObject({ expiresAt: null, reason: null });
});

test('a phone with an app', () => {
  const { mobile } = deviceOf({
    type: 'MOBILE',
    os: { type: 'ANDROID', version: '16' },
    model: { name: 'p9', marketingName: 'Pixel 9' },
    application: { id: 'n1', nativeName: 'com.bank', version: '2', pushSandbox: false },
    pushStatus: { status: 'DISABLED', reason: 'NO_TOKEN' },
    otpStatus: { status: 'SLOW' },
    pushFails: [1772356000000, 1e300],
    lockEnabled: true,
  });
  expect(mobile).toMatchObject({
    os: { type: 'ANDROID', version: '16' },
    application: { id: 'n1', nativeName: 'com.bank', name: null },
    pushStatus: { status: 'DISABLED', reason: 'NO_TOKEN' },
    otpStatus: { status: 'UNKNOWN', statusRaw: 'SLOW', reason: null },
    pushFails: [new Date(1772356000000)],
    screenLockEnabled: true,
    rooted: null,
  });
});

test('a FIDO device, and one of which parts are not what they should be', () => {
  const backup = { backupEligibility: true, backupState: false };
  expect(deviceOf({ type: 'FIDO2', credentialId: 'AQ', backup, rp: { id: 'a.example' } })).toMatchObject({
    fido: { credentialId: 'AQ', backupEligible: true, backedUp: false },
    rp: { id: 'a.example', name: null },
    mobile: null,
  });
  expect(deviceOf({ phone: { number: '+1' }, block: 'no', test: 7, createdAt: 'yesterday' })).toMatchObject({
    phone: null,
    block: null,
    test: null,
    createdAt: null,
  });
});
