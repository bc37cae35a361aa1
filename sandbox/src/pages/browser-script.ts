// Browser code every sandbox page shares: building elements, calling JSON addresses; no page's own behaviour.
// Page scripts are plain JavaScript modules kept as text, so that the sandbox stays one bundled file.

export const BROWSER_SCRIPT = `
export const byId = (id) => document.getElementById(id);

/** Create an element. Strings become text nodes, never markup, so data from outside cannot add any. */
export function element(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name === 'onclick') node.addEventListener('click', value);
    else if (value === true) node.setAttribute(name, '');
    else if (value !== undefined && value !== null && value !== false) node.setAttribute(name, String(value));
  }
  node.append(...children);
  return node;
}

/** An address somebody else chose, or null when following it could run code in this page. */
export function webAddress(text) {
  try {
    const url = new URL(text);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
  } catch {
    return null;
  }
}

/** A call that was answered with an error status. */
export class CallFailed extends Error {
  constructor(status, body) {
    super(typeof body?.message === 'string' ? body.message : 'The sandbox answered with status ' + status + '.');
    this.status = status;
    this.details = Array.isArray(body?.details) ? body.details : [];
  }
}

/** Call a JSON address. Throws CallFailed on an error status, TypeError when nothing answered. */
export async function call(method, address, body) {
  const answer = await fetch(address, {
    method,
    cache: 'no-store',
    headers: body === undefined ? { accept: 'application/json' } : { accept: 'application/json', 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(15000),
  });
  const text = await answer.text();
  let parsed;
  try {
    parsed = text === '' ? undefined : JSON.parse(text);
  } catch {
    parsed = undefined;
  }
  if (!answer.ok) throw new CallFailed(answer.status, parsed);
  return parsed;
}

/** Run a task again and again, the pause counted from its end, and not while nobody can see the page. */
export function repeat(task, pauseMs) {
  const turn = async () => {
    if (!document.hidden) await task();
    setTimeout(turn, typeof pauseMs === 'function' ? pauseMs() : pauseMs);
  };
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) task();
  });
  return turn();
}

/** Time of day from an ISO time, in the reader's own zone. */
export function timeOfDay(iso) {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? String(iso) : date.toLocaleTimeString();
}

/** Copy text where the browser allows it; true when it did. */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
`;
