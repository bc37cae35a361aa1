/** Faults that a test puts in the way of vendor calls: matching and counting; applying them is in vendor-hooks.ts. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';

/** What `POST /sandbox/faults` takes. */
export const faultInput = z.strictObject({
  match: z
    .strictObject({
      method: z.string().min(1).optional(),
      /** A part of the path with its query, or a pattern for the whole of it where `*` stands for anything. */
      path: z.string().min(1).optional(),
    })
    .default({}),
  status: z.int().min(200).max(599).optional(),
  body: z.unknown().optional(),
  retryAfterSeconds: z.number().min(0).max(86_400).optional(),
  delayMs: z.int().min(0).max(600_000).optional(),
  /** Break the connection without an answer. */
  reset: z.boolean().optional(),
  /** Break the connection in the middle of the body. */
  truncate: z.boolean().optional(),
  contentType: z.string().min(1).optional(),
  /** `before`: the call never reaches the vendor. `after`: the vendor does the work and only the answer suffers. */
  when: z.enum(['before', 'after']).default('before'),
  /** How often it strikes; without it, for ever. */
  times: z.int().min(1).optional(),
  /** Share of the matching calls that it strikes, 0 to 1. */
  probability: z.number().min(0).max(1).optional(),
});

export type FaultInput = z.infer<typeof faultInput>;

export interface Fault extends FaultInput {
  readonly id: string;
  hits: number;
}

/** The faults in force. They are forgotten at a restart. */
export class Faults {
  private readonly faults = new Map<string, Fault>();

  add(input: FaultInput): Fault {
    const fault: Fault = { ...input, id: randomUUID(), hits: 0 };
    this.faults.set(fault.id, fault);
    return fault;
  }

  list(): Fault[] {
    return [...this.faults.values()];
  }

  /** Removes one, or all. @returns how many were removed */
  remove(id?: string): number {
    if (id !== undefined) return this.faults.delete(id) ? 1 : 0;
    const count = this.faults.size;
    this.faults.clear();
    return count;
  }

  /** The oldest fault that strikes this call, counted as used. */
  strike(method: string, url: string): Fault | undefined {
    for (const fault of this.faults.values()) {
      if (!matches(fault.match, method, url)) continue;
      if (fault.probability !== undefined && Math.random() >= fault.probability) continue;
      fault.hits += 1;
      if (fault.times !== undefined && fault.hits >= fault.times) this.faults.delete(fault.id);
      return fault;
    }
    return undefined;
  }
}

function matches(match: FaultInput['match'], method: string, url: string): boolean {
  if (match.method !== undefined && match.method.toUpperCase() !== method) return false;
  if (match.path === undefined) return true;
  if (!match.path.includes('*')) return url.includes(match.path);
  const pattern = match.path.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${pattern.join('.*')}$`).test(url);
}
