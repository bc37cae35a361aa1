/** What happens to every call before and after its route: correlation id, request list, faults, log line. */
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '../state/log.js';
import { errorOfStatus } from './errors.js';
import type { Fault, Faults } from './faults.js';
import type { RequestEntry, RequestLog } from './request-log.js';
import { keysOf, type Traffic, type TrafficEntry } from './traffic.js';

interface Call {
  readonly entry: RequestEntry;
  readonly traffic: TrafficEntry;
  readonly listed: boolean;
  fault?: Fault;
}

/** Which calls are a client's of the vendor, and not of a page or of the control API. */
export interface VendorPaths {
  /** Faults strike it. */
  isVendor(url: string): boolean;
  /** It is on the list of requests. */
  isListed(method: string, url: string): boolean;
}

/** Adds the hooks. */
export function addVendorHooks(
  app: FastifyInstance,
  parts: {
    readonly paths: VendorPaths;
    readonly faults: Faults;
    readonly requests: RequestLog;
    readonly traffic: Traffic;
    readonly log: Log;
  },
): void {
  const calls = new WeakMap<FastifyRequest, Call>();

  app.addHook('onRequest', async (request, reply) => {
    const correlationId = randomUUID();
    reply.header('Correlation-Id', correlationId);
    if (!parts.paths.isVendor(request.url)) return;
    const entry = toEntry(request, correlationId);
    const listed = parts.paths.isListed(request.method, request.url);
    const call: Call = { entry, traffic: toTraffic(entry), listed };
    calls.set(request, call);
    if (listed) {
      parts.requests.add(entry);
      parts.traffic.add(call.traffic);
    }
    const fault = parts.faults.strike(request.method, request.url);
    if (fault === undefined) return;
    call.fault = fault;
    if (fault.when === 'before') return applyBefore(fault, request, reply);
  });

  app.addHook('preHandler', async (request) => {
    const call = calls.get(request);
    if (call?.listed === true) call.traffic.bodyKeys = keysOf(request.body);
  });

  app.addHook('onSend', async (request, reply, payload: unknown) => {
    const fault = calls.get(request)?.fault;
    return fault === undefined ? payload : applyToAnswer(fault, request, reply, payload);
  });

  app.addHook('onResponse', async (request, reply) => {
    const call = calls.get(request);
    if (call === undefined) return;
    const broken = reply.raw.destroyed && !reply.raw.writableFinished;
    call.entry.status = broken ? null : reply.statusCode;
    call.traffic.status = call.entry.status;
    if (!call.listed) return;
    parts.log.info('request', {
      method: request.method,
      path: call.entry.path.split('?')[0],
      status: call.entry.status,
      durationMs: Math.round(reply.elapsedTime),
      correlationId: call.entry.correlationId,
    });
  });
}

function toEntry(request: FastifyRequest, correlationId: string): RequestEntry {
  return {
    at: new Date().toISOString(),
    method: request.method,
    host: request.headers.host ?? '',
    path: request.url,
    contentType: request.headers['content-type'] ?? null,
    status: null,
    correlationId,
  };
}

function toTraffic({ at, method, path, contentType }: RequestEntry): TrafficEntry {
  const [plain = '', query = ''] = path.split('?');
  const queryKeys = [...new Set(new URLSearchParams(query).keys())];
  return { at, method, path: plain, queryKeys, contentType, bodyKeys: null, status: null };
}

async function applyBefore(
  fault: Fault,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  if (fault.delayMs !== undefined) await delay(fault.delayMs, undefined, { ref: false });
  if (fault.reset === true) return breakConnection(request, reply);
  if (fault.status === undefined && fault.body === undefined) return undefined;
  if (fault.truncate === true) return breakOff(fault, reply);
  return reply.code(fault.status ?? 200).send(fault.body ?? errorOfStatus(fault.status ?? 200).body());
}

async function applyToAnswer(
  fault: Fault,
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): Promise<unknown> {
  let answer = payload;
  if (fault.when === 'after') {
    if (fault.delayMs !== undefined) await delay(fault.delayMs, undefined, { ref: false });
    if (fault.reset === true) breakConnection(request, reply);
    if (fault.status !== undefined) {
      reply.code(fault.status);
      answer = JSON.stringify(errorOfStatus(fault.status).body());
    }
    if (fault.body !== undefined) answer = typeof fault.body === 'string' ? fault.body : JSON.stringify(fault.body);
  }
  if (fault.retryAfterSeconds !== undefined)
    reply.header('Retry-After', retryAfter(reply.statusCode, fault.retryAfterSeconds));
  if (fault.contentType !== undefined) reply.header('Content-Type', fault.contentType);
  if (typeof answer === 'string') reply.header('Content-Length', Buffer.byteLength(answer));
  return fault.truncate === true && typeof answer === 'string' ? halfOf(answer) : answer;
}

/** Seconds on 429, a date on 503, as the vendor documents. */
function retryAfter(status: number, seconds: number): string {
  return status === 503 ? new Date(Math.ceil(Date.now() / 1_000 + seconds) * 1_000).toUTCString() : String(seconds);
}

function breakConnection(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.hijack();
  request.raw.socket.destroy();
  return reply;
}

/** Half of an answer. Sent by hand: while a stream is on its way, the server under us would go on to the route. */
function breakOff({ status = 200, body, contentType = 'application/json' }: Fault, reply: FastifyReply): FastifyReply {
  const text = typeof body === 'string' ? body : JSON.stringify(body ?? errorOfStatus(status).body());
  const bytes = Buffer.from(text);
  reply.hijack();
  reply.raw.writeHead(status, { 'content-type': contentType, 'content-length': bytes.length });
  reply.raw.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => reply.raw.destroy());
  return reply;
}

/** A stream that fails after half of the text; the announced length stays whole, so the client sees it cut off. */
function halfOf(text: string): Readable {
  const bytes = Buffer.from(text);
  return Readable.from(
    (async function* () {
      yield bytes.subarray(0, Math.floor(bytes.length / 2));
      await delay(10);
      throw new Error('cut off by a fault');
    })(),
  );
}
