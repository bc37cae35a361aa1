// Requests and frames exactly as a test writes them, which well-behaved clients never send. Well-behaved ones are in test/support/.
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import WebSocket from 'ws';
import { expect } from '../support/fixtures.js';
import type { Gateway } from '../support/gateway.js';
import { within } from '../support/waiting.js';

/** Stands in every bad value. No answer and no line of the log may hold it. */
export const CANARY = 'Canary4711x';

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

export interface RawRequest {
  readonly method?: string;
  /** Default: that of the API. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** A list is sent chunk by chunk, without saying how long it is. */
  readonly body?: string | Buffer | readonly (string | Buffer)[];
}

/** Sends a request as it is. */
export async function send(gateway: Gateway, { method = 'POST', path = '/graphql', headers = {}, body }: RawRequest) {
  const chunks = body === undefined ? [] : Array.isArray(body) ? body : [body];
  const length = chunks.length === 1 ? { 'content-length': Buffer.byteLength(chunks[0]) } : {};
  const call = request(new URL(path, gateway.url), { method, headers: { ...length, ...headers }, agent: false });
  // The answer can come, and the connection go, before the whole body is taken.
  call.on('error', () => undefined);
  for (const chunk of chunks) call.write(chunk);
  call.end();
  const [response] = (await within(once(call, 'response'), 'an answer')) as [IncomingMessage];
  const answer: RawAnswer = {
    status: response.statusCode ?? 0,
    headers: response.headers,
    text: await text(response).catch(() => ''),
  };
  return answer;
}

/** Sends the head of a request and none of the body it announces. @throws when no answer comes to that alone */
export async function sendHead(gateway: Gateway, { method = 'POST', path = '/graphql', headers = {} }: RawRequest) {
  const call = request(new URL(path, gateway.url), { method, headers: { connection: 'keep-alive', ...headers } });
  call.on('error', () => undefined);
  call.flushHeaders();
  try {
    const [response] = (await within(once(call, 'response'), 'an answer before the body', 5_000)) as [IncomingMessage];
    return { status: response.statusCode ?? 0, headers: response.headers, text: await text(response) };
  } finally {
    call.destroy();
  }
}

/** The first error of a GraphQL answer. */
export function errorOf({ text: body }: RawAnswer): { code: string; message: string; requestId: string } {
  const { errors } = JSON.parse(body) as {
    errors: readonly { message: string; extensions: { code: string; requestId: string } }[];
  };
  const [first] = errors;
  if (!first) throw new Error(`An answer without an error: ${body}`);
  return { message: first.message, code: first.extensions.code, requestId: first.extensions.requestId };
}

/** Nothing that was sent comes back. */
export function expectNoEcho(answered: string): void {
  expect(answered.toLowerCase()).not.toContain(CANARY.toLowerCase());
}

/** The end of each file: whatever was sent, the gateway goes on working, and has written down none of it. */
export async function expectUnharmed(gateway: Gateway, token: string): Promise<void> {
  const body = JSON.stringify({ query: '{ viewer { id } }' });
  const answer = await send(gateway, { headers: json(token), body });
  expect(answer.status).toBe(200);
  expect(JSON.parse(answer.text)).toMatchObject({ data: { viewer: { id: expect.any(String) } } });
  expectNoEcho(gateway.logs());
  expect(gateway.logs()).not.toContain(token);
}

export function json(token: string): Record<string, string> {
  return { 'content-type': 'application/json', authorization: `Bearer ${token}` };
}

export interface RawSocketOptions {
  /** Default: the one that the gateway speaks. Empty: none. */
  readonly protocols?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly path?: string;
}

export interface Message {
  readonly id?: string;
  readonly type: string;
  readonly payload?: unknown;
}

/** A socket that sends what it is told to. */
export class RawSocket {
  /** Code and reason with which the other side closed. */
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  private readonly socket: WebSocket;
  private readonly messages: Message[] = [];
  private wake = () => {};

  private constructor(
    gateway: Gateway,
    { protocols = ['graphql-transport-ws'], headers = {}, path }: RawSocketOptions,
  ) {
    const url = new URL(gateway.subscriptions);
    if (path !== undefined) url.pathname = path;
    this.socket = new WebSocket(url, [...protocols], { headers });
    this.socket.on('error', () => undefined);
    this.socket.on('message', (data) => {
      this.messages.push(JSON.parse(String(data)) as Message);
      this.wake();
    });
    this.closed = new Promise((resolve) => {
      this.socket.once('close', (code, reason) => {
        resolve({ code, reason: String(reason) });
        this.wake();
      });
    });
  }

  static async open(gateway: Gateway, options: RawSocketOptions = {}): Promise<RawSocket> {
    const socket = new RawSocket(gateway, options);
    await within(once(socket.socket, 'open'), 'the socket opens');
    return socket;
  }

  /** A socket that has said who it is. */
  static async signedIn(
    gateway: Gateway,
    token: string,
    headers: RawSocketOptions['headers'] = {},
  ): Promise<RawSocket> {
    const socket = await RawSocket.open(gateway, { headers });
    socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
    expect(await socket.next()).toEqual({ type: 'connection_ack' });
    return socket;
  }

  /** HTTP status with which the upgrade is refused. */
  static async refusal(gateway: Gateway, options: RawSocketOptions): Promise<number> {
    const { socket } = new RawSocket(gateway, options);
    const [, response] = (await within(once(socket, 'unexpected-response'), 'the upgrade is refused')) as [
      unknown,
      IncomingMessage,
    ];
    socket.terminate();
    return response.statusCode ?? 0;
  }

  /** Text and bytes go out as they are, anything else as JSON. */
  send(message: string | Buffer | object): void {
    const asIs = typeof message === 'string' || Buffer.isBuffer(message);
    this.socket.send(asIs ? message : JSON.stringify(message), { binary: Buffer.isBuffer(message) });
  }

  subscribe(id: string, query: string, variables: object = {}): void {
    this.send({ id, type: 'subscribe', payload: { query, variables } });
  }

  /** The next message that is no ping. @throws Error when the socket is closed before */
  async next(): Promise<Message> {
    let isClosed = false;
    void this.closed.then(() => {
      isClosed = true;
    });
    const come = async () => {
      for (;;) {
        const message = this.messages.shift();
        if (message) return message;
        if (isClosed) throw new Error(`The socket was closed: ${JSON.stringify(await this.closed)}`);
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
      }
    };
    return within(come(), 'a message');
  }

  /** How the other side closes. */
  async end(): Promise<{ readonly code: number; readonly reason: string }> {
    return within(this.closed, 'the socket is closed');
  }

  close(): void {
    this.socket.terminate();
  }
}
