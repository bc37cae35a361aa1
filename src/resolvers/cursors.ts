// Opaque cursors: positions of the status log, and places in upstream’s lists. Made and read here only.
import { GraphQLError } from 'graphql';
import type { Keys } from '../auth/keys.js';

const MAC_BYTES = 9;

export class Cursors {
  constructor(private readonly keys: Keys) {}

  /** Cursor of a position in the status log. */
  ofPosition(position: bigint): string {
    return this.write('log', position.toString());
  }

  /** @throws GraphQLError CURSOR_INVALID when it is no cursor of a feed */
  toPosition(cursor: string): bigint {
    return BigInt(this.read('log', cursor));
  }

  /** Cursor of a place in a list. @param list which list; a cursor of one list is refused in another. */
  ofPlace(list: string, place: string): string {
    return this.write(list, place);
  }

  /** @throws GraphQLError CURSOR_INVALID when it is no cursor of this list */
  toPlace(list: string, cursor: string): string {
    return this.read(list, cursor);
  }

  private write(kind: string, text: string): string {
    const body = Buffer.from(text);
    return Buffer.concat([this.keys.mac('cursor', bind(kind, body)), body]).toString('base64url');
  }

  private read(kind: string, cursor: string): string {
    const bytes = Buffer.from(cursor, 'base64url');
    const body = bytes.subarray(MAC_BYTES);
    if (body.length === 0 || !this.keys.hasMac('cursor', bind(kind, body), bytes.subarray(0, MAC_BYTES))) {
      throw cursorInvalid({});
    }
    return body.toString();
  }
}

/** The error of a cursor that cannot be used. @param facts such as the oldest cursor that works */
export function cursorInvalid(facts: { oldestCursor?: string }): GraphQLError {
  return new GraphQLError('The cursor is not one of this list, or is too old.', {
    extensions: { code: 'CURSOR_INVALID', ...facts },
  });
}

function bind(kind: string, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${kind}\n`), body]);
}
