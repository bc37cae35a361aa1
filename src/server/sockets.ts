// WebSockets of the API: who may open one, what it may send, when it is closed. The protocol is graphql-ws, the rules operations/.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { CloseCode, handleProtocols, makeServer } from 'graphql-ws';
import { WebSocketServer } from 'ws';
import type { Tokens } from '../auth/tokens.js';
import type { Viewer } from '../auth/viewer.js';
import type { AddressRanges } from '../config/address-ranges.js';
import { nameOf } from '../operations/shares.js';
import type { Prepared, SubscriptionOperations } from '../operations/subscriptions.js';
import { describeError, type Logger } from '../telemetry/logger.js';
import type { Metrics } from '../telemetry/metrics.js';
import { runInScope } from '../telemetry/scope.js';
import { clientAddressOf } from './client-address.js';
import { GRAPHQL_PATH } from './graphql.js';
import { Newcomers } from './newcomers.js';
import { Socket } from './socket.js';

export const SOCKET_LIMITS = {
  frameBytes: 64 * 1024,
  initMs: 3_000,
  subscriptionsPerSocket: 256,
  socketsPerViewer: 256,
  /** The bearer of a link is one person at a page or two, and whoever has the link. */
  socketsPerStatusToken: 16,
} as const;

/** The service restarts; clients come back by themselves. */
const SERVICE_RESTART = 1012;
const TRY_AGAIN_LATER = 1013;
const MAX_REASON_BYTES = 123;

const LOOPBACK: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];

interface Extra {
  readonly socket: Socket;
  readonly origin: { readonly ipAddress: string | null; readonly userAgent: string | null };
  viewer?: Viewer;
}

export interface SocketParts {
  readonly operations: SubscriptionOperations;
  readonly tokens: Tokens;
  /** Browser origins that may open sockets, beside the gateway's own. */
  readonly origins: readonly string[];
  /** Where pages of the gateway itself are. */
  readonly ownUrl: () => string;
  /** Proxies whose X-Forwarded-For is believed. */
  readonly trustedProxies: AddressRanges;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

export class Sockets {
  private readonly server = new WebSocketServer({
    noServer: true,
    maxPayload: SOCKET_LIMITS.frameBytes,
    perMessageDeflate: false,
    handleProtocols,
  });
  private readonly open = new Set<Socket>();
  private readonly perViewer = new Map<string, number>();
  private readonly newcomers = new Newcomers<Socket>();
  private readonly protocol;
  private draining = false;

  constructor(private readonly parts: SocketParts) {
    this.protocol = this.makeProtocol();
  }

  /** Takes over upgrade requests of an HTTP server. */
  attach(server: Server): void {
    server.on('upgrade', (request, stream, head) => this.upgrade(request, stream, head));
  }

  /** Refuses new sockets and asks the open ones to come back elsewhere. */
  async drain(graceMs: number): Promise<void> {
    this.draining = true;
    await Promise.all([...this.open].map((socket) => socket.close(SERVICE_RESTART, 'Service restart', graceMs)));
  }

  private upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    stream.on('error', () => stream.destroy());
    const refusal = this.refusalOf(request);
    if (refusal) {
      stream.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    this.server.handleUpgrade(request, stream, head, (raw) => {
      const socket = new Socket(raw, (code) => this.parts.metrics.socketsClosed.inc({ code: String(code) }));
      const extra: Extra = {
        socket,
        origin: {
          ipAddress: clientAddressOf(request, this.parts.trustedProxies),
          userAgent: request.headers['user-agent'] ?? null,
        },
      };
      this.open.add(socket);
      this.parts.metrics.sockets.inc();
      const crowdedOut = this.newcomers.add(socket, extra.origin.ipAddress ?? '');
      void crowdedOut?.close(TRY_AGAIN_LATER, 'Too many sockets', 0);
      const closed = this.protocol.opened(
        {
          protocol: raw.protocol,
          send: (text) => socket.send(text),
          close: (code, reason) => void socket.close(code ?? CloseCode.InternalServerError, fitting(reason ?? ''), 0),
          onMessage: (handle) =>
            socket.onMessage(async (text) => {
              try {
                await runInScope(randomUUID(), () => handle(text));
              } catch (error) {
                if (isMessageOfServer(error)) return socket.close(CloseCode.BadRequest, 'Invalid message received', 0);
                this.parts.logger.error({ err: describeError(error) }, 'A socket message failed unexpectedly.');
                await socket.close(CloseCode.InternalServerError, 'Internal server error', 0);
              }
            }),
        },
        extra,
      );
      raw.once('close', (code, reason) => {
        this.open.delete(socket);
        this.newcomers.remove(socket);
        this.parts.metrics.sockets.dec();
        if (extra.viewer) this.countViewer(extra.viewer, -1);
        void closed(code, String(reason));
      });
    });
  }

