// What a client asks for when it creates a journey, checked and brought into one form. Asking Mitek is done in mitek-journeys.ts.
import { randomUUID } from 'node:crypto';
import type { JourneyScope, JourneyStep } from '../datasources/mitek/new-journey.js';
import type { DocumentType, JourneyLanguage } from '../datasources/mitek/profile.js';
import type { StoredActor } from '../store/records.js';
import { passedBound } from './bounds.js';
import { isEmailAddress } from './contact.js';
import { faultOfName, wordsOf } from './full-name.js';
import { normalisePhone } from './phone.js';
import { type Fault, type FaultCode, refuseIfAny } from './refusal.js';

type Maybe<T> = T | null | undefined;

/** The input as it comes in; the shape of `CreateMitekJourneyInput`. */
export interface JourneyInput {
  readonly userId?: Maybe<string>;
  readonly name: string;
  readonly deliveryMethod: 'EMAIL' | 'SMS';
  readonly email?: Maybe<string>;
  readonly phone?: Maybe<string>;
  readonly environment?: Maybe<string>;
  readonly reference?: Maybe<string>;
  readonly useDefaults: boolean;
  readonly scope?: Maybe<ScopeInput>;
  readonly endDate?: Maybe<string>;
  readonly tabsOrder?: Maybe<readonly string[]>;
  readonly note?: Maybe<string>;
  readonly language?: Maybe<JourneyLanguage>;
}

interface ScopeInput {
  readonly selfie: boolean;
  readonly documents: boolean;
  readonly documentTypes?: Maybe<readonly (DocumentType | 'UNKNOWN')[]>;
  readonly attachments: boolean;
  readonly attachmentKeys?: Maybe<readonly string[]>;
}

/** What is sent to Mitek and kept; plain data, as it is stored sealed until Mitek has answered. */
export interface JourneyRequest {
  /** Who asks. Missing where an earlier version of the gateway stored it. */
  readonly actor?: StoredActor;
  readonly userId: string | null;
  readonly reference: string;
  readonly name: string;
  readonly deliveryMethod: 'EMAIL' | 'SMS';
  readonly email: string | null;
  readonly phone: string | null;
  readonly environment: string;
  /** Null: the defaults of the environment. */
  readonly scope: JourneyScope | null;
  readonly endDate: string | null;
  readonly tabsOrder: readonly JourneyStep[] | null;
  readonly note: string | null;
  readonly language: JourneyLanguage | null;
}

export interface JourneyRules {
  readonly actor: StoredActor;
  /** Whether there is the user that is named. */
  readonly isUserKnown: boolean;
  /** Environment of journeys that name none. */
  readonly environment: string;
  /** Characters that structure the scope on the wire, and so cannot stand in a key. */
  readonly scopeCharacters: string;
  readonly now: Date;
}

export const JOURNEY_STEPS: readonly JourneyStep[] = ['selfie', 'documents', 'attachments'];

const DAY_MS = 86_400_000;
/** Where the last day may lie: as long as a journey is open, its callbacks are believed. */
const DAYS_AHEAD = { min: 0, max: 365 };
const MAX_REFERENCE = 100;
const MAX_NOTE = 1000;
const MAX_ENVIRONMENT = 64;
const MAX_KEYS = 20;
const MAX_KEY = 64;
const POSSIBLE_ID = /^[\x21-\x7e]{1,128}$/;
const REFERENCE = /^[A-Za-z0-9-]+$/;
const CONTROL = /\p{Cc}/u;
/** Line breaks are fine in a welcome text. */
const CONTROL_IN_NOTE = /[^\P{Cc}\n\r\t]/u;

/**
 * Checks an input and brings it into the form in which it is sent and kept.
 * @throws Refusal with every fault at once
 */
export function toJourneyRequest(input: JourneyInput, rules: JourneyRules): JourneyRequest {
  const check = new Check();
  const { deliveryMethod, language = null } = input;
  const [email, phone] = [check.email(input), check.phone(input)];
  const request: JourneyRequest = {
    actor: rules.actor,
    userId: check.userId(input.userId ?? null, rules.isUserKnown),
    reference: check.reference(input.reference ?? null),
    name: check.name(input.name),
    deliveryMethod,
    email,
    phone,
    environment: check.environment(input.environment ?? null, rules.environment),
    scope: check.scope(input, rules.scopeCharacters),
    endDate: check.endDate(input.endDate ?? null, rules.now),
    tabsOrder: check.tabsOrder(input.tabsOrder ?? null),
    note: check.note(input.note ?? null),
    language,
  };
  refuseIfAny(check.faults);
  return request;
}

/** The last moment of a day, UTC. */
export function endOf(day: string): Date {
  return new Date(`${day}T23:59:59.999Z`);
}

function isBlank(text: string | null): boolean {
  return text === null || text.trim() === '';
}

function isStep(text: string): boolean {
  return JOURNEY_STEPS.some((step) => step === text);
}

class Check {
  readonly faults: Fault[] = [];

  userId(text: string | null, isKnown: boolean): string | null {
    if (text !== null && !(isKnown && POSSIBLE_ID.test(text)))
      this.fault('NOT_FOUND', 'There is no such user.', ['userId']);
    return text;
  }

  reference(text: string | null): string {
    if (text === null) return randomUUID();
    const isText = this.text(text, 'A reference', MAX_REFERENCE, ['reference']);
    if (isText && !REFERENCE.test(text)) {
      this.fault('INVALID_VALUE', 'A reference has letters, digits and dashes.', ['reference']);
    }
    return text;
  }

  name(text: string): string {
    const fault = faultOfName(text);
    if (fault) this.fault(fault.code, fault.message, ['name'], fault.limit);
    return wordsOf(text).join(' ');
  }

