/** Turns the state of MFA into JSON and back; when and where it is written is the store's. */
import type { MfaState } from './model.js';
import { newMfaState } from './seed.js';

/** Maps become lists of pairs. */
export function encodeMfa(state: MfaState): object {
  const entries = Object.entries(state).map(([key, part]) => [key, part instanceof Map ? [...part] : part]);
  return Object.fromEntries(entries);
}

/** @param stored what encodeMfa made, perhaps of an earlier version that knew less, or nothing */
export function decodeMfa(stored: { readonly [key: string]: unknown } | undefined): MfaState {
  const state = newMfaState();
  if (stored === undefined) return state;
  const entries = Object.entries(state).map(([key, part]: [string, unknown]) => {
    const kept = stored[key];
    if (kept === undefined) return [key, part];
    return [key, part instanceof Map && Array.isArray(kept) ? new Map(kept) : kept];
  });
  // Written by encodeMfa() of this very format, so the shape is ours.
  return Object.fromEntries(entries) as MfaState;
}
