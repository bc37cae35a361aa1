/** The one table of knobs: every behaviour that the vendor leaves undocumented, or that a test wants otherwise. */
import { MFA_KNOBS, type MfaKnobs } from '../mfa/knobs.js';
import { MITEK_KNOBS, type MitekKnobs } from '../mitek/knobs.js';

export interface Knobs extends MfaKnobs, MitekKnobs {
  readonly dwellMs: number;
  readonly callbacks: 'on' | 'off';
  readonly callbackOnCreate: 'on' | 'off';
  readonly callbackMethod: 'POST' | 'PUT';
  readonly callbackBody: 'transaction' | 'reference' | 'empty';
  readonly callbackRetries: number;
  readonly callbackRetryBaseMs: number;
  readonly callbackTimeoutMs: number;
  readonly callbackDropPercent: number;
  readonly callbackDuplicates: number;
  readonly activityWebhookUrl: string;
  readonly activityWebhookHeader: string;
  readonly activityWebhookSecret: string;
  readonly activityWebhookFormat: 'JSON_ARRAY' | 'ND_JSON';
  readonly activityWebhookResources: 'transaction' | 'user';
  readonly expiredTransactions: 'flip' | 'keep';
  readonly evidenceRetentionMinutes: number;
  readonly purgedEvidence: 'empty' | 'notFound';
  readonly walkThroughPartial: 'on' | 'off';
  readonly echoRequest: 'always' | 'create';
  readonly unknownPolicy: '400' | '404';
  readonly illegalApprovalStatus: number;
  readonly approvalMovesExpiry: 'on' | 'off';
  readonly listOrder: 'newest' | 'oldest';
  readonly verifiedDocumentsShape: 'array' | 'string';
  readonly biographicProvider: 'BIOGRAPHIC_MATCHER' | 'BABEL_STREET';
  readonly replaceBackgroundStatus: number;
  readonly qrMediaType: 'negotiate' | 'dataUri' | 'image';
  readonly workerRoles: readonly string[];
  readonly verifyRequestsPerMinute: number;
  readonly directoryRequestsPerSecond: number;
}

interface Integer {
  readonly kind: 'integer';
  readonly min: number;
  readonly max: number;
}
interface Choice {
  readonly kind: 'choice';
  readonly choices: readonly string[];
}
interface TextList {
  readonly kind: 'list';
}

interface Text {
  readonly kind: 'text';
}

/** What values a knob takes. */
export type KnobType = Integer | Choice | TextList | Text;

interface Row<Value> {
  readonly default: Value;
  readonly type: KnobType;
  readonly description: string;
}

const integer = (min: number, max: number): Integer => ({ kind: 'integer', min, max });
const choice = (...choices: string[]): Choice => ({ kind: 'choice', choices });
const TEXT: Text = { kind: 'text' };
const ON_OFF = choice('on', 'off');

