/** The profile of one version of Mitek's request API, as the sandbox reads it: paths, wire names, pointers. It is the gateway's own file. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import builtIn from '../../../profiles/mitek/4.4.json' with { type: 'json' };

const wireName = z.string().min(1).nullable();
const pointers = z.array(z.string().regex(/^(\/[^/]+)+$/, 'must be a JSON pointer')).min(1);
const path = z.string().startsWith('/').nullable().default(null);

const profileSchema = z.object({
  version: z.string().regex(/^\d+(\.\d+)*$/),
  auth: z.object({ mode: z.literal('basic', 'the sandbox knows Basic authentication only') }),
  /** `{version}`, `{reference}` and `{requestId}` stand for their values. */
  paths: z.object({ create: z.string().startsWith('/'), status: path, cancel: path, delete: path }),
  /** Wire names of what a journey is created with; what has none is not sent. */
  fields: z.object({
    name: wireName,
    email: wireName,
    phone: wireName,
    environment: wireName,
    reference: wireName,
    useDefaults: wireName,
    scope: wireName,
    endDate: wireName,
    tabsOrder: wireName,
    note: wireName,
    language: wireName,
    callbackUrl: wireName,
  }),
  scope: z.object({
    selfie: z.string().min(1),
    documents: z.string().min(1),
    attachments: z.string().min(1),
    separator: z.string().length(1),
    optionsOpen: z.string().length(1),
    optionsClose: z.string().length(1),
  }),
  documentTypes: z.record(z.string(), z.string()),
  languages: z.record(z.string(), z.string()),
  response: z.object({ link: pointers, requestId: pointers }),
  callback: z.object({
    /** What callbacks have to bring. */
    auth: z.array(z.string()).default([]),
    hmac: z
      .object({ header: z.string().min(1), algorithm: z.string(), encoding: z.enum(['hex', 'base64', 'base64url']) })
      .default({ header: 'x-mitek-signature', algorithm: 'sha256', encoding: 'hex' }),
    pointers: z.record(z.string(), pointers),
    reviewed: z.array(z.string()).default([]),
    document: z.record(z.string(), pointers),
  }),
  /** The vendor's words to those of its documentation. */
  statuses: z.record(z.string(), z.string()),
  results: z.record(z.string(), z.string()),
});

export type MitekProfile = z.infer<typeof profileSchema>;

/**
 * Reads a profile.
 * @param file JSON; without it the profile that comes with the project
 * @throws Error that names what is wrong
 */
export function readProfile(file?: string): MitekProfile {
  const read: unknown = file === undefined ? builtIn : JSON.parse(readFileSync(file, 'utf8'));
  const result = profileSchema.safeParse(read);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Error(`The profile of Mitek cannot be used. ${problems.join('; ')}`);
}

/** The vendor's word for a status or result of its documentation; any other text stays as it is. */
export function wireWord(words: { readonly [wire: string]: string }, word: string): string {
  return Object.keys(words).find((wire) => words[wire] === word) ?? word;
}
