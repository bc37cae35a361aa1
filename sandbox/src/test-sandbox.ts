/** A sandbox for tests: started in this process over real HTTP, with callers for its API and a receiver for callbacks. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { type RunningSandbox, type SandboxOptions, startSandbox } from './server.js';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; an empty object when it is not JSON. */
  readonly json: Json;
}

/** JSON of any shape, for assertions. */
export type Json = { readonly [key: string]: Json } & readonly Json[] & string;

export interface CallOptions {
  readonly contentType?: string;
  readonly headers?: { readonly [name: string]: string };
  readonly token?: string | null;
}

const DEADLINE_MS = 10_000;

/** Drives one sandbox, which can be started again on the same data. */
export class TestSandbox {
  private token = '';

  private constructor(
    readonly dataDir: string,
    private running: RunningSandbox,
  ) {}

  static async start(knobs: object = {}, options: Partial<SandboxOptions> = {}): Promise<TestSandbox> {
    const dataDir = mkdtempSync(join(tmpdir(), 'sandbox-test-'));
    const sandbox = new TestSandbox(dataDir, await startSandbox({ ...options, dataDir }));
    await sandbox.signIn();
    await sandbox.turn({ dwellMs: 5, callbackRetryBaseMs: 5, ...knobs });
    return sandbox;
  }

  get ready(): RunningSandbox['ready'] {
    return this.running.ready;
  }

  /** Base path of the demo person alice. */
  get alice(): string {
    return `/users/${this.ready.users.alice}`;
  }

  async stop(): Promise<void> {
    await this.running.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  /** Stops and starts again on the same data, as after a full restart. */
  async restart(): Promise<void> {
    await this.running.stop();
    this.running = await startSandbox({ dataDir: this.dataDir });
    await this.signIn();
  }

  /** A call below the environment, with the worker's token. */
  api(method: string, path: string, body?: unknown, options: CallOptions = {}): Promise<Answer> {
    return this.call(method, `/v1/environments/${this.ready.environmentId}${path}`, body, {
      token: this.token,
      ...options,
    });
  }

  /** A call of any path, without a token unless one is given. */
  async call(method: string, path: string, body?: unknown, options: CallOptions = {}): Promise<Answer> {
    const headers = new Headers(options.headers);
    if (body !== undefined) headers.set('content-type', options.contentType ?? 'application/json');
    if (options.token) headers.set('authorization', `Bearer ${options.token}`);
    const payload = body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body);
    const address = URL.canParse(path) ? path : `${this.ready.pingone}${path}`;
    const response = await fetch(address, { method, headers, body: payload });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parse(text) };
  }

  /** A call of Mitek, with the client's id and secret unless other headers are given. */
  mitek(method: string, path: string, body?: unknown, headers = this.mitekHeaders()): Promise<Answer> {
    return this.call(method, `${this.ready.mitek}${path}`, body, { headers });
  }

  /** Creates a journey that asks for a selfie and a document. */
  async journey(
    body: object = {},
  ): Promise<{ readonly reference: string; readonly link: string; readonly id: string }> {
    const reference = `test-${randomUUID()}`;
    const { json } = await this.mitek('POST', '/api/4.4/request/create', {
      reference,
      name: 'Alice Anderson',
      email: 'alice@example.test',
      environment: 'live',
      scope: 'selfie,documents',
      ...body,
    });
    return { reference, ...z.object({ link: z.string(), id: z.string() }).parse(json) };
  }

  async turn(knobs: object): Promise<void> {
    await this.call('PUT', '/sandbox/knobs', knobs);
  }

  /** Starts a verification of alice. @returns path and id */
  async verification(
    body: object = {},
  ): Promise<{ readonly path: string; readonly id: string; readonly code: string }> {
    const { json } = await this.api('POST', `${this.alice}/verifyTransactions`, body);
    const made = z.object({ id: z.string(), webVerificationCode: z.string() }).parse(json);
    return { path: `${this.alice}/verifyTransactions/${made.id}`, id: made.id, code: made.webVerificationCode };
  }

  /** Walks a verification to an outcome and waits until it is there. */
  async finish(id: string, outcome: string, more: object = {}): Promise<Answer> {
    return this.call('POST', `/sandbox/verify/${id}?wait=1`, { outcome, ...more });
  }

  /** Reads a transaction until it has a status. */
  async untilStatus(path: string, status: string): Promise<Answer> {
    const giveUpAt = Date.now() + DEADLINE_MS;
    for (;;) {
      const answer = await this.api('GET', path);
      const present = answer.json.transactionStatus?.status;
      if (present === status) return answer;
      if (Date.now() > giveUpAt) throw new Error(`It is ${String(present)} and not ${status}.`);
      await new Promise((wake) => setTimeout(wake, 5));
    }
  }

  /** A token at the issuer for a client. */
  requestToken(clientId: string, clientSecret: string): Promise<Answer> {
    const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64');
    return this.call('POST', `/${this.ready.environmentId}/as/token`, 'grant_type=client_credentials', {
      contentType: 'application/x-www-form-urlencoded',
      headers: { authorization: `Basic ${basic}` },
    });
  }

  private mitekHeaders(): { readonly [name: string]: string } {
    const pair = `${this.ready.mitekClientId}:${this.ready.mitekClientSecret}`;
    return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
  }

  private async signIn(): Promise<void> {
    const { json } = await this.requestToken(this.ready.clientId, this.ready.clientSecret);
    this.token = z.object({ access_token: z.string() }).parse(json).access_token;
  }
}

export interface ReceivedCallback {
  readonly method: string;
  readonly path: string;
  readonly headers: { readonly [name: string]: unknown };
  readonly body: Json;
}

/** Receives callbacks and answers with the statuses given, the last one for ever. */
export class CallbackReceiver {
  readonly received: ReceivedCallback[] = [];

  private constructor(
    readonly url: string,
    private readonly closeServer: () => void,
  ) {}

  static async start(...statuses: number[]): Promise<CallbackReceiver> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { method = '', url: path = '', headers } = request;
        receiver.received.push({ method, path, headers, body: parse(Buffer.concat(chunks).toString()) });
        response.writeHead((statuses.length > 1 ? statuses.shift() : statuses[0]) ?? 200).end();
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const receiver = new CallbackReceiver(`http://127.0.0.1:${port}/hook`, () => {
      server.close();
      server.closeAllConnections();
    });
    return receiver;
  }

  /** The statuses that arrived, in order. */
  get statuses(): unknown[] {
    return this.received.map(({ body }) => body.transactionStatus?.status);
  }

  stop(): void {
    this.closeServer();
  }
}

function parse(text: string): Json {
  try {
    // Assertions look at parts of it by name; a part that is missing is undefined.
    return JSON.parse(text) as Json;
  } catch {
    return {} as Json;
  }
}
