// Lists as filters: what an empty one means, the same everywhere.

/** What a filter by a list narrows to. Null: nothing, as it is left out, null or empty. */
export function orAll<T>(wanted: readonly T[] | null | undefined): readonly T[] | null {
  return wanted && wanted.length > 0 ? wanted : null;
}
