// How tests wait: for what was promised or can be read, up to one generous deadline, never for a length of time.
import { setTimeout as delay } from 'node:timers/promises';

/** Longer than anything takes on a busy machine; only a failing test ever waits this long. */
export const DEADLINE_MS = 30_000;

const LOOK_AGAIN_MS = 15;

/** @throws Error that names what did not come in time */
export async function within<T>(promise: Promise<T>, what: string, deadlineMs = DEADLINE_MS): Promise<T> {
  const over = new AbortController();
  const late = delay(deadlineMs, undefined, { signal: over.signal }).then(
    () => Promise.reject(new Error(`Not within ${deadlineMs / 1000} s: ${what}`)),
    () => new Promise<never>(() => undefined),
  );
  try {
    return await Promise.race([promise, late]);
  } finally {
    over.abort();
  }
}

/** Reads until what is read is right. @throws Error with what was read last */
export async function until<T>(
  what: string,
  read: () => T | Promise<T>,
  isRight: (value: T) => boolean = Boolean,
  deadlineMs = DEADLINE_MS,
): Promise<T> {
  const giveUpAt = Date.now() + deadlineMs;
  for (;;) {
    const value = await read();
    if (isRight(value)) return value;
    if (Date.now() > giveUpAt) {
      throw new Error(`Not within ${deadlineMs / 1000} s: ${what}. The last was ${JSON.stringify(value)}`);
    }
    await delay(LOOK_AGAIN_MS);
  }
}
