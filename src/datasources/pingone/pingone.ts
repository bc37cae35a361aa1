// Puts together everything the gateway calls at PingOne, for one environment.
import type { ObservedCall } from '../http/call.js';
import { UpstreamClient } from '../http/client.js';
import type { Circuit } from '../http/gate.js';
import { UpstreamPools } from '../http/pools.js';
import type { UpstreamStats } from '../http/stats.js';
import { MfaConfiguration } from '../mfa-configuration.js';
import { AuthenticationsApi } from './mfa/authentications.js';
import { MfaApi } from './mfa/mfa.js';
import { basicAuthorization, WorkerToken } from './token.js';
import { UsersApi } from './users.js';
import { VerifyApi } from './verify.js';

export interface PingOneSettings {
  /** Such as `https://api.pingone.eu`; a `/v1` at its end is ignored. */
  readonly apiUrl: string;
  /** Such as `https://auth.pingone.eu`. */
  readonly authUrl: string;
  readonly environmentId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Environment that owns the worker application, when it is another one. */
  readonly workerEnvironmentId?: string | undefined;
}

/** How one service of PingOne does, seen from here. */
export interface UpstreamHealth extends UpstreamStats {
  readonly name: 'PINGONE_TOKEN' | 'PINGONE_USERS' | 'PINGONE_VERIFY' | 'PINGONE_MFA';
  readonly circuit: Circuit;
}

export interface PingOne {
  readonly users: UsersApi;
  readonly verify: VerifyApi;
  readonly mfa: MfaApi;
  readonly authentications: AuthenticationsApi;
  /** Kept reads of what administrators set up. */
  readonly mfaConfiguration: MfaConfiguration;
  readonly token: WorkerToken;
  /** Read from memory; makes no call. */
  health(): readonly UpstreamHealth[];
  /** Waits for calls under way, then closes the connections. */
  close(): Promise<void>;
}

/** @param onCall told of each call sent; must not throw. */
export function createPingOne(settings: PingOneSettings, onCall?: (call: ObservedCall) => void): PingOne {
  const { environmentId } = settings;
  const pools = new UpstreamPools();
  const credentials = { ...settings, environmentId: settings.workerEnvironmentId ?? environmentId };
  const tokens = new UpstreamClient({
    source: 'PINGONE_TOKEN',
    baseUrl: settings.authUrl,
    pools,
    onCall,
    authorization: basicAuthorization(credentials),
    maxResponseBytes: 64 * 1024,
  });
  const token = new WorkerToken(tokens, credentials);
  const api = { baseUrl: settings.apiUrl.replace(/\/v1\/?$/, ''), pools, onCall, authorization: token };
  const users = new UpstreamClient({ ...api, source: 'PINGONE_USERS' });
  const verify = new UpstreamClient({ ...api, source: 'PINGONE_VERIFY' });
  // One service on two hosts, each of which can fail alone.
  const mfaClient = new UpstreamClient({ ...api, source: 'PINGONE_MFA' });
  const authentications = new UpstreamClient({ ...api, source: 'PINGONE_MFA', baseUrl: settings.authUrl });
  const mfa = new MfaApi(mfaClient, environmentId);
  return {
    users: new UsersApi(users, environmentId),
    verify: new VerifyApi(verify, environmentId),
    mfa,
    authentications: new AuthenticationsApi(authentications, environmentId),
    mfaConfiguration: new MfaConfiguration(mfa),
    token,
    health: () => [
      healthOf('PINGONE_TOKEN', tokens),
      healthOf('PINGONE_USERS', users),
      healthOf('PINGONE_VERIFY', verify),
      worse(healthOf('PINGONE_MFA', mfaClient), healthOf('PINGONE_MFA', authentications)),
    ],
    close: () => pools.close(),
  };
}

function healthOf(name: UpstreamHealth['name'], client: UpstreamClient): UpstreamHealth {
  return { name, circuit: client.circuit, ...client.stats() };
}

const CIRCUITS: readonly Circuit[] = ['CLOSED', 'HALF_OPEN', 'OPEN'];

/** A service on two hosts does as badly as the worse of them. */
function worse(one: UpstreamHealth, other: UpstreamHealth): UpstreamHealth {
  return {
    name: one.name,
    circuit: CIRCUITS.indexOf(one.circuit) > CIRCUITS.indexOf(other.circuit) ? one.circuit : other.circuit,
    p90LatencyMs: greatest(one.p90LatencyMs, other.p90LatencyMs),
    errorRate: greatest(one.errorRate, other.errorRate),
    lastSuccessAt: later(one.lastSuccessAt, other.lastSuccessAt),
  };
}

function greatest(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}

function later(one: Date | null, other: Date | null): Date | null {
  return one === null || (other !== null && other > one) ? other : one;
}
