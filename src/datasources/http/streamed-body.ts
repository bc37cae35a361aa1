// A request body that is read from its source while it is sent; what is sent is decided elsewhere.
import { Readable } from 'node:stream';

/** A body that passes through once, so a call that has begun to send it cannot be sent again. */
export class StreamedBody {
  readonly #chunks: AsyncIterable<Uint8Array>;
  #begun = false;
  #complete = false;
  #failure: { readonly reason: unknown } | null = null;

  /** @param chunks not read before the call is on its connection, and only as fast as upstream takes them. */
  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks;
  }

  /** Whether the source has been touched. */
  get begun(): boolean {
    return this.#begun;
  }

  /** Whether all of it went out. What upstream holds of an incomplete body is no request, so nothing took effect. */
  get complete(): boolean {
    return this.#complete;
  }

  /** What the source broke off with; null when it did not. */
  get failure(): { readonly reason: unknown } | null {
    return this.#failure;
  }

  /** For one attempt to send. An attempt that never read from it leaves the source whole for the next. */
  open(): Readable {
    return Readable.from(this.#read(), { objectMode: false });
  }

  async *#read(): AsyncGenerator<Uint8Array, void> {
    this.#begun = true;
    for await (const chunk of this.#watched()) yield chunk;
    this.#complete = true;
  }

  /** A generator of its own, as here an error can only come from the source: the connection's own failures end it without one. */
  async *#watched(): AsyncGenerator<Uint8Array, void> {
    try {
      for await (const chunk of this.#chunks) {
        if (chunk.length > 0) yield chunk;
      }
    } catch (reason) {
      this.#failure = { reason };
      throw reason;
    }
  }
}
