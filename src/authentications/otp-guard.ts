// Keeps passcodes from being guessed: every check takes one of a few guesses first, whoever asks and whichever instance answers.
import { UpstreamError } from '../datasources/http/errors.js';
import type { OtpAttempts, OtpSubject, WaitingDevice } from '../store/otp-attempts.js';
import { Refusal } from '../verifications/refusal.js';

export const OTP_LIMIT = { attempts: 5, attemptsOfUser: 20, windowSeconds: 15 * 60 } as const;

/** The subject of a check, and where in the input its passcode stands. */
export interface OtpCheck<T> {
  readonly subject: OtpSubject;
  readonly field: readonly string[];
  /** Has PingOne look at the passcode. */
  readonly check: () => Promise<T>;
  /** Whether the answer says that the passcode was right; left out: every answer does. */
  readonly isRight?: (answer: T) => boolean;
}

export class OtpGuard {
  constructor(private readonly attempts: OtpAttempts) {}

  /** Notes whose device an authentication uses now; null: none yet. */
  note(authenticationId: string, subject: OtpSubject): Promise<void> {
    return this.attempts.note(authenticationId, subject);
  }

  /** Whose authentication it was when it was last seen here; null when it never was. */
  subjectOf(authenticationId: string): Promise<OtpSubject | null> {
    return this.attempts.subjectOf(authenticationId);
  }

  /** Notes what names the contact of a device that waits for activation. */
  noteContact(device: WaitingDevice, contact: string): Promise<void> {
    return this.attempts.noteContact(device, contact);
  }

  /** What names the contact of a device that was added lately; null when it is not known here. */
  contactOf(device: WaitingDevice): Promise<string | null> {
    return this.attempts.contactOf(device);
  }

  /** Refuses a guess at an authentication that is known to be locked out, without any call. @throws Refusal OTP_ATTEMPTS_EXCEEDED */
  async refuseLockedOut(authenticationId: string, userId: string | null, field: readonly string[]): Promise<void> {
    const subject = await this.attempts.subjectOf(authenticationId);
    if (!subject?.device || (userId !== null && subject.userId !== userId)) return;
    const retryAt = await this.attempts.lockedUntil(subject);
    if (retryAt) throw spent(retryAt, field);
  }

  /**
   * Checks a passcode, if there is a guess left. The guess is taken before the call, so that parallel callers cannot share one, and
   * given back when the passcode was right or nobody looked at it.
   * @throws Refusal OTP_ATTEMPTS_EXCEEDED without any call, and what `check` throws
   */
  async guard<T>({ subject, field, check, isRight = () => true }: OtpCheck<T>): Promise<T> {
    const outcome = await this.attempts.reserve(subject);
    if (outcome.state === 'spent') throw spent(outcome.retryAt, field);
    const giveBack = () => this.attempts.giveBack(subject, outcome.id).catch(() => undefined);
    let answer: T;
    try {
      answer = await check();
    } catch (error) {
      if (wasNeverLookedAt(error)) await giveBack();
      throw error;
    }
    if (isRight(answer)) await giveBack();
    return answer;
  }
}

function spent(retryAt: Date, field: readonly string[]): Refusal {
  return new Refusal([
    { code: 'OTP_ATTEMPTS_EXCEEDED', message: 'Too many wrong passcodes were tried.', field, retryAt },
  ]);
}

/** A call that did not get through, or found nothing to check it against, told nobody whether the passcode is right. */
function wasNeverLookedAt(error: unknown): boolean {
  if (!(error instanceof UpstreamError)) return false;
  return error.kind === 'not-found' || (error.status === null && !error.mayHaveTakenEffect);
}
