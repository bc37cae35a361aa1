// JSON pointers (RFC 6901) as profiles use them: several places to look at, the first that holds something counts.

/** What the first pointer that leads to something leads to; undefined where none does. Null counts as nothing. */
export function firstAt(document: unknown, pointers: readonly string[]): unknown {
  for (const pointer of pointers) {
    const found = at(document, pointer);
    if (found !== undefined && found !== null) return found;
  }
  return undefined;
}

function at(document: unknown, pointer: string): unknown {
  let value = document;
  for (const part of pointer.slice(1).split('/')) {
    if (typeof value !== 'object' || value === null) return undefined;
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    value = Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
  }
  return value;
}
