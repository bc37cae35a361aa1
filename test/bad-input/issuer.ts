// An issuer of tokens that signs whatever it is told to, so that forgeries can be told from the genuine by one thing each.
import { createServer } from 'node:http';
import { type CryptoKey, exportJWK, generateKeyPair, type JWTHeaderParameters, SignJWT } from 'jose';

export interface Claims {
  readonly [name: string]: unknown;
}

export class Issuer {
  /** How often the keys were fetched. */
  fetches = 0;

  private constructor(
    readonly url: string,
    readonly publicJwk: object,
    private readonly key: CryptoKey,
    private readonly close: () => void,
  ) {}

  static async start(): Promise<Issuer> {
    const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
    const publicJwk = { ...(await exportJWK(publicKey)), kid: 'the-key', alg: 'RS256', use: 'sig' };
    const server = createServer((_request, response) => {
      issuer.fetches += 1;
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [publicJwk] }));
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const address = server.address();
    if (typeof address !== 'object' || address === null) throw new Error('The issuer does not listen.');
    const issuer = new Issuer(`http://127.0.0.1:${address.port}`, publicJwk, privateKey, () => {
      server.close();
      server.closeAllConnections();
    });
    return issuer;
  }

  stop(): void {
    this.close();
  }

  /** Claims of a token that is good, with changes; `undefined` leaves one out. */
  claims(changes: Claims = {}): Claims {
    const nowSeconds = Math.floor(Date.now() / 1000);
    const sound = { iss: this.url, aud: 'identity-gateway', sub: 'someone', iat: nowSeconds, exp: nowSeconds + 600 };
    return Object.fromEntries(Object.entries({ ...sound, ...changes }).filter(([, value]) => value !== undefined));
  }

  /** A token signed with the issuer's key, or with another. */
  sign(changes: Claims = {}, header: Partial<JWTHeaderParameters> = {}, key: CryptoKey | Uint8Array = this.key) {
    return new SignJWT(this.claims(changes)).setProtectedHeader({ alg: 'RS256', kid: 'the-key', ...header }).sign(key);
  }
}

/** A token with any header and payload, and the signature of another. */
export function assemble(header: object, payload: object, signature = ''): string {
  return `${encode(header)}.${encode(payload)}.${signature}`;
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
