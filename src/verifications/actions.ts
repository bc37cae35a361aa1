// What can be done with a verification in its present state. Who may do it is decided in auth/.
import type { VerificationRecord } from '../store/records.js';
import { evidenceStateOf } from './evidence.js';
import { Refusal } from './refusal.js';
import { isFinal } from './transitions.js';

export type Action =
  | 'APPROVE'
  | 'DELETE'
  | 'SUBMIT_DOCUMENT'
  | 'UPDATE_DOCUMENT'
  | 'DELETE_DOCUMENT'
  | 'PROCESS_DOCUMENTS'
  | 'REPLACE_SELFIE_BACKGROUND'
  | 'REVEAL_VERIFIED_DATA'
  | 'REDACT';

const APPROVABLE: readonly (string | null)[] = ['FAIL', 'IN_PROGRESS'];
const COLLECTING: readonly (string | null)[] = ['REQUESTED', 'INITIATED', 'PARTIAL'];

/** Each action and the state it needs. An action that this does not list fails with TRANSACTION_NOT_ACTIONABLE. */
const POSSIBLE: Readonly<Record<Action, (record: VerificationRecord) => boolean>> = {
  APPROVE: ({ rawStatus }) => APPROVABLE.includes(rawStatus),
  DELETE: () => true,
  SUBMIT_DOCUMENT: isCollecting,
  UPDATE_DOCUMENT: isCollecting,
  DELETE_DOCUMENT: isCollecting,
  PROCESS_DOCUMENTS: isCollecting,
  REPLACE_SELFIE_BACKGROUND: (record) => record.lifecycle === 'FINISHED' && evidenceStateOf(record) === 'AVAILABLE',
  REVEAL_VERIFIED_DATA: (record) => evidenceStateOf(record) === 'AVAILABLE',
  // An unfinished transaction goes on collecting; nothing of it would stay erased. What a journey finds after it is not kept.
  REDACT: ({ source, lifecycle, deletedAt }) => source === 'MITEK' || deletedAt !== null || isFinal(lifecycle),
};

/** Those that do not need the transaction at PingOne. */
const IN_THE_GATEWAY: readonly Action[] = ['REDACT'];

/** What can be done with it now. */
export function allowedActions(record: VerificationRecord): readonly Action[] {
  const isAtPingOne = record.source === 'PINGONE_VERIFY' && record.deletedAt === null;
  return (Object.keys(POSSIBLE) as Action[]).filter(
    (action) => (isAtPingOne || IN_THE_GATEWAY.includes(action)) && POSSIBLE[action](record),
  );
}

/** @throws Refusal TRANSACTION_NOT_ACTIONABLE when the state does not allow the action */
export function requireAction(
  record: VerificationRecord,
  action: Action,
  field: 'transactionId' | 'verificationId' = 'transactionId',
): void {
  if (!allowedActions(record).includes(action)) throw notActionable(field);
}

/** The refusal of an action that the state does not allow. */
export function notActionable(field: 'transactionId' | 'verificationId' = 'transactionId'): Refusal {
  const message = 'The state of the transaction does not allow this; see `allowedActions`.';
  return new Refusal([{ code: 'TRANSACTION_NOT_ACTIONABLE', message, field: ['input', field] }]);
}

function isCollecting({ rawStatus, lifecycle }: VerificationRecord): boolean {
  return COLLECTING.includes(rawStatus) && lifecycle !== 'EXPIRED';
}
