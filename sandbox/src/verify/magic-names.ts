/** The one table of names that decide how a verification goes: a person called so gets that outcome by the web page or the API. */
import type { FailureReason, TransactionRecord, UserRecord } from '../state/state.js';

/** What else a name can do, apart from what is wrong with the evidence. */
export type MagicEffect = 'MANUAL' | 'RETRY' | 'UNKNOWN_STATUS';

export interface MagicName {
  /** Given or family name, of the directory or of `requirements`; letter case does not matter. */
  readonly name: string;
  readonly flaws: readonly FailureReason[];
  readonly effect?: MagicEffect;
  readonly description: string;
}

/** The status that UNKNOWN_STATUS ends in: none of the published ones. */
export const UNKNOWN_STATUS = 'AWAITING_SECOND_OPINION';

export const MAGIC_NAMES: readonly MagicName[] = [
  { name: 'Fail-Document', flaws: ['DOCUMENT'], description: 'The document does not look genuine.' },
  { name: 'Unreadable', flaws: ['UNREADABLE'], description: 'The photo of the document cannot be read.' },
  { name: 'Unsupported', flaws: ['UNSUPPORTED'], description: 'The kind of document is not supported.' },
  {
    name: 'Expired-Document',
    flaws: ['EXPIRED_DOCUMENT'],
    description: 'The document has expired; fails only under a policy with failExpiredId.',
  },
  { name: 'Fail-Data', flaws: ['DATA'], description: "The document is someone else's: biographic matches are LOW." },
  { name: 'Fail-Face', flaws: ['FACE'], description: 'The faces do not match: similarity 31.07.' },
  { name: 'Fail-Liveness', flaws: ['LIVENESS'], description: 'No living person on the selfie: probability 0.12.' },
  { name: 'Fail-Email', flaws: ['EMAIL'], description: 'The e-mail address is not accepted, whatever the passcode.' },
  { name: 'Fail-Phone', flaws: ['PHONE'], description: 'The phone number is not accepted, whatever the passcode.' },
  { name: 'Timeout', flaws: ['TIMEOUT'], description: 'The time runs out while the checks run.' },
  {
    name: 'Retry',
    flaws: [],
    effect: 'RETRY',
    description: 'The first picture is refused, the second is taken, whatever the policy says about retries.',
  },
  {
    name: 'Manual',
    flaws: [],
    effect: 'MANUAL',
    description: 'Stays IN_PROGRESS until somebody approves it or the control API decides.',
  },
  {
    name: 'Unknown-Status',
    flaws: [],
    effect: 'UNKNOWN_STATUS',
    description: `Ends in the status ${UNKNOWN_STATUS}, which no published list has.`,
  },
];

/** The rows that a person's names or the names asked for select. */
export function magicOf(user: UserRecord | undefined, { request }: TransactionRecord): readonly MagicName[] {
  const { given_name, family_name } = request.requirements ?? {};
  const names = [user?.profile.name?.given, user?.profile.name?.family];
  for (const requirement of [given_name, family_name]) {
    names.push(requirement?.value, ...(requirement?.options ?? []));
  }
  const called = new Set(names.map((name) => name?.trim().toLowerCase()));
  return MAGIC_NAMES.filter(({ name }) => called.has(name.toLowerCase()));
}
