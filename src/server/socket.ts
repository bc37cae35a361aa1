// One WebSocket connection: keep-alive, rate of messages, stuck writes, end of the token. It knows nothing of GraphQL.
import type { RawData, WebSocket } from 'ws';

const PING_MS = 12_000;
/** A write that the client has not taken for this long means that it reads no more. */
const STUCK_MS = 15_000;
const MAX_BUFFERED_BYTES = 1024 * 1024;
const MESSAGES_PER_MINUTE = 1_200;
const CLOSE_GRACE_MS = 1_000;
/** `setTimeout` counts in 32 bits. */
const MAX_TIMER_MS = 2 ** 31 - 1;

const POLICY_VIOLATION = 1008;
const TRY_AGAIN_LATER = 1013;

export class Socket {
  /** Aborted when the connection is closed, from whichever side. */
  readonly gone: AbortSignal;
  private readonly keepAlive: NodeJS.Timeout;
  private expiry: NodeJS.Timeout | null = null;
  private alive = true;
  private readonly unsentSince = new Set<number>();
  private messages = 0;
  private minuteStartedAt = Date.now();

  /** @param onClosed told the code when this side closes */
  constructor(
    private readonly raw: WebSocket,
    private readonly onClosed: (code: number) => void,
  ) {
    const controller = new AbortController();
    this.gone = controller.signal;
    this.keepAlive = setInterval(() => this.checkHealth(), PING_MS);
    raw.on('pong', () => {
      this.alive = true;
    });
    // The library closes the connection with the fitting code itself; the event only must not go unheard.
    raw.on('error', () => undefined);
    raw.once('close', () => {
      clearInterval(this.keepAlive);
      if (this.expiry) clearTimeout(this.expiry);
      controller.abort(new Error('The socket is closed.'));
    });
  }

  /** Resolves when the client’s side has taken the text, so that a slow client slows only itself. */
  send(text: string): Promise<void> {
    if (this.raw.readyState !== this.raw.OPEN) return Promise.resolve();
    if (this.raw.bufferedAmount > MAX_BUFFERED_BYTES)
      return this.close(TRY_AGAIN_LATER, 'Reads too slowly', CLOSE_GRACE_MS);
    const since = performance.now();
    this.unsentSince.add(since);
    return new Promise((resolve) => {
      this.raw.send(text, () => {
        this.unsentSince.delete(since);
        resolve();
      });
    });
  }

  onMessage(handle: (text: string) => Promise<void>): void {
    this.raw.on('message', (data: RawData, isBinary: boolean) => {
      // What still comes in while the connection is being closed is not listened to.
      if (this.raw.readyState !== this.raw.OPEN) return;
      if (isBinary || !this.withinRate()) {
        void this.close(POLICY_VIOLATION, isBinary ? 'Text messages only' : 'Too many messages', CLOSE_GRACE_MS);
        return;
      }
      void handle(String(data));
    });
  }

  /** Closes, and cuts the connection when the client does not answer within the grace. Resolves when it is gone. */
  close(code: number, reason: string, graceMs: number): Promise<void> {
    if (this.raw.readyState === this.raw.CLOSED) return Promise.resolve();
    if (this.raw.readyState === this.raw.OPEN) {
      this.onClosed(code);
      this.raw.close(code, reason);
    }
    const cut = setTimeout(() => this.raw.terminate(), Math.max(graceMs, CLOSE_GRACE_MS));
    return new Promise((resolve) => {
      this.raw.once('close', () => {
        clearTimeout(cut);
        resolve();
      });
    });
  }

  /** Closes at a moment to come. */
  closeAt(moment: Date, code: number, reason: string): void {
    const inMs = moment.getTime() - Date.now();
    this.expiry = setTimeout(
      () => {
        if (inMs > MAX_TIMER_MS) this.closeAt(moment, code, reason);
        else void this.close(code, reason, CLOSE_GRACE_MS);
      },
      Math.min(Math.max(inMs, 0), MAX_TIMER_MS),
    );
  }

  private checkHealth(): void {
    const [oldest] = this.unsentSince;
    if (oldest !== undefined && performance.now() - oldest > STUCK_MS) {
      void this.close(TRY_AGAIN_LATER, 'Reads too slowly', CLOSE_GRACE_MS);
    } else if (!this.alive) {
      this.raw.terminate();
    } else {
      this.alive = false;
      this.raw.ping();
    }
  }

  private withinRate(): boolean {
    const now = Date.now();
    if (now - this.minuteStartedAt > 60_000) {
      this.minuteStartedAt = now;
      this.messages = 0;
    }
    this.messages += 1;
    return this.messages <= MESSAGES_PER_MINUTE;
  }
}
