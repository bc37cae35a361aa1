// What a profile of Mitek's request API may hold, and what of it cannot be meant. Where it is read from is in profile.ts.
import { z } from 'zod';

export const JOURNEY_LANGUAGES = [
  'BRAZILIAN_PORTUGUESE',
  'BULGARIAN',
  'DANISH',
  'DUTCH',
  'ENGLISH',
  'FINNISH',
  'FRENCH',
  'GERMAN',
  'GREEK',
  'HUNGARIAN',
  'ITALIAN',
  'JAPANESE',
  'LATVIAN',
  'LITHUANIAN',
  'NORWEGIAN',
  'POLISH',
  'PORTUGUESE',
  'ROMANIAN',
  'RUSSIAN',
  'SLOVAKIAN',
  'SPANISH',
  'SWEDISH',
  'TURKISH',
  'US_ENGLISH',
] as const;
/** Mitek's words for where a journey stands, as far as they are known. */
const STATUSES = ['SENT', 'CONFIRMATION', 'COMPLETED', 'EXPIRED', 'CANCELLED', 'ABANDONED', 'BYPASSED'] as const;

const text = z.string().min(1);
const wireName = text.nullable();
/** JSON pointers (RFC 6901); the first that leads to something counts. */
const pointers = z.array(z.string().regex(/^(\/[^/]*)+$/, 'must be a JSON pointer such as /results/score'));
const pathTemplate = z
  .string()
  .regex(/^\/[\w.~/{}-]*$/, 'must be a path such as /api/{version}/request/create')
  .refine(
    (path) => [...path.matchAll(/\{([^}]*)\}/g)].every(([, name]) => PLACEHOLDERS.includes(name ?? '')),
    'may hold {version}, {reference} and {requestId} only',
  );
const PLACEHOLDERS = ['version', 'reference', 'requestId'];
const namesOneJourney = (path: string) => /\{(reference|requestId)\}/.test(path);
/** A path to one journey. */
const journeyPath = pathTemplate.refine(
  namesOneJourney,
  'must hold {reference} or {requestId}: it is about one journey',
);

export const profileSchema = z.strictObject({
  version: z.string().regex(/^[0-9]+(\.[0-9]+)*$/, 'must be a version such as 4.4'),
  auth: z.strictObject({ mode: z.literal('basic', { message: 'must be basic' }) }),
  paths: z.strictObject({
    create: pathTemplate.refine(
      (path) => !path.includes('{requestId}'),
      'must not hold {requestId}: what is to be created has none yet',
    ),
    status: journeyPath.nullable(),
    cancel: pathTemplate.nullable(),
    report: pathTemplate.nullable(),
    delete: journeyPath.nullable(),
  }),
  fields: z
    .strictObject({
      name: text,
      email: wireName,
      phone: wireName,
      environment: wireName,
      reference: text,
      useDefaults: wireName,
      scope: wireName,
      endDate: wireName,
      tabsOrder: wireName,
      note: wireName,
      language: wireName,
      callbackUrl: wireName,
    })
    .superRefine((fields, context) => {
      for (const { field, name, other } of sharedNames(fields)) {
        context.addIssue({ code: 'custom', path: [field], message: `must not be ${name}, as fields.${other} is` });
      }
    }),
  scope: z.strictObject({
    selfie: text,
    documents: text,
    attachments: text,
    separator: text,
    optionsOpen: text,
    optionsClose: text,
  }),
  documentTypes: z.strictObject({ DRIVING_LICENCE: text, PASSPORT: text, NATIONAL_ID: text }),
  languages: z.record(z.enum(JOURNEY_LANGUAGES), text),
  response: z.strictObject({ link: pointers, requestId: pointers }),
  callback: z.strictObject({
    url: z.enum(['per-journey', 'fixed'], { message: 'must be per-journey or fixed' }),
    auth: z.array(
      z.enum(['path-token', 'basic', 'header-secret', 'hmac', 'address-list'], {
        message: 'must be path-token, basic, header-secret, hmac or address-list',
      }),
    ),
    headerSecret: z.strictObject({ header: text }).optional(),
    hmac: z
      .strictObject({
        header: text,
        algorithm: z.enum(['sha256', 'sha384', 'sha512'], { message: 'must be sha256, sha384 or sha512' }),
        encoding: z.enum(['hex', 'base64'], { message: 'must be hex or base64' }),
      })
      .optional(),
    pointers: z.strictObject({
      reference: pointers.min(1, 'must name a place'),
      status: pointers.min(1, 'must name a place'),
      result: pointers,
      score: pointers,
      confirmed: pointers,
      results: pointers,
      requestId: pointers,
      name: pointers,
      picture: pointers,
      scores: pointers,
      documents: pointers,
    }),
    reviewed: pointers,
    document: z.strictObject({
      type: pointers,
      score: pointers,
      manual: pointers,
      errors: pointers,
      firstName: pointers,
      lastName: pointers,
      fullName: pointers,
      documentNumber: pointers,
      personalNumber: pointers,
      birthDate: pointers,
      placeOfBirth: pointers,
      issueDate: pointers,
      expirationDate: pointers,
      issuer: pointers,
      country: pointers,
      nationality: pointers,
      gender: pointers,
      address: pointers,
    }),
  }),
  statuses: z.record(text, z.enum(STATUSES)),
  results: z.record(text, z.enum(['PASS', 'FAIL', 'FRAUD'])).superRefine((results, context) => {
    for (const [word, meaning] of Object.entries(results)) {
      if (meaning === 'PASS' && /^(fail|fraud)$/i.test(word)) {
        context.addIssue({
          code: 'custom',
          path: [word],
          message: 'must not be PASS: it is Mitek’s word for a denial',
        });
      }
    }
  }),
  timeouts: z.strictObject({ createMs: z.number().int().min(100).max(25_000) }),
  retry: z.strictObject({ statuses: z.array(z.number().int().min(400).max(599)) }),
});

/** Words that nobody uses for an approval. */
const DENIAL = /fail|fraud|den(y|ied|ial)|reject|declin|refus|suspect/i;

/** What of a profile can be meant, but is hardly: each by its place, as the end of a sentence about it. */
export function doubtsOf({ paths, statuses, results }: z.output<typeof profileSchema>): readonly string[] {
  const known: readonly string[] = STATUSES;
  return [
    ...(['cancel', 'report'] as const)
      .filter((name) => paths[name] !== null)
      .map((name) => `paths.${name} has no effect: the gateway makes no such call`),
    ...Object.entries(results)
      .filter(([word, meaning]) => meaning === 'PASS' && DENIAL.test(word))
      .map(([word]) => `results.${word} is PASS: what sounds like a denial approves`),
    ...Object.entries(statuses)
      .filter(([word, meaning]) => known.includes(word.toUpperCase()) && word.toUpperCase() !== meaning)
      .map(([word, meaning]) => `statuses.${word} is ${meaning}, though Mitek has a status of that name`),
  ];
}

/** Fields that have the wire name of a field before them. */
function sharedNames(fields: Readonly<Record<string, string | null>>) {
  const first = new Map<string, string>();
  return Object.entries(fields).flatMap(([field, name]) => {
    if (name === null) return [];
    const other = first.get(name);
    if (other !== undefined) return [{ field, name, other }];
    first.set(name, field);
    return [];
  });
}
