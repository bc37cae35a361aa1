// Builds the context of an operation or event: the viewer, fresh loaders, a deadline. The services behind it are wired in app.ts.
import type { Viewer } from '../auth/viewer.js';
import { createLoaders } from '../datasources/loaders.js';
import type { Context, Services } from '../resolvers/context.js';

/** Longest time one operation, or the resolving of one event, may take. */
export const OPERATION_DEADLINE_MS = 30_000;

/** @param gone aborted when the client has gone */
export function createContext(services: Services, viewer: Viewer, gone: AbortSignal): Context {
  const signal = AbortSignal.any([gone, AbortSignal.timeout(OPERATION_DEADLINE_MS)]);
  return { services, viewer, signal, masked: [], loaders: createLoaders(services.pingOne, services.policies, signal) };
}

/** What a response says beside its data: which fields were held back, and, for those who may know, which upstream calls were made. */
export function responseExtensions(context: Context, upstreamCalls: readonly object[] | null): Record<string, unknown> {
  return {
    ...(context.masked.length > 0 ? { masked: context.masked } : {}),
    ...(upstreamCalls ? { upstream: upstreamCalls } : {}),
  };
}
