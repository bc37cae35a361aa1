// Reads one HTTP answer into checked JSON or a typed failure; upstream's free text ends here.

import type { Dispatcher } from 'undici';
import type { IncomingHttpHeaders } from 'undici/types/header.js';
import { z } from 'zod';
import { kindOfStatus, UpstreamError, type UpstreamErrorDetail } from './errors.js';
import { retryAtOf } from './retries.js';

export interface Answer {
  readonly status: number;
  readonly correlationId: string | null;
  /** Parsed JSON; undefined when the body was empty. */
  readonly json: unknown;
}

const JSON_TYPE = /^application\/(?:json|[\w.+-]+\+json)\s*(?:;|$)/i;
const MAX_ERROR_BYTES = 256 * 1024;

/** Body larger than the limit. */
class BodyTooLarge extends Error {}

/**
 * Reads a whole answer.
 *
 * @throws UpstreamError for a status outside 200 to 299, and for a body that is too large, no JSON, or of another content type.
 * @throws whatever the connection breaks off with.
 */
export async function readAnswer(source: string, response: Dispatcher.ResponseData, maxBytes: number): Promise<Answer> {
  const status = response.statusCode;
  const correlationId = correlationIdOf(response.headers);
  if (status < 200 || status > 299) throw await refusal(source, response, correlationId);

  const unusable = (kind: 'broken' | 'too-large') =>
    new UpstreamError({
      source,
      kind,
      status,
      code: kind === 'broken' ? 'BROKEN_ANSWER' : 'ANSWER_TOO_LARGE',
      correlationId,
      mayHaveTakenEffect: true,
    });
  let body: Buffer;
  try {
    body = await readBody(response, maxBytes);
  } catch (error) {
    throw error instanceof BodyTooLarge ? unusable('too-large') : error;
  }
  if (body.length === 0) return { status, correlationId, json: undefined };
  const json = isJson(response.headers) ? parse(body) : undefined;
  if (json === undefined) throw unusable('broken');
  return { status, correlationId, json };
}

/** Upstream's id of the call, for its support and its logs. */
export function correlationIdOf(headers: IncomingHttpHeaders): string | null {
  const value = headers['correlation-id'];
  return typeof value === 'string' && /^[\w.:-]{1,128}$/.test(value) ? value : null;
}

async function refusal(
  source: string,
  response: Dispatcher.ResponseData,
  correlationId: string | null,
): Promise<UpstreamError> {
  const status = response.statusCode;
  const retryAfter = response.headers['retry-after'];
  const body = await readBody(response, MAX_ERROR_BYTES).catch(() => null); // the status alone says enough
  const parsed = errorBody.safeParse(body !== null && isJson(response.headers) ? parse(body) : undefined);
  return new UpstreamError({
    source,
    kind: kindOfStatus(status),
    status,
    code: (parsed.success ? (parsed.data.code ?? parsed.data.error) : undefined) ?? `HTTP_${status}`,
    details: parsed.success ? detailsOf(parsed.data) : [],
    correlationId,
    retryAt: typeof retryAfter === 'string' ? retryAtOf(retryAfter) : null,
    mayHaveTakenEffect: status >= 500,
  });
}

async function readBody(response: Dispatcher.ResponseData, maxBytes: number): Promise<Buffer> {
  const { body, headers } = response;
  body.on('error', () => undefined); // a body given up early may still report its end; the loop below sees what matters
  if (Number(headers['content-length'] ?? 0) > maxBytes) {
    body.destroy();
    throw new BodyTooLarge();
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    const buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    bytes += buffer.length;
    if (bytes > maxBytes) throw new BodyTooLarge();
    chunks.push(buffer);
  }
  return Buffer.concat(chunks, bytes);
}

function isJson(headers: IncomingHttpHeaders): boolean {
  const type = headers['content-type'];
  const encoding = headers['content-encoding'] ?? 'identity';
  return typeof type === 'string' && JSON_TYPE.test(type) && encoding === 'identity';
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Undefined when it is no JSON text in UTF-8; JSON itself has no undefined. */
function parse(body: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(body));
  } catch {
    return undefined;
  }
}

// PingOne's error body, and OAuth's (`error`). Whatever does not look like a code, a property path or a bound is dropped.
const word = z.string().regex(/^[\w.-]{1,64}$/);
/** Milliseconds since 1970, seen both as a number and as text. */
const moment = z
  .union([z.number(), z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))])
  .refine((ms) => !Number.isNaN(new Date(ms).getTime()));
const wordList = z.array(z.string().max(128)).max(64);
const bounds = z.object({
  rangeMinimumValue: z.number().optional().catch(undefined),
  rangeMaximumValue: z.number().optional().catch(undefined),
  maximumValue: z.number().optional().catch(undefined),
  quotaLimit: z.number().optional().catch(undefined),
  retryAfter: z.number().optional().catch(undefined),
  quotaResetTime: z.iso.datetime({ offset: true }).optional().catch(undefined),
  maximumAllowed: z.number().optional().catch(undefined),
  deliveryMethod: word.optional().catch(undefined),
  coolDownExpiresAt: moment.optional().catch(undefined),
  allowedPattern: z.string().max(512).optional().catch(undefined),
  allowedValues: wordList.optional().catch(undefined),
  supportedAttributes: wordList.optional().catch(undefined),
  supportedOperators: wordList.optional().catch(undefined),
});
/** PingOne says in words alone that it has no text for a message. What the words are is told nobody. */
const isContentMissing = z
  .string()
  .transform((text) => /could not find suitable content/i.test(text))
  .catch(false);
const CONTENT_MISSING = { code: 'NOTIFICATION_CONTENT_MISSING', target: 'notification', innerError: null } as const;
const errorDetail = z.object({
  code: word.catch('UNKNOWN'),
  message: isContentMissing,
  target: z
    .string()
    .regex(/^[\w.[\]$:/-]{1,200}$/)
    .nullish()
    .catch(null)
    .transform((target) => target ?? null),
  innerError: bounds
    .nullish()
    .catch(null)
    .transform((inner): UpstreamErrorDetail['innerError'] => inner ?? null),
});
const errorField = z
  .object({
    field: z
      .string()
      .regex(/^[\w.[\]]{1,200}$/)
      .nullish()
      .catch(null),
  })
  .transform(({ field }): UpstreamErrorDetail => ({ code: 'UNKNOWN', target: field ?? null, innerError: null }));
const errorBody = z.object({
  message: isContentMissing,
  code: word.optional().catch(undefined),
  error: word.optional().catch(undefined),
  details: z.array(errorDetail).max(100).catch([]),
  // Not PingOne's: a form in which others say which fields are wrong.
  errors: z.array(errorField).max(100).catch([]),
});

function detailsOf({ message, details, errors }: z.output<typeof errorBody>): readonly UpstreamErrorDetail[] {
  const told = details.map(({ message: isMissing, code, target, innerError }) =>
    isMissing ? { ...CONTENT_MISSING, target: target ?? CONTENT_MISSING.target } : { code, target, innerError },
  );
  if (message) return [CONTENT_MISSING];
  return told.length > 0 ? told : errors;
}
