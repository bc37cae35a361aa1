// The way of callbacks from the vendors to the gateways: in front of both instances, and everything goes wrong on it that can.
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import type { Chance } from './chance.js';

/** What happens to callbacks, in percent of them. */
export interface Trouble {
  readonly lostPercent: number;
  readonly doubledPercent: number;
  readonly latePercent: number;
  readonly forgedPercent: number;
  /** How late at most. */
  readonly lateMs: number;
}

/** What has happened so far. */
export interface WireCounts {
  callbacks: number;
  lost: number;
  copies: number;
  late: number;
  forged: number;
  /** Forged ones that a gateway took. */
  forgedAccepted: number;
  /** Genuine ones that a gateway refused. */
  refused: number;
}

interface Message extends Callback {
  readonly headers: Readonly<Record<string, string>>;
}

const TRIES_MS = 60_000;
const PAUSE_MS = 100;
const POST_TIMEOUT_MS = 10_000;
const KEPT = 200;
const SECRET_HEADER = 'x-callback-secret';

/** A callback as far as the books need it. */
export interface Callback {
  readonly path: string;
  readonly body: string;
}

export class Wire {
  readonly counts: WireCounts = {
    callbacks: 0,
    lost: 0,
    copies: 0,
    late: 0,
    forged: 0,
    forgedAccepted: 0,
    refused: 0,
  };
  /** Those that a gateway took. */
  readonly arrived: Callback[] = [];
  private readonly underWay = new Set<Promise<void>>();
  private readonly recent: Message[] = [];
  private readonly server: Server;

  private constructor(
    private readonly chance: Chance,
    private readonly trouble: Trouble,
    private readonly targets: () => readonly string[],
  ) {
    this.server = createServer((request, response) => {
      this.take(request).then(
        // The vendor believes that it was delivered, whatever becomes of it.
        () => response.writeHead(200).end(),
        () => response.destroy(),
      );
    });
  }

  /** @param targets origins of the gateways */
  static async start(chance: Chance, trouble: Trouble, targets: () => readonly string[]): Promise<Wire> {
    const wire = new Wire(chance, trouble, targets);
    wire.server.listen(0, '127.0.0.1');
    await once(wire.server, 'listening');
    return wire;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Resolves when nothing is on its way any more. */
  async settled(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  async stop(): Promise<void> {
    await this.settled();
    this.server.closeAllConnections();
    this.server.close();
  }

  private async take(request: IncomingMessage): Promise<void> {
    const body = await text(request);
    const headers: Record<string, string> = { 'content-type': request.headers['content-type'] ?? 'application/json' };
    const secret = request.headers[SECRET_HEADER];
    if (typeof secret === 'string') headers[SECRET_HEADER] = secret;
    const message = { path: request.url ?? '/', headers, body };
    const { chance, trouble, counts } = this;
    counts.callbacks += 1;

    if (chance.percent(trouble.forgedPercent)) {
      counts.forged += 1;
      this.begin(this.forge(this.forged(message)));
    }
    this.recent.push(message);
    if (this.recent.length > KEPT) this.recent.shift();

    if (chance.percent(trouble.lostPercent)) {
      counts.lost += 1;
      return;
    }
    this.begin(this.deliver(message));
    if (!chance.percent(trouble.doubledPercent)) return;
    for (let copies = chance.one([1, 2]); copies > 0; copies -= 1) {
      counts.copies += 1;
      this.begin(this.deliver(message));
    }
  }

  private begin(work: Promise<void>): void {
    this.underWay.add(work);
    void work.finally(() => this.underWay.delete(work));
  }

  private async deliver(message: Message): Promise<void> {
    const { chance, trouble, counts } = this;
    const waitMs = chance.percent(trouble.latePercent) ? chance.next() * trouble.lateMs : 0;
    if (waitMs > 0) {
      counts.late += 1;
      await delay(waitMs);
    }
    const status = await this.send(message);
    if (status < 300) this.arrived.push(message);
    else counts.refused += 1;
  }

  private async forge(message: Message): Promise<void> {
    if ((await this.send(message)) < 300) this.counts.forgedAccepted += 1;
  }

  /** Sends to any gateway that is there, again and again. @returns the answer's status; 599: there was none */
  private async send({ path, headers, body }: Message): Promise<number> {
    const giveUpAt = Date.now() + TRIES_MS;
    while (Date.now() < giveUpAt) {
      const url = `${this.chance.one(this.targets())}${path}`;
      const signal = AbortSignal.timeout(POST_TIMEOUT_MS);
      const answer = await fetch(url, { method: 'POST', headers, body, signal }).catch(() => null);
      await answer?.arrayBuffer().catch(() => null);
      if (answer && answer.status < 500) return answer.status;
      await delay(PAUSE_MS);
    }
    return 599;
  }

  /** What somebody else might send: it says that all is well, and lacks the one thing that only the vendor knows. */
  private forged(message: Message): Message {
    const other = this.recent.findLast(
      ({ path }) => path !== message.path && vendorOf(path) === vendorOf(message.path),
    );
    return vendorOf(message.path) === 'mitek' ? this.forgedJourney(message, other) : this.forgedWakeUp(message, other);
  }

  private forgedWakeUp({ path, headers, body }: Message, other: Message | undefined): Message {
    const { [SECRET_HEADER]: _secret, ...without } = headers;
    const variants: Message[] = [
      { path, headers: without, body },
      { path, headers: { ...without, [SECRET_HEADER]: randomBytes(32).toString('base64url') }, body },
      { path: path.replace(/[^/]+$/, randomUUID()), headers, body },
    ];
    if (other) variants.push({ path, headers: other.headers, body });
    return this.chance.one(variants);
  }

  private forgedJourney({ path, headers, body }: Message, other: Message | undefined): Message {
    const said = JSON.parse(body) as Record<string, unknown>;
    const claim = { ...said, status: 'COMPLETED', result: 'PASS' };
    const token = randomBytes(32).toString('base64url');
    const text = JSON.stringify(claim);
    const variants: Message[] = [
      { path: path.replace(/[^/]+$/, token), headers, body: text },
      { path: path.replace(/\/[^/]+$/, ''), headers, body: text },
      { path, headers, body: JSON.stringify({ ...claim, reference: randomUUID() }) },
    ];
    // Token and journey of two different ones.
    const foreign = other?.path.split('/').at(-1);
    if (foreign) variants.push({ path: path.replace(/[^/]+$/, foreign), headers, body: text });
    return this.chance.one(variants);
  }
}

function vendorOf(path: string): string | undefined {
  return path.split('/')[2];
}

/** References of journeys whose last word is among these callbacks. */
export function finalsIn(callbacks: readonly Callback[]): ReadonlySet<string> {
  const bodies = callbacks
    .filter(({ path }) => path.startsWith('/callbacks/mitek/'))
    .map(({ body }) => JSON.parse(body) as { readonly reference: string; readonly status: string });
  return new Set(bodies.filter(({ status }) => status !== 'SENT').map(({ reference }) => reference));
}
