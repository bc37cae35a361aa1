// Puts together everything the gateway calls at PingOne, for one environment.
import type { ObservedCall } from '../http/call.js';
import { UpstreamClient } from '../http/client.js';
import type { Circuit } from '../http/gate.js';
import { UpstreamPools } from '../http/pools.js';
import type { UpstreamStats } from '../http/stats.js';
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
  readonly name: 'PINGONE_TOKEN' | 'PINGONE_USERS' | 'PINGONE_VERIFY';
  readonly circuit: Circuit;
}

export interface PingOne {
  readonly users: UsersApi;
  readonly verify: VerifyApi;
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
  const health = (name: UpstreamHealth['name'], client: UpstreamClient): UpstreamHealth => ({
    name,
    circuit: client.circuit,
    ...client.stats(),
  });
  return {
    users: new UsersApi(users, environmentId),
    verify: new VerifyApi(verify, environmentId),
    token,
    health: () => [health('PINGONE_TOKEN', tokens), health('PINGONE_USERS', users), health('PINGONE_VERIFY', verify)],
    close: () => pools.close(),
  };
}