  email({ email = null, deliveryMethod }: JourneyInput): string | null {
    if (deliveryMethod === 'EMAIL' && isBlank(email)) {
      this.fault('REQUIRED_VALUE', 'The link goes by e-mail, so an address is needed.', ['email']);
    } else if (email !== null && !isEmailAddress(email)) {
      this.fault('INVALID_VALUE', 'This is not an e-mail address.', ['email']);
    }
    return email;
  }

  phone({ phone = null, deliveryMethod }: JourneyInput): string | null {
    if (deliveryMethod === 'SMS' && isBlank(phone)) {
      this.fault('REQUIRED_VALUE', 'The link goes by text message, so a number is needed.', ['phone']);
      return null;
    }
    if (phone === null) return null;
    const number = /^\s*(\+|00)/.test(phone) ? normalisePhone(phone) : null;
    if (number === null) {
      this.fault('INVALID_VALUE', 'This is not a phone number that begins with `+` or `00` and its country code.', [
        'phone',
      ]);
    }
    return number;
  }

  environment(text: string | null, usual: string): string {
    if (text === null) return usual;
    const isText = this.text(text, 'An environment', MAX_ENVIRONMENT, ['environment']);
    if (isText && CONTROL.test(text)) {
      this.fault('INVALID_VALUE', 'An environment holds no control characters.', ['environment']);
    }
    return text;
  }

  scope({ useDefaults, scope = null }: JourneyInput, reserved: string): JourneyScope | null {
    if (useDefaults === (scope !== null)) {
      this.conflict(useDefaults ? 'Give either `useDefaults` or a scope.' : 'Say what to ask for.', ['scope']);
    }
    if (scope === null) return null;
    const { selfie, documents, attachments } = scope;
    const [types, keys] = [scope.documentTypes ?? [], scope.attachmentKeys ?? []];
    if (!selfie && !documents && !attachments) {
      this.conflict('Ask for a selfie, documents or attachments.', ['scope']);
    }
    if (types.length > 0 && !documents) {
      this.conflict('Document types go with documents only.', ['scope', 'documentTypes']);
    }
    if (keys.length > 0 && !attachments) {
      this.conflict('Attachment keys go with attachments only.', ['scope', 'attachmentKeys']);
    }
    types.forEach((type, index) => {
      if (type !== 'UNKNOWN') return;
      const path = ['scope', 'documentTypes', String(index)];
      this.fault('INVALID_VALUE', 'This is not a kind of document that can be asked for.', path);
    });
    this.keys(keys, reserved);
    const documentTypes = [...new Set(types)].flatMap((type) => (type === 'UNKNOWN' ? [] : [type]));
    return { selfie, documents, documentTypes, attachments, attachmentKeys: [...new Set(keys)] };
  }

  endDate(day: string | null, now: Date): string | null {
    if (day === null) return null;
    const daysAhead = Math.floor((endOf(day).getTime() - now.getTime()) / DAY_MS);
    const limit = passedBound(daysAhead, DAYS_AHEAD);
    if (limit !== null) {
      this.fault('OUT_OF_RANGE', `The last day is from today to ${DAYS_AHEAD.max} days ahead.`, ['endDate'], limit);
    }
    return day;
  }

  tabsOrder(steps: readonly string[] | null): readonly JourneyStep[] | null {
    if (steps === null) return null;
    const order = steps.flatMap((step) => JOURNEY_STEPS.filter((one) => one === step));
    const message = `List each of ${JOURNEY_STEPS.join(', ')} once.`;
    const wrong =
      steps.length > JOURNEY_STEPS.length
        ? []
        : steps.flatMap((step, index) => (isStep(step) && steps.indexOf(step) === index ? [] : [String(index)]));
    for (const index of wrong) this.fault('INVALID_VALUE', message, ['tabsOrder', index]);
    if (wrong.length === 0 && steps.length !== JOURNEY_STEPS.length)
      this.fault('INVALID_VALUE', message, ['tabsOrder']);
    return order;
  }

  note(text: string | null): string | null {
    if (text === null) return null;
    if (this.text(text, 'A note', MAX_NOTE, ['note']) && CONTROL_IN_NOTE.test(text)) {
      this.fault('INVALID_VALUE', 'A note holds no control characters but line breaks.', ['note']);
    }
    return text;
  }

  private keys(keys: readonly string[], reserved: string): void {
    const path = ['scope', 'attachmentKeys'];
    if (keys.length > MAX_KEYS) {
      this.fault('OUT_OF_RANGE', `At most ${MAX_KEYS} can be given.`, path, MAX_KEYS);
      return;
    }
    keys.forEach((key, index) => {
      const place = [...path, String(index)];
      if (!this.text(key, 'A key', MAX_KEY, place)) return;
      const hasReserved = [...key].some((character) => reserved.includes(character));
      if (hasReserved || CONTROL.test(key)) {
        this.fault('INVALID_VALUE', 'A key holds no commas, brackets and control characters.', place);
      }
    });
  }

  /** Whether there is a text, of a length that is allowed. @param what at the beginning of a sentence */
  private text(text: string, what: string, max: number, path: readonly string[]): boolean {
    if (text.trim() === '') {
      this.fault('REQUIRED_VALUE', `${what} that is given has at least one character that is no blank.`, path);
    } else if (text.length > max) {
      this.fault('OUT_OF_RANGE', `${what} has at most ${max} characters.`, path, max);
    } else return true;
    return false;
  }

  private conflict(message: string, path: readonly string[]): void {
    this.fault('JOURNEY_SCOPE_CONFLICT', message, path);
  }

  private fault(code: FaultCode, message: string, path: readonly string[], limit: number | null = null): void {
    this.faults.push({ code, message, field: ['input', ...path], limit });
  }
}
