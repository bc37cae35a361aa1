// LISTEN on a connection of its own. It reconnects by itself and says so, for what was sent meanwhile is gone.
import pg from 'pg';

export interface ListenerEvents {
  /** Something arrived on a channel. */
  readonly onWake: (channel: string) => void;
  /** The connection stands (again); anything may have been missed before. */
  readonly onConnected: () => void;
  readonly onError: (error: Error) => void;
}

const RETRY_MS = [100, 250, 500, 1000, 2000] as const;

export class Listener {
  private client: pg.Client | null = null;
  private retryTimer: NodeJS.Timeout | null = null;
  private failures = 0;
  private stopped = false;

  /** @param url must reach PostgreSQL itself: a pooler drops LISTEN. */
  constructor(
    private readonly url: string,
    private readonly channels: readonly string[],
    private readonly events: ListenerEvents,
  ) {}

  /** Connects; resolves when listening or when the first try failed (it goes on trying). */
  async start(): Promise<void> {
    await this.connect();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.retryTimer) clearTimeout(this.retryTimer);
    const client = this.client;
    this.client = null;
    await client?.end().catch(() => undefined);
  }

  get connected(): boolean {
    return this.client !== null;
  }

  private async connect(): Promise<void> {
    if (this.stopped) return;
    const client = new pg.Client({
      connectionString: this.url,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      application_name: 'identity-gateway listener',
    });
    let lost = false;
    const onLost = (error: Error) => {
      if (lost) return;
      lost = true;
      if (this.client === client) this.client = null;
      if (this.stopped) return;
      this.events.onError(error);
      client.end().catch(() => undefined);
      this.retryLater();
    };
    client.on('error', onLost);
    client.on('end', () => onLost(new Error('The listening connection ended.')));
    client.on('notification', ({ channel }) => this.events.onWake(channel));
    try {
      await client.connect();
      for (const channel of this.channels) await client.query(`listen ${client.escapeIdentifier(channel)}`);
      if (this.stopped) {
        await client.end();
        return;
      }
      this.client = client;
      this.failures = 0;
      this.events.onConnected();
    } catch (error) {
      onLost(error instanceof Error ? error : new Error('The listening connection failed.'));
    }
  }

  private retryLater(): void {
    const delayMs = RETRY_MS[Math.min(this.failures, RETRY_MS.length - 1)] ?? 2000;
    this.failures += 1;
    this.retryTimer = setTimeout(() => void this.connect(), delayMs);
  }
}
