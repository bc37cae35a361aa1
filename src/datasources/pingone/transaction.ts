// A verify transaction in the gateway's own words, to start and as read from PingOne's. What its status means is decided elsewhere.
import { known, type OpenSet, openSet } from './open-set.js';
import { absoluteUrl, calendarDay, certainInstant, instant, isOpenObject, openObject, upstreamWord } from './values.js';
import type { WireTransaction } from './wire.js';

type CheckType =
  | 'GOVERNMENT_ID'
  | 'FACIAL_COMPARISON_DOCUMENT'
  | 'FACIAL_COMPARISON_REFERENCE_SELFIE'
  | 'LIVENESS'
  | 'EMAIL'
  | 'PHONE'
  | 'VOICE'
  | 'UNKNOWN';
type CheckStatus = 'REQUESTED' | 'IN_PROGRESS' | 'SUCCESS' | 'FAIL' | 'NOT_REQUIRED' | 'TIMED_OUT' | 'UNKNOWN';
type DocumentType =
  | 'DRIVER_LICENSE'
  | 'PASSPORT'
  | 'PASSPORT_CARD'
  | 'IDENTIFICATION_CARD'
  | 'RESIDENCE_PERMIT'
  | 'UNKNOWN';

/** How one check of a transaction stands. */
export interface TransactionCheck {
  readonly check: CheckType;
  readonly checkRaw: string | null;
  readonly status: CheckStatus;
  readonly statusRaw: string | null;
}

/** What the evidence is compared with. A list holds the spellings that count as right. */
export interface TransactionRequirements {
  readonly givenName: readonly string[] | null;
  readonly familyName: readonly string[] | null;
  readonly name: readonly string[] | null;
  readonly address: readonly string[] | null;
  /** `YYYY-MM-DD` each. */
  readonly birthDate: readonly string[] | null;
  readonly emails: readonly string[] | null;
  readonly phones: readonly string[] | null;
  readonly hasReferenceSelfie: boolean;
}

/** Messages with the link that upstream was told to send. */
export interface TransactionNotifications {
  readonly phone: string | null;
  readonly email: string | null;
  readonly results: readonly {
    readonly method: 'SMS' | 'EMAIL' | 'UNKNOWN';
    readonly methodRaw: string | null;
    readonly sent: boolean;
    readonly notificationId: string | null;
  }[];
}

export interface Transaction {
  readonly id: string;
  readonly environmentId: string;
  readonly userId: string;
  readonly verifyPolicyId: string | null;
  /** As upstream spells it; any text. */
  readonly status: string;
  readonly checks: readonly TransactionCheck[];
  /** Upstream's own map of check to status; null when it sent none. */
  readonly verificationStatus: unknown;
  readonly providerMessages: readonly string[] | null;
  readonly qrUrl: string | null;
  readonly webVerificationUrl: string | null;
  /** Six digits. */
  readonly webVerificationCode: string | null;
  readonly verifiedDocuments: readonly { readonly type: DocumentType; readonly typeRaw: string | null }[];
  readonly requirements: TransactionRequirements | null;
  readonly redirect: { readonly url: string; readonly message: string | null } | null;
  /** Where upstream calls back; values of headers are never kept. */
  readonly callback: { readonly url: string; readonly headerNames: readonly string[] } | null;
  readonly notifications: TransactionNotifications | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly expiresAt: Date | null;
}

type Text = string | null | undefined;
type Texts = readonly string[] | null | undefined;

/** What a transaction is started with; null and left out mean the same. */
export interface NewTransaction {
  /** Default: the environment's default policy. */
  readonly verifyPolicyId?: Text;
  /** Whom to send the link to. */
  readonly notification?: { readonly phone?: Text; readonly email?: Text } | null | undefined;
  readonly requirements?: NewRequirements | null | undefined;
  readonly redirect?: { readonly url: string; readonly message?: Text } | null | undefined;
  readonly callback?: { readonly url: string; readonly headers: Readonly<Record<string, string>> } | null | undefined;
}

/** What to compare the evidence with: one entry, only that is right; several, any of them will do; none, nothing is compared. */
export interface NewRequirements {
  readonly givenName?: Texts;
  readonly familyName?: Texts;
  readonly name?: Texts;
  readonly address?: Texts;
  /** `YYYY-MM-DD` each. */
  readonly birthDate?: Texts;
  /** Empty: the person may type any address. */
  readonly emails?: Texts;
  /** E.164 each. */
  readonly phones?: Texts;
  /** Base64 JPEG, with or without the prefix of a data URI. */
  readonly referenceSelfie?: Text;
}

