/** The list of vendor calls that tests read back: bounded, oldest first, forgotten at a restart. */

export interface RequestEntry {
  readonly at: string;
  readonly method: string;
  readonly host: string;
  /** Path with its query. */
  readonly path: string;
  readonly contentType: string | null;
  /** Null until it is answered, and for ever when the connection was broken. */
  status: number | null;
  readonly correlationId: string;
}

const MAX_ENTRIES = 20_000;

export class RequestLog {
  private entries: RequestEntry[] = [];

  add(entry: RequestEntry): void {
    this.entries.push(entry);
    // Cut in blocks, so that a full list does not pay for every call.
    if (this.entries.length > MAX_ENTRIES * 1.1) this.entries = this.entries.slice(-MAX_ENTRIES);
  }

  list(): readonly RequestEntry[] {
    return this.entries.slice(-MAX_ENTRIES);
  }

  clear(): void {
    this.entries = [];
  }
}
