/** The body of a callback, and of a status read: each value at the place that the profile points to. */
import type { KnobBoard } from '../control/knob-board.js';
import { findingsOf, pictureOf } from './findings.js';
import { isFinal, type JourneyRecord, type JourneyState, type StepRecord } from './model.js';
import { setAt } from './pointers.js';
import { type MitekProfile, wireWord } from './profile.js';

interface Shape {
  readonly profile: MitekProfile;
  readonly knobs: KnobBoard;
}

/** @param state stands for the journey's own, for callbacks that tell something else */
export async function callbackBody(
  journey: JourneyRecord,
  { profile, knobs }: Shape,
  state: JourneyState = stateOf(journey),
): Promise<{ [name: string]: unknown }> {
  const body: { [name: string]: unknown } = {};
  const { pointers, reviewed } = profile.callback;
  const put = (name: string, value: unknown, at = 0) => {
    const places = pointers[name] ?? [];
    const place = places.at(at);
    if (place !== undefined) setAt(body, place, value);
  };
  put('reference', journey.reference);
  put('status', wireWord(profile.statuses, state.status));
  const isOver = isFinal(state);
  const { score, scores, document } = findingsOf({ ...journey, ...state, reviewedBy: state.reviewedBy ?? null });
  put('results', {});
  put('requestId', journey.requestId);
  put('score', isOver ? score : undefined);
  put('confirmed', state.status === 'COMPLETED');
  if (!journey.isErased) {
    put('name', journey.name);
    put('scores', scores);
    if (isOver && knobs.get('mitekPicture') === 'on' && hasSelfie(journey))
      put('picture', await pictureOf(journey.name));
    put('documents', document === null ? [] : [documentResult(profile, document)]);
    setAt(body, `${pointers.results?.[0] ?? ''}/documents`, documentStatuses(journey, isOver));
  }
  const place = knobs.get('mitekResultPlace') === 'first' ? 0 : -1;
  put('result', state.result === null ? undefined : wireWord(profile.results, state.result), place);
  if (state.reviewedBy !== undefined && reviewed[0] !== undefined) setAt(body, reviewed[0], state.reviewedBy);
  return body;
}

export function stateOf({ status, result, reviewedBy }: JourneyRecord): JourneyState {
  return { status, result, ...(reviewedBy === null ? {} : { reviewedBy }) };
}

function documentResult(profile: MitekProfile, document: { readonly [field: string]: unknown }): object {
  const result = {};
  for (const [field, value] of Object.entries(document)) {
    const place = profile.callback.document[field]?.[0];
    if (place !== undefined) setAt(result, place, value);
  }
  return result;
}

/** Status of each document by its type, as the vendor's own app shows it. */
function documentStatuses({ progress }: JourneyRecord, isOver: boolean): object {
  const step = progress.find(({ name }) => name === 'documents');
  if (step?.shown[0] === undefined) return {};
  return { [step.shown[0]]: { status: isOver ? 'COMPLETED' : 'ANALYZING', summary: summaryOf(step, isOver) } };
}

function summaryOf({ outcome }: StepRecord, isOver: boolean): string {
  if (!isOver) return 'ANALYZING';
  if (outcome === 'pass') return 'COMPLETE';
  return outcome === 'fraud' ? 'DANGER' : 'WARNING';
}

function hasSelfie({ progress }: JourneyRecord): boolean {
  return progress.some(({ name, outcome }) => name === 'selfie' && outcome !== null);
}
