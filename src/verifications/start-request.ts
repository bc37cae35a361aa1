// What a client asks for when it starts a verification, checked and brought into one form. Asking PingOne is done in transaction-starts.ts.
import { randomBytes, randomUUID } from 'node:crypto';
import type { NewTransaction } from '../datasources/pingone/transaction.js';
import type { StoredActor } from '../store/records.js';
import { type BiographicRecord, biographicFaults } from './biographic.js';
import { passedBound } from './bounds.js';
import { isEmailAddress } from './contact.js';
import { normalisePhone } from './phone.js';
import { type Fault, type FaultCode, refuseIfAny } from './refusal.js';

type Maybe<T> = T | null | undefined;

/** The input as it comes in; the shape of `CreateVerifyTransactionInput`. */
export interface StartInput {
  readonly userId: string;
  readonly verifyPolicyId?: Maybe<string>;
  readonly notification?: Maybe<{ readonly phone?: Maybe<string>; readonly email?: Maybe<string> }>;
  readonly requirements?: Maybe<RequirementsInput>;
  readonly challenge?: Maybe<string>;
  readonly reference?: Maybe<string>;
  readonly redirect?: Maybe<{ readonly url: string; readonly message?: Maybe<string> }>;
  readonly callback?: Maybe<{
    readonly url: string;
    readonly headers?: Maybe<readonly { readonly name: string; readonly value: string }[]>;
  }>;
}

interface RequirementsInput extends BiographicRecord {
  readonly emails?: Maybe<readonly string[]>;
  readonly phones?: Maybe<readonly string[]>;
  readonly referenceSelfie?: Maybe<string>;
}

export interface StartRules {
  readonly actor: StoredActor;
  /** End users may not say what is compared, who is told, and where results go. */
  readonly mayDecideEverything: boolean;
  /** Origins that redirect and callback addresses may have; empty: any. */
  readonly allowedOrigins: readonly string[];
}

export interface StartRequest {
  /** Who asks. */
  readonly actor: StoredActor;
  readonly userId: string;
  readonly reference: string;
  readonly challenge: string;
  /** What is sent to PingOne, but for the callback, which is the gateway's own. */
  readonly transaction: Omit<NewTransaction, 'callback'>;
  /** Where the client itself wants to be told. */
  readonly clientCallback: { readonly url: string; readonly headers: Readonly<Record<string, string>> } | null;
}

/** What PingOne could have made; anything else need not be asked for, nor kept. */
const POSSIBLE_ID = /^[\x21-\x7e]{1,128}$/;
const RESERVED = ['requirements', 'callback', 'notification'] as const;
const MAX_REFERENCE = 100;
const MAX_OPTIONS = 20;
const MAX_MESSAGE = 256;
const MAX_CHALLENGE = 100;
const MAX_HEADERS = 20;
const MAX_HEADER_VALUE = 4096;
const MAX_SELFIE_BYTES = 5 * 1024 * 1024;
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}$/;
const HEADER_VALUE = /^[\t\x20-\x7e]*$/;
/** Headers that the HTTP client sets itself. */
const RESERVED_HEADERS = new Set([
  'host',
  'content-length',
  'content-type',
  'connection',
  'expect',
  'keep-alive',
  'transfer-encoding',
  'te',
  'upgrade',
]);

/**
 * Checks an input and brings it into the form in which it is sent and kept.
 * @throws Refusal with every fault at once
 */
export function toStartRequest(input: StartInput, rules: StartRules): StartRequest {
  const check = new Check();
  const { requirements, callback, notification } = rules.mayDecideEverything ? input : check.reserved(input);
  const request: StartRequest = {
    actor: rules.actor,
    userId: check.userId(input.userId),
    reference: check.reference(input.reference),
    challenge: check.challenge(input.challenge),
    transaction: {
      verifyPolicyId: check.policyId(input.verifyPolicyId ?? null),
      notification: check.notification(notification),
      requirements: check.requirements(requirements),
      redirect: check.redirect(input.redirect, rules.allowedOrigins),
    },
    clientCallback: check.callback(callback, rules.allowedOrigins),
  };
  refuseIfAny(check.faults);
  return request;
}

class Check {
  readonly faults: Fault[] = [];

  /** Faults for what is not this caller's to say, and nothing of it to be looked at further. */
  reserved(input: StartInput): Pick<StartInput, (typeof RESERVED)[number]> {
    for (const field of RESERVED) {
      if (input[field]) this.fault('INVALID_VALUE', 'This is for callers with VERIFY_WRITE only.', [field]);
    }
    return {};
  }

  userId(text: string): string {
    if (!POSSIBLE_ID.test(text)) this.fault('NOT_FOUND', 'There is no such user.', ['userId']);
    return text;
  }

  policyId(text: string | null): string | null {
    if (text !== null && !POSSIBLE_ID.test(text)) {
      this.fault('VERIFY_POLICY_NOT_FOUND', 'There is no such verify policy.', ['verifyPolicyId']);
    }
    return text;
  }

  reference(text: Maybe<string>): string {
    if (text === null || text === undefined) return randomUUID();
    const message = `A reference has 1 to ${MAX_REFERENCE} letters, digits and dashes.`;
    if (text.length > MAX_REFERENCE) this.fault('OUT_OF_RANGE', message, ['reference'], MAX_REFERENCE);
    else if (!/^[A-Za-z0-9-]+$/.test(text)) this.fault('INVALID_VALUE', message, ['reference']);
    return text;
  }

