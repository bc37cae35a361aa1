// One subscriber's buffer: nothing skipped, nothing piled up, and a clear end for a reader that is too slow.
import { describe, expect, test } from 'vitest';
import type { StoredEvent } from '../store/records.js';
import { grown } from '../store/store-fixture.js';
import { Subscriber, SubscriptionLagged } from './subscriber.js';

function entry(position: number): StoredEvent {
  const place = { position: BigInt(position), id: `e${position}`, verificationId: 'v', userId: null };
  return { ...grown({ version: position }), ...place, recordedAt: new Date(0) };
}

async function take(subscriber: Subscriber, count: number): Promise<readonly (bigint | undefined)[]> {
  const positions: (bigint | undefined)[] = [];
  for (let index = 0; index < count; index += 1) positions.push((await subscriber.take(0n))?.position);
  return positions;
}

describe('live', () => {
  test('hands out in order what was offered, before and while somebody waits', async () => {
    const subscriber = new Subscriber(4);
    expect(subscriber.goLive()).toBe(true);
    subscriber.offer(entry(1));
    subscriber.offer(entry(2));
    expect(await take(subscriber, 2)).toEqual([1n, 2n]);
    const waiting = take(subscriber, 2);
    subscriber.offer(entry(3));
    subscriber.offer(entry(4));
    expect(await waiting).toEqual([3n, 4n]);
  });

  test('one more than fits ends it with the position that was delivered last', async () => {
    const subscriber = new Subscriber(2);
    subscriber.goLive();
    subscriber.offer(entry(5));
    expect((await subscriber.take(4n))?.position).toBe(5n);
    expect([6, 7, 8, 9].map((position) => subscriber.offer(entry(position)))).toEqual([
      'taken',
      'taken',
      'lagged',
      'taken',
    ]);
    const lagged = await subscriber.take(5n).catch((error: unknown) => error);
    expect(lagged).toBeInstanceOf(SubscriptionLagged);
    expect(lagged).toMatchObject({ position: 5n });
    subscriber.end();
    await expect(subscriber.take(5n)).rejects.toBeInstanceOf(SubscriptionLagged);
  });

  test('end hands out the rest, then nothing, and frees who waits', async () => {
    const subscriber = new Subscriber(4);
    subscriber.goLive();
    subscriber.offer(entry(1));
    subscriber.end();
    subscriber.offer(entry(2));
    expect(await take(subscriber, 2)).toEqual([1n, undefined]);
    const idle = new Subscriber(4);
    idle.goLive();
    const waiting = idle.take(0n);
    idle.end();
    expect(await waiting).toBeNull();
  });
});

describe('catching up', () => {
  test('what does not fit is dropped, and the log must be read again before it goes live', async () => {
    const subscriber = new Subscriber(2);
    expect([1, 2, 3].map((position) => subscriber.offer(entry(position)))).toEqual(['taken', 'taken', 'taken']);
    expect(subscriber.goLive()).toBe(false);
    subscriber.restart();
    subscriber.offer(entry(4));
    expect(subscriber.goLive()).toBe(true);
    expect(await take(subscriber, 1)).toEqual([4n]);
  });
});
