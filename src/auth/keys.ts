// The gateway's own keys: one list of secrets, a derived key for each use. The first secret makes, all of them check.
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a key is for. Keys of different uses never meet. */
export type KeyUse =
  | 'cursor'
  | 'sealed data'
  | 'status token'
  | 'continue link'
  | 'picture address'
  | 'callback repeat'
  | 'capture link'
  | 'repeated input';

const MAC_BYTES = 9;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_ID_BYTES = 4;

export class Keys {
  private readonly derived = new Map<KeyUse, readonly Buffer[]>();

  /** @param secrets at least one, each 32 characters or more */
  constructor(private readonly secrets: readonly string[]) {}

  /** A short authentication code for data that clients carry about. */
  mac(use: KeyUse, data: Buffer): Buffer {
    return macWith(this.of(use)[0], data);
  }

  /** The code by each of the keys, the one that makes codes first: to find by whichever of them one was kept. */
  macs(use: KeyUse, data: Buffer): readonly Buffer[] {
    return this.of(use).map((key) => macWith(key, data));
  }

  /** Whether the code was made by this gateway for this data. */
  hasMac(use: KeyUse, data: Buffer, mac: Buffer): boolean {
    return this.of(use).some((key) => sameBytes(macWith(key, data), mac));
  }

  /** Encrypts text, so that it can neither be read nor changed (AES-256-GCM, RFC 5116). Layout: key id, IV, tag, cipher text. */
  seal(text: string, use: KeyUse = 'sealed data'): Buffer {
    const [key] = this.of(use);
    if (!key) throw new Error('The gateway has no key.');
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key, iv);
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([keyId(key), iv, cipher.getAuthTag(), body]);
  }

  /** @throws Error when the key is gone or the data was changed */
  unseal(sealed: Buffer, use: KeyUse = 'sealed data'): string {
    const key = this.of(use).find((candidate) => keyId(candidate).equals(sealed.subarray(0, KEY_ID_BYTES)));
    if (!key) throw new Error('The key of the sealed data is not configured any more.');
    const iv = sealed.subarray(KEY_ID_BYTES, KEY_ID_BYTES + IV_BYTES);
    const bodyStart = KEY_ID_BYTES + IV_BYTES + TAG_BYTES;
    const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
    decipher.setAuthTag(sealed.subarray(KEY_ID_BYTES + IV_BYTES, bodyStart));
    return Buffer.concat([decipher.update(sealed.subarray(bodyStart)), decipher.final()]).toString('utf8');
  }

  private of(use: KeyUse): readonly Buffer[] {
    const known = this.derived.get(use);
    if (known) return known;
    const keys = this.secrets.map((secret) => Buffer.from(hkdfSync('sha256', secret, 'identity-gateway', use, 32)));
    this.derived.set(use, keys);
    return keys;
  }
}

/** The secret kept in the data folder, made at the first start. Readable by the owner of the process only. */
export function secretOfFolder(dataDir: string): string {
  const path = join(dataDir, 'gateway-secret');
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(path, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return readFileSync(path, 'utf8').trim();
}

/** SHA-256, for secrets of which only a hash is kept and for comparing inputs. */
export function sha256(data: string): Buffer {
  return createHash('sha256').update(data).digest();
}

/** JSON whose properties stand in one order, so that what is equal has an equal hash however it is written. */
export function stableText(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}

/** Compares without telling by its time how much was right. */
export function sameBytes(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

function macWith(key: Buffer | undefined, data: Buffer): Buffer {
  if (!key) throw new Error('The gateway has no key.');
  return createHmac('sha256', key).update(data).digest().subarray(0, MAC_BYTES);
}

function keyId(key: Buffer): Buffer {
  return createHash('sha256').update('id').update(key).digest().subarray(0, KEY_ID_BYTES);
}
