// Whose data an object holds, and whether it is evidence. Objects without a mark belong to nobody, so that forgetting the mark
// hides data instead of showing it.

/** The record that evidence belongs to, such as a transaction. */
export interface Subject {
  /** Name of its GraphQL type. */
  readonly type: string;
  readonly id: string;
}

interface Mark {
  readonly ownerId: string | null;
  readonly evidenceOf: Subject | null;
}

const marks = new WeakMap<object, Mark>();

/**
 * Marks an object, and everything inside it, as the data of one user.
 * @param ownerId null: nobody's
 * @param evidenceOf set for evidence: the record it belongs to; who reads it without owning it is audited
 */
export function ownedBy<T extends object>(ownerId: string | null, value: T, evidenceOf: Subject | null = null): T {
  if (ownerId !== null || evidenceOf !== null) walk(value, marks, (part) => marks.set(part, { ownerId, evidenceOf }));
  return value;
}

/** The user whose data the object holds; null when it is nobody's. */
export function ownerOf(value: unknown): string | null {
  return markOf(value)?.ownerId ?? null;
}

/** The record whose evidence the object holds; null when it is no evidence. */
export function evidenceOf(value: unknown): Subject | null {
  return markOf(value)?.evidenceOf ?? null;
}

/** Leave to read particular objects, given within one operation and gone with it. */
export class Grants {
  private readonly granted = new WeakSet<object>();

  /** Gives leave to read an object and everything inside it. It must not be reachable by any other way in the operation. */
  give<T extends object>(value: T): T {
    walk(value, this.granted, (part) => this.granted.add(part));
    return value;
  }

  cover(value: unknown): boolean {
    return typeof value === 'object' && value !== null && this.granted.has(value);
  }
}

function markOf(value: unknown): Mark | undefined {
  return typeof value === 'object' && value !== null ? marks.get(value) : undefined;
}

function walk(value: unknown, seen: { has(part: object): boolean }, visit: (part: object) => void): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  if (value instanceof Date || ArrayBuffer.isView(value)) return;
  visit(value);
  for (const part of Object.values(value)) walk(part, seen, visit);
}
