// Builds the context of an operation or event: the viewer, fresh loaders, a deadline. The services behind it are wired in app.ts.
import { AuditTrail } from '../audit/trail.js';
import { Grants } from '../auth/ownership.js';
import type { Viewer } from '../auth/viewer.js';
import { createLoaders } from '../datasources/loaders.js';
import type { Context, Services } from '../resolvers/context.js';
import { currentScope, workFor } from '../telemetry/scope.js';
import { shareOf } from './shares.js';

/** Longest time one operation, or the resolving of one event, may take. */
export const OPERATION_DEADLINE_MS = 30_000;

/** Who sent an operation, and from where. */
export interface Caller {
  readonly viewer: Viewer;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
}

/** @param gone aborted when the client has gone */
export function createContext(
  services: Services,
  caller: Caller,
  gone: AbortSignal,
  deadlineMs = OPERATION_DEADLINE_MS,
): Context {
  const { viewer, ...origin } = caller;
  workFor(shareOf(viewer));
  const signal = AbortSignal.any([gone, AbortSignal.timeout(deadlineMs)]);
  return {
    services,
    viewer,
    signal,
    masked: [],
    grants: new Grants(),
    audit: new AuditTrail(services.auditLog, services.denials, viewer, {
      requestId: currentScope()?.requestId ?? null,
      ...origin,
    }),
    loaders: createLoaders(services.pingOne, services.policies, services.journeys.store, signal),
  };
}

/** What a response says beside its data: which fields were held back, and, for those who may know, which upstream calls were made. */
export function responseExtensions(context: Context, upstreamCalls: readonly object[] | null): Record<string, unknown> {
  return {
    ...(context.masked.length > 0 ? { masked: context.masked } : {}),
    ...(upstreamCalls ? { upstream: upstreamCalls } : {}),
  };
}
