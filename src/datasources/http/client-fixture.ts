// What the tests of the client share: a client under observation, and failures as values.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, expect } from 'vitest';
import { z } from 'zod';
import type { ObservedCall, UpstreamClientOptions } from './call.js';
import { UpstreamClient } from './client.js';
import { UpstreamError } from './errors.js';
import { path } from './path.js';
import { UpstreamPools } from './pools.js';
import { type ScriptedServer, type Step, serve } from './scripted-server.js';

export const Thing = z.object({ id: z.string() });
export const thing = path`/things/${'t1'}`;
const closers: (() => Promise<void>)[] = [];

/** Runs after the present test, last registered first. */
export function afterwards(close: () => Promise<void>): void {
  closers.push(close);
}

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A server of its own for this test. */
export async function upstream(...steps: readonly Step[]): Promise<ScriptedServer> {
  const server = await serve(...steps);
  closers.push(server.close);
  return server;
}

/** A client that does not wait before retries, but notes how long it would have. */
export function clientOf(baseUrl: string, options: Partial<UpstreamClientOptions> = {}) {
  const pools = new UpstreamPools();
  closers.push(() => pools.close());
  const pauses: number[] = [];
  const calls: ObservedCall[] = [];
  const client = new UpstreamClient({
    source: 'THINGS',
    baseUrl,
    pools,
    onCall: (call) => calls.push(call),
    pause: async (ms) => pauses.push(ms),
    ...options,
  });
  return { client, pauses, calls };
}

/** The failure of a call that must fail. */
export async function failureOf(work: Promise<unknown>): Promise<UpstreamError> {
  const error: unknown = await work.then(
    () => expect.fail('the call should have failed'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof UpstreamError)) throw error;
  return error;
}

/** A port that refuses connections. */
export async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** A promise and how to fulfil it. */
export function signal(): { readonly happened: Promise<void>; readonly tell: () => void } {
  let tell = () => {};
  const happened = new Promise<void>((resolve) => {
    tell = resolve;
  });
  return { happened, tell };
}
