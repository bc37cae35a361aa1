// A refusal: what a person or a client can put right. Everything that makes one throws this; the resolvers turn it into data.
import { UpstreamError } from '../datasources/http/errors.js';

export type FaultCode =
  | 'INVALID_VALUE'
  | 'REQUIRED_VALUE'
  | 'OUT_OF_RANGE'
  | 'SIZE_LIMIT_EXCEEDED'
  | 'UNIQUENESS_VIOLATION'
  | 'NOT_FOUND'
  | 'IDEMPOTENCY_CONFLICT'
  | 'OPERATION_NOT_CONFIGURED'
  | 'ACCOUNT_NOT_USABLE'
  | 'JOURNEY_SCOPE_CONFLICT'
  | 'DELIVERY_UNCERTAIN'
  | 'VERIFY_POLICY_NOT_FOUND'
  | 'REFERENCE_SELFIE_REQUIRED'
  | 'TRANSACTION_NOT_ACTIONABLE'
  | 'DOCUMENT_TYPE_NOT_ACCEPTED'
  | 'DOCUMENTS_MISSING'
  | 'VERIFIED_DATA_EXPIRED'
  | 'INVALID_OTP'
  | 'INVALID_ASSERTION'
  | 'OTP_ATTEMPTS_EXCEEDED'
  | 'DEVICE_BLOCKED'
  | 'DEVICE_LOCKED'
  | 'DEVICE_NOT_ACTIONABLE'
  | 'MFA_DISABLED'
  | 'APPLICATION_NOT_FOUND'
  | 'DEVICE_AUTHENTICATION_POLICY_NOT_FOUND'
  | 'PAIRING_KEY_NOT_ACTIONABLE'
  | 'NO_USABLE_DEVICES'
  | 'NOTIFICATION_LIMIT_EXCEEDED'
  | 'DEVICE_AUTHENTICATION_NOT_ACTIONABLE';

/** One thing to put right. The message is for developers and never quotes a value. */
export interface Fault {
  readonly code: FaultCode;
  readonly message: string;
  /** Path of the input field, such as `['input', 'redirect', 'url']`. */
  readonly field: readonly string[] | null;
  readonly retryAt?: Date | null;
  readonly limit?: number | null;
}

/** More are not told: no answer grows with what was sent. */
export const MAX_FAULTS = 20;

export class Refusal extends Error {
  override readonly name = 'Refusal';
  /** The first of all that is wrong, in the order in which it was found. */
  readonly faults: readonly Fault[];
  constructor(faults: readonly Fault[]) {
    super('The request was refused.');
    this.faults = faults.slice(0, MAX_FAULTS);
  }
}

/** Whether what failed has changed nothing for certain. */
export function hadNoEffect(error: unknown): boolean {
  return error instanceof Refusal || (error instanceof UpstreamError && !error.mayHaveTakenEffect);
}

/** @throws Refusal when there is at least one fault */
export function refuseIfAny(faults: readonly Fault[]): void {
  if (faults.length > 0) throw new Refusal(faults);
}
