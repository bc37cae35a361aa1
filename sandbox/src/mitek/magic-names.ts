/** The one table of words in a name that decide how a journey ends, whoever walks it and however. */
import type { JourneyRecord, JourneyState } from './model.js';

export interface MagicWord {
  /** One of the words of the name; letter case does not matter. */
  readonly name: string;
  readonly state: JourneyState;
  readonly description: string;
}

const completed = (result: string): JourneyState => ({ status: 'COMPLETED', result });

export const MITEK_NAMES: readonly MagicWord[] = [
  { name: 'Fail', state: completed('FAIL'), description: 'Does not pass: COMPLETED with FAIL.' },
  { name: 'Fraud', state: completed('FRAUD'), description: 'The document is forged: COMPLETED with FRAUD.' },
  {
    name: 'Reviewed',
    state: { ...completed('PASS'), reviewedBy: 'agent-7' },
    description: 'Passes after somebody at Mitek looked at it: COMPLETED with PASS and a reviewer.',
  },
  {
    name: 'Manual',
    state: { status: 'CONFIRMATION', result: null },
    description: 'Waits in CONFIRMATION until the control API decides.',
  },
  { name: 'Bypassed', state: { status: 'BYPASSED', result: null }, description: 'Is passed over: BYPASSED.' },
  { name: 'Timeout', state: { status: 'EXPIRED', result: null }, description: 'Runs out of time: EXPIRED.' },
  {
    name: 'Unknown-Status',
    state: { status: 'PARKED', result: null },
    description: 'Ends in the status PARKED, which no published list has.',
  },
  {
    name: 'Unknown-Result',
    state: completed('INCONCLUSIVE'),
    description: 'COMPLETED with the result INCONCLUSIVE, which no published list has.',
  },
];

/** How a journey ends because of its name. */
export function magicStateOf({ name }: JourneyRecord): JourneyState | undefined {
  const words = new Set(name.toLowerCase().split(/\s+/));
  return MITEK_NAMES.find((row) => words.has(row.name.toLowerCase()))?.state;
}
