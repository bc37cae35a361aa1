// Why a verification was denied, in words that may be kept and counted: codes of a vendor, never text about a person.
import type { Decision } from '../store/records.js';

const CODE = /^[A-Z0-9_]{1,64}$/;
const MOST = 16;

/** Whether a decision is one against the person. */
export function isDenial(decision: Decision): boolean {
  return decision === 'DENIED' || decision === 'DENIED_FRAUD';
}

/** @returns at least one code, each once; what is no code is UNKNOWN */
export function reasonsOf(seen: {
  readonly reasons?: readonly string[];
  readonly rawStatus: string | null;
  readonly rawResult: string | null;
}): readonly string[] {
  const given = seen.reasons?.length ? seen.reasons : [seen.rawResult ?? seen.rawStatus ?? 'UNKNOWN'];
  return [...new Set(given.map((text) => (CODE.test(text) ? text : 'UNKNOWN')))].slice(0, MOST);
}
