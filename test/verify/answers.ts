// What tests of capabilities read off answers and calls: which coordinates hold a value, and which call of the contract a request was.
import { readFileSync } from 'node:fs';
import { buildSchema, type GraphQLObjectType, getNamedType, isObjectType } from 'graphql';
import type { RequestEntry } from '../../sandbox/src/http/request-log.js';
import type { Answer } from '../support/person.js';
import type { TestSandbox } from '../support/sandbox.js';

export const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));

/** Adds the coordinates that hold a value in an answer without aliases; an empty list or text is none. */
export function noteValues(data: unknown, operation: 'query' | 'mutation', seen: Set<string>): void {
  note(data, operation === 'query' ? schema.getQueryType() : schema.getMutationType(), seen);
}

function note(value: unknown, type: GraphQLObjectType | null | undefined, seen: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) note(item, type, seen);
  else if (typeof value === 'object' && value !== null && type) {
    for (const [key, part] of Object.entries(value)) {
      const field = type.getFields()[key];
      if (!field || part === null || part === '' || (Array.isArray(part) && part.length === 0)) continue;
      seen.add(`${type.name}.${key}`);
      const below = getNamedType(field.type);
      note(part, isObjectType(below) ? below : null, seen);
    }
  }
}

/** The calls at PingOne that an answer cost, as the sandbox saw them. Only for callers who are told of them. */
export async function callsOf(answer: Answer<unknown>, sandbox: TestSandbox): Promise<readonly RequestEntry[]> {
  const made = answer.extensions?.upstream;
  const ids = Array.isArray(made) ? made.map(({ correlationId }: { correlationId: string }) => correlationId) : [];
  return (await sandbox.requests()).filter(({ correlationId }) => ids.includes(correlationId));
}

/** `GET {T}/documents/{id}`: method and path of a request with short forms, without its query. */
export function templateOf({ method, path }: Pick<RequestEntry, 'method' | 'path'>): string {
  const [plain = ''] = path.split('?');
  const short = plain
    .replace(/^\/v1\/environments\/[^/]+/, '{E}')
    .replace(/^\{E\}\/users\/[^/]+/, '{U}')
    .replace(/^\{U\}\/verifyTransactions\/[^/]+/, '{T}')
    .replace(/^\{U\}\/devices\/[^/]+/, '{D}')
    .replace(/^\/[^/]+\/deviceAuthentications\/[^/]+/, '{A}')
    .replace(/^\/api\/[\d.]+\//, '/api/{id}/')
    .replaceAll(/\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=\/|$)/g, '/{id}');
  return `${method} ${short}`;
}
