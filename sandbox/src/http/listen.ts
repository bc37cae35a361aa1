/** Opens a listener of the sandbox: the same port as last time where possible, and the address others reach it at. */
import { createServer } from 'node:net';
import type { FastifyInstance } from 'fastify';

export interface ListenOptions {
  /** Default 127.0.0.1. */
  readonly host?: string | undefined;
  /** Default 0: `lastPort` if it is free, else any. */
  readonly port?: number | undefined;
  /** The port of the last run; the same one keeps addresses that were handed out good. */
  readonly lastPort: number | null;
  /** Address under which others reach it; default the one it listens on. */
  readonly publicUrl?: string | undefined;
}

/** @returns the port, and the origin without a slash at the end. @throws Error when the port is taken */
export async function listen(
  app: FastifyInstance,
  { host = '127.0.0.1', port, lastPort, publicUrl }: ListenOptions,
): Promise<{ readonly port: number; readonly origin: string }> {
  const listening = new URL(await app.listen({ host, port: port || (await freePort(host, lastPort)) }));
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return {
    port: Number(listening.port),
    origin: publicUrl?.replace(/\/+$/, '') ?? `http://${reachable}:${listening.port}`,
  };
}

async function freePort(host: string, preferred: number | null): Promise<number> {
  if (preferred === null) return 0;
  return new Promise((settle) => {
    const probe = createServer();
    probe.once('error', () => settle(0));
    probe.listen(preferred, host, () => probe.close(() => settle(preferred)));
  });
}
