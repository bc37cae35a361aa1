// The gateway's keys: what is sealed opens only unchanged, and only while its key is configured; codes survive a rotation.
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { Keys, sameBytes, secretOfFolder, sha256 } from './keys.js';

const [OLD, NEW] = ['o'.repeat(32), 'n'.repeat(32)] as const;
const folder = mkdtempSync(join(tmpdir(), 'keys-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('sealing', () => {
  const keys = new Keys([NEW]);

  test.each(['', 'x', 'Zoë 🔑', 'a'.repeat(100_000)])('what is sealed is read back (%#)', (text) => {
    expect(keys.unseal(keys.seal(text))).toBe(text);
  });

  test('the same text is sealed differently each time, and cannot be seen in it', () => {
    const [one, other] = [keys.seal('a secret header value'), keys.seal('a secret header value')];
    expect(one.equals(other)).toBe(false);
    expect(one.includes('secret')).toBe(false);
  });

  test('every changed byte spoils it, and so does every missing one', () => {
    const sealed = keys.seal('text');
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(index) ^ 1, index);
      expect(() => keys.unseal(changed)).toThrow();
      expect(() => keys.unseal(sealed.subarray(0, index))).toThrow();
    }
  });

  test('a key that signs no more still opens; one that is gone does not', () => {
    const sealed = new Keys([OLD]).seal('text');
    const rotated = new Keys([NEW, OLD]);
    expect(rotated.unseal(sealed)).toBe('text');
    expect(() => keys.unseal(sealed)).toThrow('not configured any more');
    expect(keys.unseal(rotated.seal('later'))).toBe('later');
  });
});

describe('codes', () => {
  const data = Buffer.from('position 7');

  test('belong to one use and one text', () => {
    const keys = new Keys([NEW]);
    const mac = keys.mac('cursor', data);
    expect(keys.hasMac('cursor', data, mac)).toBe(true);
    expect(keys.hasMac('sealed data', data, mac)).toBe(false);
    expect(keys.hasMac('cursor', Buffer.from('position 8'), mac)).toBe(false);
    expect(keys.hasMac('cursor', data, mac.subarray(1))).toBe(false);
    expect(keys.hasMac('cursor', data, Buffer.alloc(0))).toBe(false);
  });

  test('are made with the first secret and checked with all', () => {
    const old = new Keys([OLD]).mac('cursor', data);
    const rotated = new Keys([NEW, OLD]);
    expect(rotated.hasMac('cursor', data, old)).toBe(true);
    expect(rotated.mac('cursor', data)).toEqual(new Keys([NEW]).mac('cursor', data));
    expect(new Keys([NEW]).hasMac('cursor', data, old)).toBe(false);
  });

  test('without any secret nothing is made', () => {
    expect(() => new Keys([]).mac('cursor', data)).toThrow('no key');
    expect(() => new Keys([]).seal('text')).toThrow('no key');
    expect(new Keys([]).hasMac('cursor', data, Buffer.alloc(9))).toBe(false);
  });
});

test('the secret of a folder is made once, long, and readable by its owner only', () => {
  const dataDir = join(folder, 'deep', 'data');
  const secret = secretOfFolder(dataDir);
  expect(secret.length).toBeGreaterThanOrEqual(43);
  expect(secretOfFolder(dataDir)).toBe(secret);
  expect(readFileSync(join(dataDir, 'gateway-secret'), 'utf8')).toBe(secret);
  expect(statSync(join(dataDir, 'gateway-secret')).mode & 0o777).toBe(0o600);
  expect(() => new Keys([secret]).seal('text')).not.toThrow();
});

test('bytes are the same or not, whatever their lengths', () => {
  expect(sameBytes(sha256('a'), sha256('a'))).toBe(true);
  expect(sameBytes(sha256('a'), sha256('b'))).toBe(false);
  expect(sameBytes(sha256('a'), Buffer.alloc(0))).toBe(false);
});
