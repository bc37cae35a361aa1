// Bearer token to Viewer: signature, issuer, audience, algorithm and expiry by `jose`; permissions by one configured map. The gateway's
// own status tokens are told apart here and read in status-token.ts.
import { createLocalJWKSet, createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { Permission } from './permissions.js';
import type { StatusTokens } from './status-token.js';
import type { Viewer, ViewerKind } from './viewer.js';

export interface TokenRules {
  readonly issuer: string;
  readonly audience: string;
  readonly jwksUrl: string;
  readonly algorithms: readonly string[];
  readonly rolesClaim: string;
  /** Scope or role to permissions; `*` stands for all. */
  readonly permissions: Readonly<Record<string, readonly string[]>>;
}

/** The token is missing, malformed, expired, or not for this gateway. Why is never told: an attacker would learn from it. */
export class Unauthenticated extends Error {
  override readonly name = 'Unauthenticated';
  constructor() {
    super('A valid bearer token is needed.');
  }
}

/** The issuer’s keys cannot be had, so no token can be judged. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}

const CLOCK_TOLERANCE_SECONDS = 5;
const MAX_TOKEN_LENGTH = 16_384;
/** An issuer that just failed to answer is not asked for this long, however many tokens come in. */
const PAUSE_AFTER_FAILURE_MS = 1_000;

export class Tokens {
  private readonly scopes: ReadonlyMap<string, readonly Permission[]>;
  private readonly keys: JwksKeys;

  constructor(
    private readonly rules: TokenRules,
    private readonly statusTokens: StatusTokens,
  ) {
    this.scopes = permissionMap(rules.permissions);
    this.keys = new JwksKeys(rules.jwksUrl);
  }

  /**
   * Judges the value of an `Authorization` header (or of the same text in `connection_init`).
   * @throws Unauthenticated
   * @throws KeysUnavailable
   */
  async viewerOf(authorization: unknown): Promise<Viewer> {
    const token = bearerToken(authorization);
    if (token === null) throw new Unauthenticated();
    if (this.statusTokens.isOne(token)) return this.followerOf(token);
    try {
      const { payload } = await jwtVerify(token, this.keys.get, {
        issuer: this.rules.issuer,
        audience: this.rules.audience,
        algorithms: [...this.rules.algorithms],
        requiredClaims: ['exp', 'sub'],
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
      });
      return this.toViewer(payload);
    } catch (error) {
      throw error instanceof KeysUnavailable ? error : new Unauthenticated();
    }
  }

  /** Whether the issuer’s keys are at hand, for health. */
  get health(): { readonly reachable: boolean; readonly lastSuccessAt: Date | null } {
    return { reachable: this.keys.reachable, lastSuccessAt: this.keys.lastSuccessAt };
  }

  private followerOf(token: string): Viewer {
    const viewer = this.statusTokens.viewerOf(token);
    if (!viewer) throw new Unauthenticated();
    return viewer;
  }

  private toViewer(claims: JWTPayload): Viewer {
    const { sub, exp } = claims;
    if (typeof sub !== 'string' || sub === '' || exp === undefined) throw new Unauthenticated();
    const kind = this.kindOf(claims);
    const granted = kind === 'END_USER' ? [] : [...words(claims.scope), ...words(claims[this.rules.rolesClaim])];
    return {
      id: sub,
      kind,
      displayName: typeof claims.name === 'string' ? claims.name : null,
      permissions: new Set(granted.flatMap((word) => this.scopes.get(word) ?? [])),
      expiresAt: new Date(exp * 1000),
    };
  }

  private kindOf(claims: JWTPayload): ViewerKind {
    if (claims.sub === claims.client_id) return 'SERVICE';
    return words(claims[this.rules.rolesClaim]).length === 0 ? 'END_USER' : 'OPERATOR';
  }
}

/** The issuer’s keys: fetched once, fetched again for an unknown key id (at most each 30 s), and kept while the issuer is down. */
class JwksKeys {
  lastSuccessAt: Date | null = null;
  reachable = true;
  private askAgainAtMs = 0;
  private readonly remote;

  constructor(url: string) {
    this.remote = createRemoteJWKSet(new URL(url), { timeoutDuration: 3_000, cooldownDuration: 30_000 });
  }

  readonly get: JWTVerifyGetKey = async (header, token) => {
    if (Date.now() < this.askAgainAtMs) return this.fromKept(header, token);
    try {
      const key = await this.remote(header, token);
      this.noteAnswer(true);
      return key;
    } catch (error) {
      const answered = error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys;
      this.noteAnswer(answered);
      if (answered) throw error;
      this.askAgainAtMs = Date.now() + PAUSE_AFTER_FAILURE_MS;
      return this.fromKept(header, token);
    }
  };

  private readonly fromKept: JWTVerifyGetKey = async (header, token) => {
    const kept = this.remote.jwks();
    if (!kept) throw new KeysUnavailable('The keys of the token issuer cannot be fetched.');
    return createLocalJWKSet(kept)(header, token);
  };

  private noteAnswer(reachable: boolean): void {
    this.reachable = reachable;
    if (reachable) this.lastSuccessAt = new Date();
  }
}

function bearerToken(authorization: unknown): string | null {
  if (typeof authorization !== 'string' || authorization.length > MAX_TOKEN_LENGTH) return null;
  return /^Bearer +([A-Za-z0-9\-._~+/]+=*)$/i.exec(authorization)?.[1] ?? null;
}

/** `scope` is text with blanks between (RFC 8693), roles are usually a list; both forms are taken for both. */
function words(claim: unknown): readonly string[] {
  if (typeof claim === 'string') return claim.split(' ').filter((word) => word !== '');
  return Array.isArray(claim) ? claim.filter((word) => typeof word === 'string') : [];
}

function permissionMap(configured: TokenRules['permissions']): ReadonlyMap<string, readonly Permission[]> {
  const all = Object.values(Permission);
  const map = new Map<string, readonly Permission[]>(
    all.map((permission) => [`gateway:${permission.toLowerCase().replaceAll('_', '.')}`, [permission]]),
  );
  for (const [word, names] of Object.entries(configured)) {
    map.set(word, names.includes('*') ? all : all.filter((permission) => names.includes(permission)));
  }
  return map;
}
