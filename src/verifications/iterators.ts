// Small async iterators that pass `return` on at once, which generators do not do while they wait. Nothing domain-specific.

/** First the given items, then those of `rest`. */
export function prepend<T>(first: readonly T[], rest: AsyncIterableIterator<T> | null): AsyncIterableIterator<T> {
  const waiting = [...first];
  let closed = false;
  const done = { done: true, value: undefined } as const;
  return {
    async next() {
      if (closed) return done;
      const value = waiting.shift();
      if (value !== undefined) return { done: false, value };
      return rest ? rest.next() : done;
    },
    async return() {
      closed = true;
      await rest?.return?.();
      return done;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** Each item turned into another. An item that cannot be turned ends the source. */
export function mapItems<A, B>(
  source: AsyncIterableIterator<A>,
  turn: (item: A) => B | Promise<B>,
): AsyncIterableIterator<B> {
  const done = { done: true, value: undefined } as const;
  return {
    async next() {
      const item = await source.next();
      if (item.done) return done;
      try {
        return { done: false, value: await turn(item.value) };
      } catch (error) {
        await source.return?.();
        throw error;
      }
    },
    async return() {
      await source.return?.();
      return done;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