  challenge(text: Maybe<string>): string {
    if (text === null || text === undefined) return randomBytes(24).toString('base64url');
    this.length(text, 1, MAX_CHALLENGE, ['challenge']);
    return text;
  }

  notification(input: StartInput['notification']): NewTransaction['notification'] {
    if (!input) return null;
    return {
      phone: this.phone(input.phone ?? null, ['notification', 'phone']),
      email: this.email(input.email ?? null, ['notification', 'email']),
    };
  }

  requirements(input: Maybe<RequirementsInput>): NewTransaction['requirements'] {
    if (!input) return null;
    const { givenName = null, familyName = null, name = null, address = null, birthDate = null } = input;
    this.faults.push(...biographicFaults(input, ['input', 'requirements']));
    const at = (field: keyof RequirementsInput) => ['requirements', field];
    return {
      givenName,
      familyName,
      name,
      address,
      birthDate,
      emails: this.contacts(input.emails, at('emails'), (text, path) => this.email(text, path)),
      phones: this.contacts(input.phones, at('phones'), (text, path) => this.phone(text, path)),
      referenceSelfie: this.selfie(input.referenceSelfie ?? null),
    };
  }

  redirect(input: StartInput['redirect'], allowedOrigins: readonly string[]): NewTransaction['redirect'] {
    if (!input) return null;
    this.address(input.url, allowedOrigins, ['redirect', 'url']);
    const message = input.message ?? null;
    if (message !== null) this.length(message, 0, MAX_MESSAGE, ['redirect', 'message']);
    return { url: input.url, message };
  }

  callback(input: StartInput['callback'], allowedOrigins: readonly string[]): StartRequest['clientCallback'] {
    if (!input) return null;
    this.address(input.url, allowedOrigins, ['callback', 'url']);
    const headers = input.headers ?? [];
    const path = ['callback', 'headers'];
    if (headers.length > MAX_HEADERS) {
      this.tooMany(MAX_HEADERS, path);
      return null;
    }
    const seen = new Set<string>();
    headers.forEach(({ name, value }, index) => {
      const lower = name.toLowerCase();
      const here = [...path, String(index)];
      if (!HEADER_NAME.test(name) || RESERVED_HEADERS.has(lower)) {
        this.fault('INVALID_VALUE', 'This is not the name of a header that can be set.', [...here, 'name']);
      } else if (seen.has(lower)) {
        this.fault('INVALID_VALUE', 'Each header can be given once.', [...here, 'name']);
      }
      seen.add(lower);
      this.length(value, 0, MAX_HEADER_VALUE, [...here, 'value']);
      if (value.length <= MAX_HEADER_VALUE && !HEADER_VALUE.test(value)) {
        this.fault('INVALID_VALUE', 'A header value is printable ASCII text.', [...here, 'value']);
      }
    });
    return { url: input.url, headers: Object.fromEntries(headers.map(({ name, value }) => [name, value])) };
  }

  private contacts(
    values: Maybe<readonly string[]>,
    path: readonly string[],
    read: (text: string, path: readonly string[]) => string | null,
  ): readonly string[] | null {
    if (!values) return null;
    if (values.length > MAX_OPTIONS) {
      this.tooMany(MAX_OPTIONS, path);
      return null;
    }
    return values.map((value, index) => read(value, [...path, String(index)]) ?? value);
  }

  private email(text: string | null, path: readonly string[]): string | null {
    if (text === null || isEmailAddress(text)) return text;
    this.fault('INVALID_VALUE', 'This is not an e-mail address.', path);
    return null;
  }

  private phone(text: string | null, path: readonly string[]): string | null {
    if (text === null) return null;
    const phone = normalisePhone(text);
    if (phone === null) this.fault('INVALID_VALUE', 'This is not a phone number with its country code.', path);
    return phone;
  }

  private selfie(text: string | null): string | null {
    if (text === null) return null;
    const path = ['requirements', 'referenceSelfie'];
    const base64 = text.replace(/^data:image\/jpeg;base64,/, '');
    if (base64.length > Math.ceil(MAX_SELFIE_BYTES / 3) * 4) {
      this.fault('SIZE_LIMIT_EXCEEDED', 'The picture is larger than 5 MB.', path, MAX_SELFIE_BYTES);
    } else if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64) || !isJpeg(Buffer.from(base64, 'base64'))) {
      this.fault('INVALID_VALUE', 'This is not a JPEG picture in Base64.', path);
    }
    return base64;
  }

  private address(text: string, allowedOrigins: readonly string[], path: readonly string[]): void {
    const url = URL.canParse(text) ? new URL(text) : null;
    if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') {
      this.fault('INVALID_VALUE', 'This must be an https address without user name and password.', path);
    } else if (allowedOrigins.length > 0 && !allowedOrigins.includes(url.origin)) {
      this.fault('INVALID_VALUE', 'This deployment does not allow addresses of this origin.', path);
    }
  }

  private length(text: string, min: number, max: number, path: readonly string[]): void {
    const limit = passedBound(text.length, { min, max });
    if (limit !== null) this.fault('OUT_OF_RANGE', `This must have ${min} to ${max} characters.`, path, limit);
  }

  private tooMany(max: number, path: readonly string[]): void {
    this.fault('OUT_OF_RANGE', `At most ${max} can be given.`, path, max);
  }

  private fault(code: FaultCode, message: string, path: readonly string[], limit: number | null = null): void {
    this.faults.push({ code, message, field: ['input', ...path], limit });
  }
}

function isJpeg(bytes: Buffer): boolean {
  return bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]));
}
