// Uploads of evidence: a picture as the body of a request, sent on while it arrives. Who may do it, and what is taken, stands in resolvers/.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Tokens } from '../auth/tokens.js';
import type { Viewer } from '../auth/viewer.js';
import { DocumentTooLarge, MAX_DOCUMENT_BYTES } from '../datasources/pingone/document-stream.js';
import { createContext } from '../operations/context.js';
import type { ErrorFormatter } from '../operations/errors.js';
import { faultOfVariables } from '../operations/texts.js';
import type { Services } from '../resolvers/context.js';
import type { DocumentUploads } from '../resolvers/upload-document.js';
import { runInScope } from '../telemetry/scope.js';
import { NotAPicture } from '../verifications/incoming-picture.js';
import { answerFailure, answerFault } from './failures.js';
import { whenGone } from './gone.js';

/** Where evidence is handed in. */
export const UPLOADS_PATH = '/uploads/verify-transactions/:transactionId/documents';

/** As long as a request may take to come in: 5 MB over a slow line need more than an operation has. */
const DEADLINE_MS = 60_000;
const CONTENT_TYPES: readonly string[] = ['image/jpeg', 'image/png', 'application/octet-stream'];

export interface UploadParts {
  readonly uploads: DocumentUploads;
  readonly services: Services;
  readonly tokens: Tokens;
  readonly formatError: ErrorFormatter;
}

interface UploadRequest {
  readonly Params: { readonly transactionId: string };
  readonly Querystring: Readonly<Record<string, unknown>>;
}

/** Adds the route to an encapsulated part of the server. */
export async function registerUploads(app: FastifyInstance, parts: UploadParts): Promise<void> {
  const { uploads, services, tokens, formatError } = parts;
  const viewers = new WeakMap<FastifyRequest, Viewer>();

  app.setErrorHandler((error, request, reply) => {
    return runInScope(request.id, () => answerError(reply, error, formatError));
  });
  // The body is read by those who send it on, and not before it is known whose it is.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _body, done) => done(null));
  app.addHook('onRequest', async (request) => {
    viewers.set(request, await tokens.viewerOf(request.headers.authorization));
  });

  app.post<UploadRequest>(UPLOADS_PATH, (request, reply) =>
    runInScope(request.id, async () => {
      const viewer = viewers.get(request);
      if (!viewer) throw new Error('A request reached the uploads without a viewer.');
      const names = { ...namesIn(request.query), ...request.params };
      const fault = faultOfVariables(names);
      if (fault) throw fault;
      checkHead(request);
      const caller = { viewer, ipAddress: request.ip, userAgent: request.headers['user-agent'] ?? null };
      const context = createContext(services, caller, whenGone(reply), DEADLINE_MS);
      const { document, userErrors } = await uploads.take(context, { ...names, content: request.raw });
      if (document) {
        const { id, type, status } = document;
        return reply.code(names.documentId === null ? 201 : 200).send({ id, type, status });
      }
      const [first] = userErrors;
      if (!first) throw new Error('An upload was neither taken nor refused.');
      return answerFault(reply, first);
    }),
  );
}

/** A request that cannot be taken, whatever transaction it is for. */
class BadUpload extends Error {
  override readonly name = 'BadUpload';
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

function namesIn(query: UploadRequest['Querystring']) {
  const [type, userId, documentId] = ['type', 'userId', 'documentId'].map((name) => textIn(query, name));
  if (!type) throw new BadUpload(400, 'REQUIRED_VALUE', 'Say in `type` what it is.');
  return { type, userId: userId ?? null, documentId: documentId ?? null };
}

function textIn(query: UploadRequest['Querystring'], name: string): string | null {
  const value = query[name] ?? null;
  if (value === null || (typeof value === 'string' && value !== '')) return value;
  throw new BadUpload(400, 'BAD_USER_INPUT', `\`${name}\` is one value.`);
}

function checkHead({ headers }: FastifyRequest): void {
  const [contentType = ''] = (headers['content-type'] ?? '').toLowerCase().split(';');
  if (!CONTENT_TYPES.includes(contentType.trim())) {
    throw new BadUpload(415, 'BAD_USER_INPUT', `Send ${CONTENT_TYPES.join(', ')}.`);
  }
  if (Number(headers['content-length'] ?? 0) > MAX_DOCUMENT_BYTES) throw new DocumentTooLarge();
}

function answerError(reply: FastifyReply, error: unknown, formatError: ErrorFormatter): FastifyReply {
  if (error instanceof BadUpload) return answerFault(reply, error, error.status);
  if (error instanceof NotAPicture) return answerFault(reply, { code: 'INVALID_VALUE', message: error.message }, 415);
  if (error instanceof DocumentTooLarge) {
    return answerFault(reply, { code: 'SIZE_LIMIT_EXCEEDED', message: error.message, limit: error.maxBytes });
  }
  return answerFailure(reply, error, formatError);
}
