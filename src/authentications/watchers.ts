// What can be watched of MFA, and how often each of it is looked at. The watching itself is in watcher.ts.
import type { AuthenticationCode } from '../datasources/pingone/mfa/authentication-code.js';
import { type DeviceAuthentication, isFinal } from '../datasources/pingone/mfa/device-authentication.js';
import type { PairingKeyKey } from '../datasources/pingone/mfa/mfa.js';
import type { PairingKey } from '../datasources/pingone/mfa/pairing-key.js';
import type { PingOne } from '../datasources/pingone/pingone.js';
import type { Logger } from '../telemetry/logger.js';
import type { Metrics } from '../telemetry/metrics.js';
import type { Kind } from './watched-object.js';
import { Watcher } from './watcher.js';

/** Somebody holds a phone in the hand and looks at a page that waits. */
const AWAITED = { fastMs: 1_000, slowMs: 1_000 } as const;
/** Fast after each change, ever slower while nothing happens. */
const QUIET = { fastMs: 1_000, slowMs: 3_000 } as const;
/** PingOne does not say when a pairing key has run out, so the clock of the gateway does, which may be a little ahead. */
const CLOCK_DIFFERENCE_MS = 2_000;

const deviceAuthentication: Kind<DeviceAuthentication> = {
  name: 'device authentication',
  statusOf: ({ statusRaw }) => statusRaw,
  isOver: ({ status }) => isFinal(status),
  deadlineOf: () => null,
  paceOf: ({ status }) => (status === 'PUSH_CONFIRMATION_REQUIRED' ? AWAITED : QUIET),
};

const authenticationCode: Kind<AuthenticationCode> = {
  name: 'authentication code',
  statusOf: ({ status, statusRaw }) => statusRaw ?? status,
  isOver: ({ status }) => status === 'COMPLETED' || status === 'DENIED' || status === 'EXPIRED',
  deadlineOf: ({ expiresAt }) => expiresAt,
  paceOf: ({ status }) => (status === 'CLAIMED' ? AWAITED : QUIET),
};

const pairingKey: Kind<PairingKey> = {
  name: 'pairing key',
  statusOf: ({ status, statusRaw }) => statusRaw ?? status,
  isOver: ({ status, expiresAt }, now) =>
    status === 'CLAIMED' || status === 'FAILED' || (expiresAt !== null && endOf(expiresAt) <= now),
  deadlineOf: ({ expiresAt }) => expiresAt && endOf(expiresAt),
  paceOf: () => QUIET,
};

export interface Watchers {
  readonly deviceAuthentications: Watcher<string, DeviceAuthentication>;
  readonly authenticationCodes: Watcher<string, AuthenticationCode>;
  readonly pairingKeys: Watcher<PairingKeyKey, PairingKey>;
  /** Feeds open now. */
  readonly active: () => number;
  /** Ends every feed. */
  readonly stop: () => Promise<void>;
}

/** The watchers of one process. */
export function createWatchers(
  { mfa, authentications }: Pick<PingOne, 'mfa' | 'authentications'>,
  logger: Logger,
  metrics: Pick<Metrics, 'subscriptions'>,
): Watchers {
  const deviceAuthentications = new Watcher<string, DeviceAuthentication>(
    deviceAuthentication,
    (id, signal, options) => authentications.readDeviceAuthentication(id, signal, options),
    logger,
    metrics,
  );
  const authenticationCodes = new Watcher<string, AuthenticationCode>(
    authenticationCode,
    (id, signal, options) => authentications.readAuthenticationCode(id, signal, options),
    logger,
    metrics,
  );
  const pairingKeys = new Watcher<PairingKeyKey, PairingKey>(
    pairingKey,
    (key, signal, options) => mfa.readPairingKey(key, signal, options),
    logger,
    metrics,
  );
  const all = [deviceAuthentications, authenticationCodes, pairingKeys];
  return {
    deviceAuthentications,
    authenticationCodes,
    pairingKeys,
    active: () => all.reduce((sum, { active }) => sum + active, 0),
    stop: async () => {
      await Promise.all(all.map((watcher) => watcher.stop()));
    },
  };
}

function endOf(expiresAt: Date): Date {
  return new Date(expiresAt.getTime() + CLOCK_DIFFERENCE_MS);
}
