// Whose data an object holds. Objects without a mark belong to nobody, so that forgetting the mark hides data instead of showing it.

const owners = new WeakMap<object, string>();

/**
 * Marks an object, and everything inside it, as the data of one user.
 * @param ownerId null: nobody's; nothing is marked.
 */
export function ownedBy<T extends object>(ownerId: string | null, value: T): T {
  if (ownerId !== null) mark(ownerId, value);
  return value;
}

/** The user whose data the object holds; null when it is nobody's. */
export function ownerOf(value: unknown): string | null {
  return typeof value === 'object' && value !== null ? (owners.get(value) ?? null) : null;
}

function mark(ownerId: string, value: unknown): void {
  if (typeof value !== 'object' || value === null || owners.has(value)) return;
  if (value instanceof Date || ArrayBuffer.isView(value)) return;
  owners.set(value, ownerId);
  for (const part of Object.values(value)) mark(ownerId, part);
}
