// Bounds of numbers, lengths and counts. What is said to whoever passes one is for the callers.

/** Both ends belong to what is allowed. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** The bound that a value lies beyond, which is what `limit` of an error tells; null when it lies within. */
export function passedBound(value: number, { min, max }: Bounds): number | null {
  if (value < min) return min;
  return value > max ? max : null;
}
