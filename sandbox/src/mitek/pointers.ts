/** Writes values into JSON at the places that a profile points to. */

interface Branch {
  [name: string]: unknown;
}

/** Sets `value` at a JSON pointer, with the objects on the way. What is undefined is left out. */
export function setAt(target: Branch, pointer: string, value: unknown): void {
  if (value === undefined) return;
  const names = pointer.slice(1).split('/').map(unescaped);
  const last = names.pop();
  if (last === undefined) return;
  let branch = target;
  for (const name of names) {
    const next = branch[name];
    branch = isBranch(next) ? next : own(branch, name);
  }
  branch[last] = value;
}

function own(branch: Branch, name: string): Branch {
  const made: Branch = {};
  branch[name] = made;
  return made;
}

function isBranch(value: unknown): value is Branch {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unescaped(name: string): string {
  return name.replaceAll('~1', '/').replaceAll('~0', '~');
}
