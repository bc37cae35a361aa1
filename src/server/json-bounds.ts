// How much JSON a body may be made of, told from its bytes before it is parsed: a few megabytes of brackets take seconds to build and to walk.

export const JSON_BOUNDS = {
  /** Lists and objects inside each other. */
  levels: 64,
  /** Members of all lists and objects together. */
  values: 20_000,
} as const;

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPENING: readonly number[] = [0x5b, 0x7b];
const CLOSING: readonly number[] = [0x5d, 0x7d];

/** Whether a text stays within the bounds. A text that is no JSON may do so too: whether it is, its parser tells. */
export function withinJsonBounds(body: Buffer): boolean {
  let level = 0;
  let values = 0;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at] ?? 0;
    if (byte === QUOTE) at = endOfText(body, at);
    else if (byte === COMMA) values += 1;
    else if (OPENING.includes(byte)) {
      level += 1;
      values += 1;
    } else if (CLOSING.includes(byte)) level -= 1;
    if (level > JSON_BOUNDS.levels || values > JSON_BOUNDS.values) return false;
  }
  return true;
}

/** Where a text that begins with the quote at `start` ends: at the next quote that no backslash stands before. */
function endOfText(body: Buffer, start: number): number {
  for (let at = body.indexOf(QUOTE, start + 1); at !== -1; at = body.indexOf(QUOTE, at + 1)) {
    let before = at - 1;
    while (body[before] === BACKSLASH) before -= 1;
    if ((at - before) % 2 === 1) return at;
  }
  return body.length;
}
