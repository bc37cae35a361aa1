// Stands in for resolvers whose data is not connected yet. Nothing else.

/** @throws always */
export function notWired(..._received: readonly unknown[]): never {
  throw new Error('This field is not connected to its data.');
}
