// The state of the gateway and of what it depends on, put together from memory and a few counts; makes no upstream call.
import type { GraphQLSchema } from 'graphql';
import type { Tokens } from '../auth/tokens.js';
import type { Mitek } from '../datasources/mitek/mitek.js';
import type { PingOne } from '../datasources/pingone/pingone.js';
import type { DependencyStatus, HealthState, OperationStatus, SystemStatus } from '../schema/system.js';
import type { Starts } from '../store/starts.js';
import type { Tracking } from '../store/tracking.js';

export interface StatusParts {
  readonly version: string;
  readonly startedAt: Date;
  readonly schema: GraphQLSchema;
  readonly pingOne: PingOne;
  /** Null: not set up. */
  readonly mitek: Mitek | null;
  readonly tokens: Tokens;
  /** Open now. */
  readonly subscriptions: () => number;
  readonly starts: Starts;
  readonly tracking: Tracking;
}

/** A due reading that nobody managed for this long is stuck. */
const STUCK_MS = 5 * 60_000;
const MANY_ERRORS = 0.1;

export async function readSystemStatus(parts: StatusParts): Promise<SystemStatus> {
  const startedAt = performance.now();
  const counts = await Promise.all([parts.starts.countWaiting(), parts.tracking.countStuck(STUCK_MS)]).catch(
    () => null,
  );
  const database = databaseStatus(counts !== null, performance.now() - startedAt);
  const services = [...parts.pingOne.health(), ...(parts.mitek ? [parts.mitek.health()] : [])];
  const dependencies = [database, keysStatus(parts.tokens), ...services.map(upstreamStatus)].map(withoutNoise);
  const [pendingCallbacks, stuckVerifications] = counts ?? [0, 0];
  return {
    state: worst(dependencies.map(({ state }) => state)),
    version: parts.version,
    startedAt: parts.startedAt,
    checkedAt: new Date(),
    dependencies,
    operations: rootFieldsOf(parts.schema).map((name) => operationStatus(name, parts.mitek !== null)),
    activeSubscriptions: parts.subscriptions(),
    pendingCallbacks,
    stuckVerifications,
  };
}

function rootFieldsOf(schema: GraphQLSchema): readonly string[] {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  return roots.flatMap((root) => Object.keys(root?.getFields() ?? {}));
}

/** Journeys that were created before can still be read and watched without Mitek. */
const NEED_MITEK: readonly string[] = ['createMitekJourney'];

function operationStatus(name: string, hasMitek: boolean): OperationStatus {
  return hasMitek || !NEED_MITEK.includes(name)
    ? { name, configured: true, message: null }
    : { name, configured: false, message: 'Mitek is not set up; see MITEK_HOST.' };
}

function databaseStatus(reachable: boolean, latencyMs: number): DependencyStatus {
  return {
    name: 'DATABASE',
    state: reachable ? 'OK' : 'DOWN',
    circuit: 'CLOSED',
    p90LatencyMs: reachable ? latencyMs : null,
    errorRate: null,
    lastSuccessAt: reachable ? new Date() : null,
    message: reachable ? null : 'The database does not answer.',
  };
}

function keysStatus({ health: { reachable, lastSuccessAt } }: Tokens): DependencyStatus {
  return {
    name: 'TOKEN_KEYS',
    state: reachable ? 'OK' : 'DEGRADED',
    circuit: 'CLOSED',
    p90LatencyMs: null,
    errorRate: null,
    lastSuccessAt,
    message: reachable ? null : 'The keys of the token issuer cannot be fetched; keys fetched before go on working.',
  };
}

type UpstreamHealth = ReturnType<PingOne['health'] | (() => readonly ReturnType<Mitek['health']>[])>[number];

function upstreamStatus({ circuit, ...health }: UpstreamHealth): DependencyStatus {
  const { name, p90LatencyMs, errorRate, lastSuccessAt } = health;
  const isInDoubt = 'isStatusPathInDoubt' in health && health.isStatusPathInDoubt;
  const isUnwell = circuit === 'HALF_OPEN' || (errorRate ?? 0) > MANY_ERRORS;
  const state = circuit === 'OPEN' ? 'DOWN' : isUnwell || isInDoubt ? 'DEGRADED' : 'OK';
  const message = state === 'DOWN' || !isInDoubt ? MESSAGE[state] : STATUS_PATH_IN_DOUBT;
  return { name, state, circuit, p90LatencyMs, errorRate, lastSuccessAt, message };
}

const STATUS_PATH_IN_DOUBT =
  'Mitek knows no journey under `paths.status` of the profile, not even those that it has confirmed: check the path. Approvals are believed without being read again.';

const MESSAGE: Readonly<Record<HealthState, string | null>> = {
  OK: null,
  DEGRADED: 'Some calls fail; see the error rate and the logs.',
  DOWN: 'Calls fail and are held back for now; they are tried again within seconds.',
};

/** Digits that say nothing are left out. */
function withoutNoise(status: DependencyStatus): DependencyStatus {
  const { p90LatencyMs, errorRate } = status;
  return { ...status, p90LatencyMs: rounded(p90LatencyMs, 1), errorRate: rounded(errorRate, 4) };
}

function rounded(number: number | null, decimals: number): number | null {
  return number === null ? null : Math.round(number * 10 ** decimals) / 10 ** decimals;
}

function worst(states: readonly HealthState[]): HealthState {
  if (states.includes('DOWN')) return 'DOWN';
  return states.includes('DEGRADED') ? 'DEGRADED' : 'OK';
}
