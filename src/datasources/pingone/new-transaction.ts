// Writes a transaction to start in PingOne's words.
import { base64Of } from './recording.js';
import type { NewRequirements, NewTransaction } from './transaction.js';
import type { WireNewTransaction, WireRequirement } from './wire.js';

/** The body that starts this transaction. Only what has a value is sent. */
export function toWireNewTransaction(transaction: NewTransaction): WireNewTransaction {
  const { verifyPolicyId, notification, requirements, redirect, callback } = transaction;
  const { phone, email } = notification ?? {};
  return {
    verifyPolicy: verifyPolicyId ? { id: verifyPolicyId } : undefined,
    sendNotification: phone || email ? { phone: phone || undefined, email: email || undefined } : undefined,
    requirements: requirements ? toWireRequirements(requirements) : undefined,
    redirect: redirect ? { url: redirect.url, message: redirect.message ?? undefined } : undefined,
    callback: callback ? { url: callback.url, headers: callback.headers } : undefined,
  };
}

function toWireRequirements(requirements: NewRequirements): WireNewTransaction['requirements'] {
  const { emails, referenceSelfie } = requirements;
  const wire = {
    given_name: valueOrOptions(requirements.givenName),
    family_name: valueOrOptions(requirements.familyName),
    name: valueOrOptions(requirements.name),
    address: valueOrOptions(requirements.address),
    birth_date: valueOrOptions(requirements.birthDate),
    email: emails ? { options: emails } : undefined,
    phone: valueOrOptions(requirements.phones),
    referenceSelfie: referenceSelfie ? { value: base64Of(referenceSelfie) } : undefined,
  };
  return Object.values(wire).some((part) => part !== undefined) ? wire : undefined;
}

/** One text is the value, several are options; undefined for none. */
export function valueOrOptions(texts: readonly string[] | null | undefined): WireRequirement | undefined {
  const [first, ...others] = texts ?? [];
  if (first === undefined) return undefined;
  return others.length === 0 ? { value: first } : { options: [first, ...others] };
}
