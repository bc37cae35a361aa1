/** The issuer's signing key: made once, kept in the state, published as a key set. */
import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';

export const ALGORITHM = 'RS256';

/** Makes the private key of a new sandbox. */
export async function createSigningKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const jwk = await exportJWK(privateKey);
  return { ...jwk, alg: ALGORITHM, use: 'sig', kid: await calculateJwkThumbprint(jwk) };
}

/** The public half, as it stands in the key set. */
export function publicJwk({ kty, n, e, alg, use, kid }: JWK): JWK {
  return {
    ...(kty && { kty }),
    ...(n && { n }),
    ...(e && { e }),
    ...(alg && { alg }),
    ...(use && { use }),
    ...(kid && { kid }),
  };
}

/** Reads a key for use. @throws Error when it is not an RSA key */
export async function readKey(jwk: JWK): Promise<CryptoKey> {
  const key = await importJWK(jwk, ALGORITHM);
  if (key instanceof Uint8Array) throw new Error('The signing key of the sandbox is not an RSA key.');
  return key;
}
