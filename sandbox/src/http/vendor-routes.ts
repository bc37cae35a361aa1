/** Routing as the vendor does it: the content type selects the operation, and a known path with another method is 405. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { methodNotAllowed, unsupportedMediaType } from './errors.js';

/** One call that a route has to answer. */
export interface VendorCall {
  readonly body: unknown;
  readonly query: URLSearchParams;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** A part of the path by its name. */
  param(name: string): string;
}

export type VendorHandler = (call: VendorCall) => unknown;

/** Handlers by media type, such as `application/json`. */
export type ByMediaType = { readonly [mediaType: string]: VendorHandler };

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
type Method = (typeof METHODS)[number];

export class VendorRoutes {
  private readonly known = new Map<string, Set<Method>>();

  constructor(private readonly app: FastifyInstance) {}

  get(url: string, handler: VendorHandler): void {
    this.add('GET', url, handler);
  }

  delete(url: string, handler: VendorHandler): void {
    this.add('DELETE', url, handler);
  }

  post(url: string, handlers: ByMediaType): void {
    this.add('POST', url, byMediaType(handlers));
  }

  put(url: string, handlers: ByMediaType): void {
    this.add('PUT', url, byMediaType(handlers));
  }

  /** Answers 405 to each method that no route took. Call it once, after the last route. */
  refuseOtherMethods(): void {
    for (const [url, methods] of this.known) {
      const others = METHODS.filter((method) => !methods.has(method));
      this.app.route({
        method: others,
        url,
        handler: async (_request, reply) => {
          reply.header('Allow', [...methods].join(', '));
          throw methodNotAllowed();
        },
      });
    }
  }

  private add(method: Method, url: string, handler: VendorHandler): void {
    this.known.set(url, (this.known.get(url) ?? new Set()).add(method));
    this.app.route({ method, url, handler: async (request, reply) => handler(toCall(request, reply)) });
  }
}

function byMediaType(handlers: ByMediaType): VendorHandler {
  return (call) => {
    const mediaType = (call.request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
    const handler = Object.hasOwn(handlers, mediaType) ? handlers[mediaType] : undefined;
    if (handler === undefined) throw unsupportedMediaType(Object.keys(handlers));
    return handler(call);
  };
}

function toCall(request: FastifyRequest, reply: FastifyReply): VendorCall {
  const question = request.url.indexOf('?');
  return {
    body: request.body,
    query: new URLSearchParams(question === -1 ? '' : request.url.slice(question + 1)),
    request,
    reply,
    param(name) {
      const { params } = request;
      const value: unknown = typeof params === 'object' && params !== null ? Reflect.get(params, name) : undefined;
      if (typeof value !== 'string') throw new Error(`The route has no part named ${name}.`);
      return value;
    },
  };
}
