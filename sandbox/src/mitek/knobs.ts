/** The knobs of Mitek: what no public page says about it. The table of all knobs takes them in. */

export interface MitekKnobs {
  readonly mitekAnswer: 'both' | 'link' | 'id';
  readonly mitekDuplicateReference: 'same' | 'refuse' | 'new';
  readonly mitekEnvironments: readonly string[];
  readonly mitekInterimCallbacks: 'on' | 'off';
  readonly mitekResultPlace: 'first' | 'last';
  readonly mitekPicture: 'on' | 'off';
  readonly mitekCallbackUrl: string;
  readonly mitekCallbackHeaders: readonly string[];
  readonly mitekCallbackSecret: string;
  readonly mitekLateCallbackPercent: number;
  readonly mitekLateCallbackMs: number;
  readonly mitekForgedCallbackPercent: number;
}

const choice = (...choices: string[]) => ({ kind: 'choice' as const, choices });
const integer = (min: number, max: number) => ({ kind: 'integer' as const, min, max });
const LIST = { kind: 'list' as const };
const TEXT = { kind: 'text' as const };
const ON_OFF = choice('on', 'off');

interface Row<Value> {
  readonly default: Value;
  readonly type: ReturnType<typeof choice> | ReturnType<typeof integer> | typeof LIST | typeof TEXT;
  readonly description: string;
}

export const MITEK_KNOBS: { readonly [Name in keyof MitekKnobs]: Row<MitekKnobs[Name]> } = {
  mitekAnswer: {
    default: 'both',
    type: choice('both', 'link', 'id'),
    description: 'What the answer to a new journey has: its link and its id, or only one of them.',
  },
  mitekDuplicateReference: {
    default: 'same',
    type: choice('same', 'refuse', 'new'),
    description:
      'A reference that is used again gets the journey that is there, 409, or a second journey of the same reference.',
  },
  mitekEnvironments: {
    default: ['live', 'production', 'mobile-verify'],
    type: LIST,
    description: "Mitek's environments; letter case matters. Any other is refused with 400.",
  },
  mitekInterimCallbacks: {
    default: 'on',
    type: ON_OFF,
    description: 'Whether callbacks with the status SENT and what there is so far come while a person walks.',
  },
  mitekResultPlace: {
    default: 'first',
    type: choice('first', 'last'),
    description: 'At which of the places that the profile knows the result stands in a callback.',
  },
  mitekPicture: {
    default: 'on',
    type: ON_OFF,
    description: 'Whether the last callback brings a picture of the person.',
  },
  mitekCallbackUrl: {
    default: '',
    type: TEXT,
    description: 'Where callbacks go when a journey was created without an address: the one registered at Mitek.',
  },
  mitekCallbackHeaders: {
    default: [],
    type: LIST,
    description: 'Headers that each callback carries, such as `authorization: Basic …`.',
  },
  mitekCallbackSecret: {
    default: '',
    type: TEXT,
    description: 'Key of the signature that each callback carries as the profile says; empty: none.',
  },
  mitekLateCallbackPercent: {
    default: 0,
    type: integer(0, 100),
    description: 'Share of callbacks that come late, and so after later ones, in percent.',
  },
  mitekLateCallbackMs: {
    default: 1_000,
    type: integer(1, 600_000),
    description: 'How late at most, in milliseconds.',
  },
  mitekForgedCallbackPercent: {
    default: 0,
    type: integer(0, 100),
    description: 'Share of callbacks before which somebody else sends a forged COMPLETED with PASS, in percent.',
  },
};
