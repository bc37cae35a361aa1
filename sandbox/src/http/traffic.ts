/** What the vendor calls look like, without any value: for checks of a client against a contract. */
import { isObject } from './problems.js';

export interface TrafficEntry {
  readonly at: string;
  readonly method: string;
  /** Path without its query. */
  readonly path: string;
  readonly queryKeys: readonly string[];
  readonly contentType: string | null;
  /** Dotted paths of the JSON body; `[]` stands for the items of a list. Null when a fault struck before the body was read. */
  bodyKeys: readonly string[] | null;
  /** Null until it is answered, and for ever when the connection was broken. */
  status: number | null;
}

const MAX_ENTRIES = 20_000;
const MAX_KEYS = 200;
const MAX_DEPTH = 8;

export class Traffic {
  private entries: TrafficEntry[] = [];

  add(entry: TrafficEntry): void {
    this.entries.push(entry);
    // Cut in blocks, so that a full list does not pay for every call.
    if (this.entries.length > MAX_ENTRIES * 1.1) this.entries = this.entries.slice(-MAX_ENTRIES);
  }

  /** Oldest first. @param since RFC 3339; only what came later */
  list(since?: string): readonly TrafficEntry[] {
    const fromMs = since === undefined ? Number.NEGATIVE_INFINITY : Date.parse(since);
    return this.entries.slice(-MAX_ENTRIES).filter(({ at }) => Date.parse(at) > fromMs);
  }

  clear(): void {
    this.entries = [];
  }
}

/** The dotted paths that a body has, each once. */
export function keysOf(body: unknown): string[] {
  const keys = new Set<string>();
  const visit = (value: unknown, path: string, depth: number) => {
    if (keys.size >= MAX_KEYS || depth > MAX_DEPTH) return;
    if (path !== '') keys.add(path);
    if (Array.isArray(value)) for (const item of value) visit(item, `${path}[]`, depth + 1);
    else if (isObject(value)) {
      for (const [key, part] of Object.entries(value)) visit(part, path === '' ? key : `${path}.${key}`, depth + 1);
    }
  };
  visit(body, '', 0);
  return [...keys];
}
