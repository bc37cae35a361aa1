// How long work takes, over several runs.

export interface Times {
  /** In milliseconds. */
  readonly p50: number;
  readonly p95: number;
}

/**
 * Times work, one run after the other.
 * @param runs 1 or more
 * @param patienceMs begins no further run after this time
 */
export async function time(runs: number, work: () => Promise<unknown>, patienceMs = Infinity): Promise<Times> {
  const tookMs: number[] = [];
  const beganAt = performance.now();
  while (tookMs.length < runs && performance.now() - beganAt < patienceMs) {
    const startedAt = performance.now();
    await work();
    tookMs.push(performance.now() - startedAt);
  }
  tookMs.sort((one, other) => one - other);
  const at = (share: number) => tookMs[Math.ceil(share * tookMs.length) - 1] ?? 0;
  return { p50: at(0.5), p95: at(0.95) };
}
