// The small iterators: order, and that leaving reaches the source at once.
import { describe, expect, test } from 'vitest';
import { mapItems, prepend } from './iterators.js';

/** Numbers from 1 on; after the last it waits until somebody leaves. */
function numbers(upTo: number) {
  let last = 0;
  let leave: (() => void) | null = null;
  let returned = 0;
  const source: AsyncIterableIterator<number> = {
    async next() {
      if (returned === 0 && last < upTo) {
        last += 1;
        return { done: false, value: last };
      }
      if (returned === 0) {
        await new Promise<void>((resolve) => {
          leave = resolve;
        });
      }
      return { done: true, value: undefined };
    },
    async return() {
      returned += 1;
      leave?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
  return { source, returned: () => returned };
}

async function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

describe('prepend', () => {
  test('hands out the given items, then the rest', async () => {
    const merged = prepend([7, 8], numbers(2).source);
    const four = [await merged.next(), await merged.next(), await merged.next(), await merged.next()];
    expect(four.map(({ value }) => value)).toEqual([7, 8, 1, 2]);
    expect(await all(prepend([7, 8], null))).toEqual([7, 8]);
    expect(await all(prepend([], null))).toEqual([]);
  });

  test('return ends it, at once and for good, also while it waits', async () => {
    const { source, returned } = numbers(0);
    const merged = prepend([7, 8], source);
    await merged.next();
    await merged.next();
    const waiting = merged.next();
    await merged.return?.();
    expect((await waiting).done).toBe(true);
    expect(returned()).toBe(1);
    expect((await merged.next()).done).toBe(true);
  });
});

describe('mapItems', () => {
  test('turns each item, in order, also with promises', async () => {
    const turned = mapItems(numbers(3).source, async (number) => number * 2);
    const three = [await turned.next(), await turned.next(), await turned.next()];
    expect(three.map(({ value }) => value)).toEqual([2, 4, 6]);
    const waiting = turned.next();
    await turned.return?.();
    expect((await waiting).done).toBe(true);
  });

  test('an item that cannot be turned leaves the source', async () => {
    const { source, returned } = numbers(3);
    const turned = mapItems(source, () => {
      throw new Error('cannot');
    });
    await expect(turned.next()).rejects.toThrow('cannot');
    expect(returned()).toBe(1);
    expect((await turned.next()).done).toBe(true);
  });
});
