// A server that outgoing webhooks are sent to: keeps what it got and answers what it is told.
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { TestCertificate } from './certificate.js';
import { until } from './waiting.js';

export interface ReceivedMessage {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface MessageBody {
  readonly type: string;
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>> & { readonly verificationId: string; readonly version: number };
}

export interface ReceiverAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Null: it takes the message and never answers. */
type Answering = (message: ReceivedMessage, index: number) => ReceiverAnswer | null;

export class Receiver {
  readonly messages: ReceivedMessage[] = [];
  /** Connections that were opened to it, whatever came over them. */
  connections = 0;
  /** The most messages that waited for their answer at one time. */
  mostAtOnce = 0;
  answering: Answering = () => ({ status: 204 });
  private waiting = 0;

  private constructor(
    private readonly server: Server,
    private readonly origin: string,
  ) {}

  /** @param certificate with it the receiver speaks TLS, as `localhost` */
  static async start(certificate?: TestCertificate): Promise<Receiver> {
    const listener: RequestListener = (request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      request.on('end', () => {
        const { method = '', url: path = '', headers } = request;
        const message = { method, path, headers, body };
        receiver.messages.push(message);
        receiver.waiting += 1;
        receiver.mostAtOnce = Math.max(receiver.mostAtOnce, receiver.waiting);
        response.on('close', () => {
          receiver.waiting -= 1;
        });
        const answer = receiver.answering(message, receiver.messages.length - 1);
        if (answer) setImmediate(() => response.writeHead(answer.status, { ...answer.headers }).end());
      });
    };
    const server = certificate ? createTlsServer({ ...certificate }, listener) : createServer(listener);
    server.on('connection', () => {
      receiver.connections += 1;
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const receiver = new Receiver(server, certificate ? `https://localhost:${port}` : `http://127.0.0.1:${port}`);
    return receiver;
  }

  get url(): string {
    return `${this.origin}/hooks?for=tests`;
  }

  get port(): string {
    return new URL(this.origin).port;
  }

  /** Waits for at least so many messages. */
  async take(count: number): Promise<readonly ReceivedMessage[]> {
    await until(
      `${count} messages`,
      () => this.messages.length,
      (length) => length >= count,
    );
    return [...this.messages];
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

/** What a message says, without a look at its signature. */
export function bodyOf({ body }: ReceivedMessage): MessageBody {
  return JSON.parse(body) as MessageBody;
}

/** What a message says, as the library of Standard Webhooks takes it. @throws WebhookVerificationError */
export function verified(message: ReceivedMessage, secret: string): MessageBody {
  return new Webhook(secret).verify(message.body, message.headers as Record<string, string>) as MessageBody;
}

export function idOfMessage({ headers }: ReceivedMessage): string {
  return String(headers['webhook-id']);
}