const checkTypes = openSet(
  'GOVERNMENT_ID',
  'FACIAL_COMPARISON_DOCUMENT',
  'FACIAL_COMPARISON_REFERENCE_SELFIE',
  'LIVENESS',
  'EMAIL',
  'PHONE',
  'VOICE',
);
const checkStatuses: OpenSet<Exclude<CheckStatus, 'UNKNOWN'>> = {
  ...openSet('REQUESTED', 'IN_PROGRESS', 'SUCCESS', 'FAIL', 'NOT_REQUIRED', 'TIMED_OUT'),
  TRANSACTION_TIMED_OUT: 'TIMED_OUT',
};
const documentTypes: OpenSet<Exclude<DocumentType, 'UNKNOWN'>> = {
  driver_license: 'DRIVER_LICENSE',
  passport: 'PASSPORT',
  passport_card: 'PASSPORT_CARD',
  identification_card: 'IDENTIFICATION_CARD',
  residence_permit: 'RESIDENCE_PERMIT',
};
const notificationMethods = openSet('SMS', 'EMAIL');

/** The transaction in our words. @param owner whose it is and where, which upstream says only in links. */
export function toTransaction(
  wire: WireTransaction,
  owner: { readonly userId: string; readonly environmentId: string },
): Transaction {
  const { status, verificationStatus, providerMessagesList } = wire.transactionStatus;
  return {
    id: wire.id,
    environmentId: owner.environmentId,
    userId: owner.userId,
    verifyPolicyId: wire.verifyPolicy?.id ?? null,
    status: upstreamWord(status),
    checks: Object.entries(openObject(verificationStatus)).map(toCheck),
    verificationStatus: verificationStatus ?? null,
    providerMessages: toMessages(providerMessagesList),
    qrUrl: absoluteUrl(wire.qrUrl),
    webVerificationUrl: absoluteUrl(wire.webVerificationUrl),
    webVerificationCode: wire.webVerificationCode ?? null,
    verifiedDocuments: (wire.verifiedDocuments ?? []).map((raw) => ({ type: known(documentTypes, raw), typeRaw: raw })),
    requirements: toRequirements(wire.requirements),
    redirect: toRedirect(wire.redirect),
    callback: toCallback(wire.callback),
    notifications: toNotifications(wire.sendNotification),
    createdAt: certainInstant(wire.createdAt, wire.updatedAt),
    updatedAt: certainInstant(wire.updatedAt, wire.createdAt),
    expiresAt: instant(wire.expiresAt),
  };
}

/** The status is text as a rule; where it comes wrapped, it is looked for under that name. */
function toCheck([checkRaw, value]: [string, unknown]): TransactionCheck {
  const status = isOpenObject(value) ? value.status : value;
  const statusRaw = typeof status === 'string' ? status : null;
  return {
    check: known(checkTypes, checkRaw),
    checkRaw,
    status: known(checkStatuses, statusRaw) ?? 'UNKNOWN',
    statusRaw,
  };
}

function toMessages(list: unknown): readonly string[] | null {
  if (list === null || list === undefined) return null;
  return [list].flat().flatMap((entry: unknown) => {
    const messages = isOpenObject(entry) ? entry.messages : entry;
    return [messages].flat().filter((message) => typeof message === 'string');
  });
}

function toRequirements(wire: WireTransaction['requirements']): TransactionRequirements | null {
  if (!wire) return null;
  return {
    givenName: wire.given_name ?? null,
    familyName: wire.family_name ?? null,
    name: wire.name ?? null,
    address: wire.address ?? null,
    birthDate: wire.birth_date?.map(calendarDay).filter((day) => day !== null) ?? null,
    emails: wire.email ?? null,
    phones: wire.phone ?? null,
    hasReferenceSelfie: wire.referenceSelfie,
  };
}

function toRedirect(redirect: WireTransaction['redirect']): Transaction['redirect'] {
  const url = absoluteUrl(redirect?.url);
  return url === null ? null : { url, message: redirect?.message ?? null };
}

function toCallback(callback: WireTransaction['callback']): Transaction['callback'] {
  const url = absoluteUrl(callback?.url);
  return url === null ? null : { url, headerNames: callback?.headers ?? [] };
}

function toNotifications(sent: WireTransaction['sendNotification']): TransactionNotifications | null {
  if (!sent) return null;
  return {
    phone: sent.phone ?? null,
    email: sent.email ?? null,
    results: (sent.results ?? []).map((result) => ({
      method: known(notificationMethods, result.method) ?? 'UNKNOWN',
      methodRaw: result.method ?? null,
      sent: result.sent ?? false,
      notificationId: result.notification?.id ?? null,
    })),
  };
}