  /** HTTP status with which an upgrade is refused; null when it may go on. */
  private refusalOf({ url, headers: { origin } }: IncomingMessage): string | null {
    if (url?.split('?')[0] !== GRAPHQL_PATH) return '404 Not Found';
    if (this.draining) return '503 Service Unavailable';
    // Browsers always say their origin; other clients have none, and no cookies that could be misused.
    const known = origin === undefined || isOwn(origin, this.parts.ownUrl()) || this.parts.origins.includes(origin);
    return known ? null : '403 Forbidden';
  }

  private makeProtocol() {
    const { operations } = this.parts;
    return makeServer<Record<string, unknown>, Extra>({
      connectionInitWaitTimeout: SOCKET_LIMITS.initMs,
      onConnect: async ({ connectionParams, extra }) => this.admit(connectionParams, extra),
      onSubscribe: ({ extra, subscriptions }, _id, payload) => {
        if (!extra.viewer) throw new Error('A socket without a viewer was admitted.');
        if (Object.keys(subscriptions).length > SOCKET_LIMITS.subscriptionsPerSocket) return [operations.tooMany()];
        const { viewer, origin, socket } = extra;
        return operations.prepare(payload, { viewer, ...origin }, socket.gone);
      },
      subscribe: (args) => operations.subscribe(args as Prepared),
      onError: (_context, _id, _payload, errors) => errors.map((error) => operations.format(error).toJSON()),
    });
  }

  /** True: the socket may go on. False closes it with 4403. */
  private async admit(params: Readonly<Record<string, unknown>> | undefined, extra: Extra): Promise<boolean> {
    const [, authorization] =
      Object.entries(params ?? {}).find(([name]) => name.toLowerCase() === 'authorization') ?? [];
    const viewer = await this.parts.tokens.viewerOf(authorization).catch((error: unknown) => {
      this.parts.logger.debug({ err: describeError(error) }, 'A socket was refused.');
      return null;
    });
    if (!viewer) return false;
    if (extra.socket.gone.aborted) return false;
    const { socketsPerViewer, socketsPerStatusToken } = SOCKET_LIMITS;
    const most = viewer.followsOnly === undefined ? socketsPerViewer : socketsPerStatusToken;
    if ((this.perViewer.get(nameOf(viewer)) ?? 0) >= most) {
      await extra.socket.close(TRY_AGAIN_LATER, 'Too many sockets', 0);
      return false;
    }
    this.newcomers.remove(extra.socket);
    extra.viewer = viewer;
    this.countViewer(viewer, 1);
    extra.socket.closeAt(viewer.expiresAt, CloseCode.Forbidden, 'Token expired');
    return true;
  }

  private countViewer(viewer: Viewer, change: 1 | -1): void {
    const name = nameOf(viewer);
    const count = (this.perViewer.get(name) ?? 0) + change;
    if (count > 0) this.perViewer.set(name, count);
    else this.perViewer.delete(name);
  }
}

/** A close frame has room for 123 bytes, and the library puts ids of any length into its reasons. */
function fitting(reason: string): string {
  return Buffer.byteLength(reason) <= MAX_REASON_BYTES ? reason : '';
}

/** The library throws where a client sends what only a server may. */
function isMessageOfServer(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Unexpected message of type ');
}

/** The names of the loopback interface stand for one host: which of them a person typed makes no difference. */
function isOwn(origin: string, ownUrl: string): boolean {
  if (!URL.canParse(origin)) return false;
  const [page, own] = [new URL(origin), new URL(ownUrl)];
  const sameHost =
    page.hostname === own.hostname || (LOOPBACK.includes(page.hostname) && LOOPBACK.includes(own.hostname));
  return sameHost && page.port === own.port && page.protocol === own.protocol;
}
