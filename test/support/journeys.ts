// What tests do with Mitek journeys: create, read, watch, and speak to the gateway as Mitek does.
import { randomUUID } from 'node:crypto';
import {
  CreateJourneyDocument,
  type CreateMitekJourneyInput,
  JourneyDocument,
  type JourneyPartsFragment,
  JourneyTimelineDocument,
  WatchJourneyDocument,
  type WatchJourneySubscription,
} from '../generated/graphql.js';
import type { Person, WatchOptions } from './person.js';
import { until } from './waiting.js';
import type { Watch } from './watch.js';

export type JourneyEvent = WatchJourneySubscription['mitekJourneyStatusChanged'];

/** An input that is right; each call with a reference of its own. */
export function journeyInput(changes: Partial<CreateMitekJourneyInput> = {}): CreateMitekJourneyInput {
  return {
    name: 'Ada Lovelace-Byron',
    deliveryMethod: 'EMAIL',
    email: 'ada.lovelace@example.com',
    reference: `order-${randomUUID()}`,
    useDefaults: false,
    ...(changes.useDefaults === true ? {} : { scope: { selfie: true, documents: true, attachments: false } }),
    ...changes,
  };
}

/** @throws Error when it is refused */
export async function createJourney(
  person: Person,
  changes: Partial<CreateMitekJourneyInput> = {},
): Promise<JourneyPartsFragment & { readonly reference: string }> {
  const { createMitekJourney: made } = await person.ask(CreateJourneyDocument, { input: journeyInput(changes) });
  const { mitekJourney: journey, userErrors } = made;
  if (!journey || journey.reference === null) throw new Error(`The create was refused: ${JSON.stringify(userErrors)}`);
  return { ...journey, reference: journey.reference };
}

/** User errors of a create that is refused, as `CODE field.path`. */
export async function refusalsOf(person: Person, input: CreateMitekJourneyInput): Promise<readonly string[]> {
  const { createMitekJourney: made } = await person.ask(CreateJourneyDocument, { input });
  if (made.userErrors.length === 0) throw new Error('It was created.');
  return made.userErrors.map(({ code, field }) => `${code} ${(field ?? []).slice(1).join('.')}`.trim());
}

/** @throws Error when there is none */
export async function readJourney(person: Person, reference: string): Promise<JourneyPartsFragment> {
  const { mitekJourney } = await person.ask(JourneyDocument, { reference });
  if (!mitekJourney) throw new Error('There is no such journey.');
  return mitekJourney;
}

/** Reads until a journey is as wanted. */
export function journeyThat(
  person: Person,
  reference: string,
  what: string,
  isRight: (journey: JourneyPartsFragment) => boolean,
): Promise<JourneyPartsFragment> {
  return until(what, () => readJourney(person, reference), isRight);
}

export async function timelineOf(person: Person, id: string) {
  const { mitekJourney } = await person.ask(JourneyTimelineDocument, { id });
  return mitekJourney?.timeline.edges.map(({ node }) => node) ?? [];
}

export function watchJourney(person: Person, id: string, { after }: WatchOptions = {}): Watch<JourneyEvent> {
  return person.subscribe(WatchJourneyDocument, { id, after }, (data) => data.mitekJourneyStatusChanged);
}

/** Calls the gateway back as Mitek, or somebody else, does. @param body text is sent as it is */
export function callBack(
  url: string,
  body: object | string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}
