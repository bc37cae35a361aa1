/** One-time passcodes that prove an e-mail address or a phone number: choices, sending, checking. */
import { randomInt } from 'node:crypto';
import { conflict, invalidRequest } from '../http/errors.js';
import type { Sandbox } from '../sandbox.js';
import type { ContactRule, ContactStep, OtpRecord, TransactionRecord } from '../state/state.js';
import { isEmail, isPhone } from './contacts.js';
import { sendPasscode } from './notifications.js';
import { secondsOf } from './policies.js';

/** Where a passcode may go. */
export interface ContactChoices {
  readonly options: readonly string[];
  /** The person may type any address. */
  readonly isFree: boolean;
}

/** Where it may go: nothing asked for, the person types it; one, it is fixed; several, the person picks. */
export function contactChoices(sandbox: Sandbox, transaction: TransactionRecord, step: ContactStep): ContactChoices {
  const requirement = transaction.request.requirements?.[step];
  const asked = requirement?.value === undefined ? requirement?.options : [requirement.value];
  if (asked !== undefined) return { options: asked, isFree: asked.length === 0 };
  const profile = sandbox.state.users.get(transaction.userId)?.profile;
  const known = step === 'email' ? profile?.email : (profile?.mobilePhone ?? profile?.primaryPhone);
  return { options: known === undefined ? [] : [known], isFree: known === undefined };
}

/**
 * Sends a passcode.
 * @param choice the place of one of the choices from 0, or an address where any may be typed
 * @throws ApiError 400 for an address that may not be used, 409 when it was sent too often or too recently
 */
export function sendOtp(
  sandbox: Sandbox,
  transaction: TransactionRecord,
  step: ContactStep,
  choice: { readonly option: number; readonly address?: string | undefined },
): void {
  const { options, isFree } = contactChoices(sandbox, transaction, step);
  const address = isFree ? choice.address?.trim() : options[choice.option];
  if (address === undefined || !(step === 'email' ? isEmail(address) : isPhone(address))) {
    throw invalidRequest(`This is no ${step === 'email' ? 'e-mail address' : 'phone number'} a passcode can go to.`);
  }
  const { deliveries } = ruleOf(sandbox, transaction, step).otp;
  const before = transaction.otps[step];
  if (before !== undefined && before.deliveries >= deliveries.count) throw conflict('No more passcodes can be sent.');
  const nextAtMs = before === undefined ? 0 : Date.parse(before.sentAt) + secondsOf(deliveries.cooldown) * 1_000;
  const waitMs = nextAtMs - sandbox.clock.now();
  if (waitMs > 0) throw conflict(`A new passcode can be sent in ${Math.ceil(waitMs / 1_000)} seconds.`);
  const otp: OtpRecord = {
    address,
    code: String(randomInt(1_000_000)).padStart(6, '0'),
    sentAt: sandbox.clock.timestamp(),
    deliveries: (before?.deliveries ?? 0) + 1,
    wrongGuesses: before?.wrongGuesses ?? 0,
  };
  transaction.otps[step] = otp;
  sendPasscode(sandbox, transaction, { method: step === 'email' ? 'EMAIL' : 'SMS', to: address, code: otp.code });
  sandbox.store.changed();
}

/**
 * Checks a guess.
 * @returns whether it was right, wrong, or wrong for the last time
 * @throws ApiError 409 before one was sent, or when it is too old
 */
export function checkOtp(
  sandbox: Sandbox,
  transaction: TransactionRecord,
  step: ContactStep,
  guess: string,
): 'right' | 'wrong' | 'spent' {
  const otp = transaction.otps[step];
  if (otp === undefined) throw conflict('No passcode was sent yet.');
  const rule = ruleOf(sandbox, transaction, step).otp;
  if (sandbox.clock.now() - Date.parse(otp.sentAt) > secondsOf(rule.lifeTime) * 1_000) {
    throw conflict('The passcode is too old. Ask for a new one.');
  }
  if (guess.trim() === otp.code) return 'right';
  otp.wrongGuesses += 1;
  sandbox.store.changed();
  return otp.wrongGuesses >= rule.attempts.count ? 'spent' : 'wrong';
}

/** What the page shows of a passcode: addresses are masked. */
export function otpState(sandbox: Sandbox, transaction: TransactionRecord, step: ContactStep): object {
  const { options, isFree } = contactChoices(sandbox, transaction, step);
  const otp = transaction.otps[step];
  const rule = ruleOf(sandbox, transaction, step).otp;
  return {
    choices: options.map(masked),
    isFree,
    sentTo: otp?.address == null ? null : masked(otp.address),
    deliveriesLeft: rule.deliveries.count - (otp?.deliveries ?? 0),
    guessesLeft: rule.attempts.count - (otp?.wrongGuesses ?? 0),
  };
}

function ruleOf(sandbox: Sandbox, transaction: TransactionRecord, step: ContactStep): ContactRule {
  const rule = sandbox.state.policies.get(transaction.policyId)?.[step];
  if (rule === undefined) throw conflict('The policy of this transaction is gone.');
  return rule;
}

function masked(address: string): string {
  const at = address.indexOf('@');
  if (at > 0) return `${address.slice(0, 1)}${'*'.repeat(Math.max(at - 1, 3))}${address.slice(at)}`;
  return `${'*'.repeat(Math.max(address.length - 4, 4))}${address.slice(-4)}`;
}
