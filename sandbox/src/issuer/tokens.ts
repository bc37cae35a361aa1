/** Signs tokens for people, services and the worker application, and checks those of the worker. Uses the host's clock. */
import { randomUUID } from 'node:crypto';
import { type CryptoKey, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import type { SandboxState } from '../state/state.js';
import {
  BACKEND_SCOPE,
  DEMO_PEOPLE,
  isDemoName,
  PEOPLE_AUDIENCE,
  PEOPLE_CLIENT_ID,
  WORKER_AUDIENCE,
} from './demo-people.js';
import { ALGORITHM, publicJwk, readKey } from './keys.js';

export const WORKER_TOKEN_SECONDS = 3_600;
const PEOPLE_TOKEN_SECONDS = 12 * 3_600;
const MAX_REMEMBERED_TOKENS = 1_000;

/** What a minted token shall say; everything but the subject has a default. */
export interface TokenRequest {
  /** A demo name, or any subject. */
  readonly user: string;
  readonly expiresInSeconds?: number | undefined;
  readonly audience?: string | readonly string[] | undefined;
  readonly issuer?: string | undefined;
  readonly scope?: string | undefined;
  readonly roles?: readonly string[] | undefined;
  readonly clientId?: string | undefined;
  readonly name?: string | undefined;
}

export class Tokens {
  /** Expiry in seconds since 1970 by token, so that a busy worker does not pay for a signature check on each call. */
  private readonly checked = new Map<string, number>();

  private constructor(
    private readonly state: SandboxState,
    /** The issuer's address. */
    readonly issuer: string,
    private readonly privateKey: CryptoKey,
    private readonly publicKey: CryptoKey,
  ) {}

  static async create(state: SandboxState, issuer: string): Promise<Tokens> {
    const { signingKey } = state;
    return new Tokens(state, issuer, await readKey(signingKey), await readKey(publicJwk(signingKey)));
  }

  /** The token of the worker application: its rights are roles, so it carries no scope and no subject. */
  mintWorker(): Promise<string> {
    const claims = {
      client_id: this.state.worker.clientId,
      env: this.state.environmentId,
      org: this.state.organizationId,
    };
    return this.sign({ ...claims, aud: [WORKER_AUDIENCE] }, WORKER_TOKEN_SECONDS, this.issuer);
  }

  /** The token of the backend service: its subject is its own client id. */
  mintBackend(): Promise<string> {
    const { clientId } = this.state.backend;
    return this.mint({
      user: clientId,
      clientId,
      scope: BACKEND_SCOPE,
      name: 'Backend',
      expiresInSeconds: WORKER_TOKEN_SECONDS,
    });
  }

  /** A token for a demo person or for any subject. */
  mint(request: TokenRequest): Promise<string> {
    const person = isDemoName(request.user) ? DEMO_PEOPLE[request.user] : undefined;
    const name = request.name ?? person?.displayName;
    const claims: JWTPayload = {
      sub: (person && this.state.people[request.user]) ?? request.user,
      aud: typeof request.audience === 'object' ? [...request.audience] : (request.audience ?? PEOPLE_AUDIENCE),
      client_id: request.clientId ?? PEOPLE_CLIENT_ID,
      scope: request.scope ?? 'openid profile',
      roles: [...(request.roles ?? person?.roles ?? [])],
      ...(name === undefined ? {} : { name }),
    };
    return this.sign(claims, request.expiresInSeconds ?? PEOPLE_TOKEN_SECONDS, request.issuer ?? this.issuer);
  }

  /** Whether a text is a living token of the worker application. */
  async isWorkerToken(token: string): Promise<boolean> {
    const nowSeconds = Date.now() / 1_000;
    const expiresAt = this.checked.get(token);
    if (expiresAt !== undefined) return expiresAt > nowSeconds;
    try {
      const options = { issuer: this.issuer, audience: WORKER_AUDIENCE, algorithms: [ALGORITHM] };
      const { payload } = await jwtVerify(token, this.publicKey, options);
      if (payload.client_id !== this.state.worker.clientId) return false;
      if (this.checked.size >= MAX_REMEMBERED_TOKENS) this.checked.clear();
      this.checked.set(token, payload.exp ?? 0);
      return true;
    } catch {
      return false;
    }
  }

  /** Whether a text is a living token of a person at this issuer. */
  async isPersonToken(token: string): Promise<boolean> {
    try {
      const options = { issuer: this.issuer, audience: PEOPLE_AUDIENCE, algorithms: [ALGORITHM] };
      await jwtVerify(token, this.publicKey, options);
      return true;
    } catch {
      return false;
    }
  }

  private sign(claims: JWTPayload, lifetimeSeconds: number, issuer: string): Promise<string> {
    const issuedAt = Math.floor(Date.now() / 1_000);
    const { kid } = this.state.signingKey;
    return new SignJWT({ ...claims, jti: randomUUID() })
      .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT', ...(kid === undefined ? {} : { kid }) })
      .setIssuer(issuer)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + lifetimeSeconds)
      .sign(this.privateKey);
  }
}
