// What of an event of PingOne's platform is of use: its id, whom it is about, and what it names. Its words about a status are not read.
import { z } from 'zod';
import type { PlatformEvent } from '../store/platform-events.js';

/** Events about a verification. Whether its resources name the transaction or only the user is not published. */
const KINDS: readonly string[] = ['VALIDATION_TRANSACTION', 'VERIFY_TRANSACTION', 'VERIFY_METADATA', 'VERIFY_APPEVENT'];

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const USER_IN_LINK = /\/users\/([0-9a-f-]{36})(?:\/|$)/;
const TRANSACTION_IN_LINK = /\/(?:verifyTransactions|idValidations)\/([0-9a-f-]{36})(?:\/|$)/;
const MOST_SUBJECTS = 8;

const Named = z.object({
  id: z.string().nullish().catch(null),
  type: z.string().nullish().catch(null),
  href: z.string().nullish().catch(null),
  environment: z.object({ id: z.string().nullish() }).nullish().catch(null),
});
const Event = z.object({
  id: z.string().regex(/^[A-Za-z0-9-]{8,64}$/),
  action: z.object({ type: z.string() }),
  actors: z
    .object({ user: Named.nullish().catch(null) })
    .nullish()
    .catch(null),
  resources: z.array(Named).nullish().catch(null),
});

export type ReadEvent =
  | { readonly kind: 'verification'; readonly event: PlatformEvent }
  /** About something else, or of another environment. */
  | { readonly kind: 'other' }
  | { readonly kind: 'malformed' };

/** The events of a body: a JSON array, one event, or one to a line. What cannot be read stands for one malformed event. */
export function readEvents(body: string, environmentId: string): readonly ReadEvent[] {
  const whole = parse(body);
  if (whole !== undefined) return [whole].flat().map((value) => readEvent(value, environmentId));
  const lines = body.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.map((line) => readEvent(parse(line), environmentId));
}

function readEvent(value: unknown, environmentId: string): ReadEvent {
  const read = Event.safeParse(value);
  if (!read.success) return { kind: 'malformed' };
  const { id, action, actors } = read.data;
  const resources = read.data.resources ?? [];
  const environments = resources.map(({ environment }) => environment?.id ?? environmentId);
  if (!KINDS.includes(action.type.split('.')[0] ?? '') || environments.some((stated) => stated !== environmentId)) {
    return { kind: 'other' };
  }
  const links = resources.map(({ href }) => href ?? '');
  const userIds = [
    ...resources.filter(({ type }) => type === 'USER').map((resource) => resource.id),
    ...links.map((link) => USER_IN_LINK.exec(link)?.[1]),
    actors?.user?.id,
  ];
  const subjectIds = [
    ...links.map((link) => TRANSACTION_IN_LINK.exec(link)?.[1]),
    ...resources.filter(({ type }) => type !== 'USER').map((resource) => resource.id),
  ].filter(isId);
  const event = {
    id,
    userId: userIds.find(isId) ?? null,
    subjectIds: [...new Set(subjectIds)].slice(0, MOST_SUBJECTS),
  };
  return { kind: 'verification', event };
}

function isId(text: string | null | undefined): text is string {
  return typeof text === 'string' && UUID.test(text);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
