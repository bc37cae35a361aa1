/** The state of Mitek when new, as JSON, and back; when and where it is written is the store's. */
import { randomBytes } from 'node:crypto';
import type { JourneyRecord, MitekState } from './model.js';

const MAX_JOURNEYS = 20_000;

export function newMitekState(): MitekState {
  return {
    clientId: 'mitek-demo',
    clientSecret: randomBytes(24).toString('base64url'),
    port: null,
    journeys: new Map(),
  };
}

/** The newest journeys become a list. */
export function encodeMitek(state: MitekState): object {
  for (const id of state.journeys.keys()) {
    if (state.journeys.size <= MAX_JOURNEYS) break;
    state.journeys.delete(id);
  }
  return { ...state, journeys: [...state.journeys.values()] };
}

/** @param stored what encodeMitek made, or nothing when the sandbox knew no Mitek yet */
export function decodeMitek(stored: { readonly [key: string]: unknown } | undefined): MitekState {
  if (stored === undefined) return newMitekState();
  // Written by encodeMitek() of this very format, so the shape is ours.
  const { journeys, ...rest } = stored as unknown as Omit<MitekState, 'journeys'> & { journeys: JourneyRecord[] };
  return { ...rest, journeys: new Map(journeys.map((journey) => [journey.requestId, journey])) };
}