export const KNOBS: { readonly [Name in keyof Knobs]: Row<Knobs[Name]> } = {
  dwellMs: {
    default: 500,
    type: integer(0, 60_000),
    description:
      'Least time each status lasts, in milliseconds; it also lasts until its callback was answered or given up.',
  },
  callbacks: { default: 'on', type: ON_OFF, description: 'Whether callbacks are sent when a status changes.' },
  callbackOnCreate: {
    default: 'off',
    type: ON_OFF,
    description: 'Whether creation (REQUESTED) counts as a change of status for the callback.',
  },
  callbackMethod: { default: 'POST', type: choice('POST', 'PUT'), description: 'HTTP method of the callback.' },
  callbackBody: {
    default: 'transaction',
    type: choice('transaction', 'reference', 'empty'),
    description: 'Body of the callback: the whole transaction, only its id and status, or nothing.',
  },
  callbackRetries: {
    default: 3,
    type: integer(0, 20),
    description: 'How often a callback that was not answered with 2xx is sent again.',
  },
  callbackRetryBaseMs: {
    default: 500,
    type: integer(1, 60_000),
    description: 'Wait before the first repetition of a callback, in milliseconds; doubles each time.',
  },
  callbackTimeoutMs: {
    default: 5_000,
    type: integer(50, 60_000),
    description: 'How long one callback may take to be answered, in milliseconds.',
  },
  callbackDropPercent: {
    default: 0,
    type: integer(0, 100),
    description: 'Share of callbacks that are lost on the way, in percent.',
  },
  callbackDuplicates: {
    default: 0,
    type: integer(0, 10),
    description: 'How many additional copies of each callback are sent.',
  },
  activityWebhookUrl: {
    default: '',
    type: TEXT,
    description: 'Where a webhook of the platform (format ACTIVITY) tells of transactions; empty: nowhere.',
  },
  activityWebhookHeader: {
    default: 'x-webhook-secret',
    type: TEXT,
    description: 'Header that the webhook of the platform brings.',
  },
  activityWebhookSecret: {
    default: '',
    type: TEXT,
    description: 'Value of that header.',
  },
  activityWebhookFormat: {
    default: 'JSON_ARRAY',
    type: choice('JSON_ARRAY', 'ND_JSON'),
    description: 'Form of a batch of the webhook of the platform.',
  },
  activityWebhookResources: {
    default: 'transaction',
    type: choice('transaction', 'user'),
    description: 'What an event of the platform about a transaction names: the transaction, or only its person.',
  },
  expiredTransactions: {
    default: 'flip',
    type: choice('flip', 'keep'),
    description:
      'At expiresAt an unfinished transaction becomes FAIL with TRANSACTION_TIMED_OUT, or keeps its status for ever.',
  },
  evidenceRetentionMinutes: {
    default: 30,
    type: integer(0, 1_440),
    description:
      'How long verifiedData can be read after the decision, and collected documents after they were handed in or changed, in minutes of the vendor clock.',
  },
  purgedEvidence: {
    default: 'empty',
    type: choice('empty', 'notFound'),
    description: 'The list of verifiedData after the purge: an empty list, or 404. A single one is always 404.',
  },
  walkThroughPartial: {
    default: 'off',
    type: ON_OFF,
    description:
      'Whether a walk started by the control API passes through PARTIAL on its way. The web page always does when two steps are asked for.',
  },
  echoRequest: {
    default: 'always',
    type: choice('always', 'create'),
    description:
      'Where requirements, callback, redirect and sendNotification are echoed: in every answer, or only at creation.',
  },
  unknownPolicy: {
    default: '400',
    type: choice('400', '404'),
    description: 'Answer to a verifyPolicy.id that does not exist.',
  },
  illegalApprovalStatus: {
    default: 400,
    type: integer(400, 499),
    description: 'HTTP status of the answer to a manual approval that the present status does not allow.',
  },
  approvalMovesExpiry: {
    default: 'on',
    type: ON_OFF,
    description: 'Whether a manual approval sets expiresAt to 30 minutes later, as the published example shows.',
  },
  listOrder: {
    default: 'newest',
    type: choice('newest', 'oldest'),
    description: "Order of a person's transactions. `limit` always means the newest.",
  },
  verifiedDocumentsShape: {
    default: 'array',
    type: choice('array', 'string'),
    description: 'Whether verifiedDocuments is an array or, as one vendor schema says, a text.',
  },
  biographicProvider: {
    default: 'BIOGRAPHIC_MATCHER',
    type: choice('BIOGRAPHIC_MATCHER', 'BABEL_STREET'),
    description: 'Provider, and with it the shape, of BIOGRAPHIC_MATCH metadata.',
  },
  replaceBackgroundStatus: {
    default: 200,
    type: integer(200, 201),
    description: 'HTTP status of the answer to a replaced background; the vendor does not publish it.',
  },
  qrMediaType: {
    default: 'negotiate',
    type: choice('negotiate', 'dataUri', 'image'),
    description:
      'Answer of qrUrl: a data URI unless Accept starts with image/, always a data URI, or always a picture.',
  },
  workerRoles: {
    default: ['Identity Data Admin', 'Environment Admin'],
    type: { kind: 'list' },
    description: 'Roles of the worker application. Without Identity Data Admin people and transactions answer 403.',
  },
  verifyRequestsPerMinute: {
    default: 6_000,
    type: integer(0, 10_000_000),
    description: 'Calls to Verify allowed per minute before 429.',
  },
  directoryRequestsPerSecond: {
    default: 200,
    type: integer(0, 10_000_000),
    description: 'Calls to the user directory allowed per second before 429.',
  },
  ...MFA_KNOBS,
  ...MITEK_KNOBS,
};
