// How well a service answered lately, from a small ring of samples; the full record is in the metrics.

export interface UpstreamStats {
  /** Ninth decile of answer times; null when there was no answer. */
  readonly p90LatencyMs: number | null;
  /** Share of calls that failed, 0 to 1; null when there was no call. */
  readonly errorRate: number | null;
  readonly lastSuccessAt: Date | null;
}

interface Sample {
  readonly atMs: number;
  /** Null when there was no answer. */
  readonly latencyMs: number | null;
  readonly failed: boolean;
}

const SPAN_MS = 5 * 60_000;
const MAX_SAMPLES = 512;

/** The last five minutes, at most 512 calls of them. */
export class RecentCalls {
  readonly #ring: Sample[] = [];
  #next = 0;
  #lastSuccessAt: Date | null = null;

  add(latencyMs: number | null, failed: boolean): void {
    const now = Date.now();
    this.#ring[this.#next] = { atMs: now, latencyMs, failed };
    this.#next = (this.#next + 1) % MAX_SAMPLES;
    if (!failed) this.#lastSuccessAt = new Date(now);
  }

  read(): UpstreamStats {
    const since = Date.now() - SPAN_MS;
    const recent = this.#ring.filter((sample) => sample.atMs >= since);
    const latencies = recent.flatMap(({ latencyMs }) => (latencyMs === null ? [] : [latencyMs])).sort((a, b) => a - b);
    return {
      p90LatencyMs: latencies[Math.ceil(latencies.length * 0.9) - 1] ?? null,
      errorRate: recent.length === 0 ? null : recent.filter(({ failed }) => failed).length / recent.length,
      lastSuccessAt: this.#lastSuccessAt,
    };
  }
}
