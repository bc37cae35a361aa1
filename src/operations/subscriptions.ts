// Operations over a socket: subscriptions only, under the very rules, limits, context and error form of HTTP.
import { randomUUID } from 'node:crypto';
import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import { LRUCache } from 'lru-cache';
import { Permission } from '../auth/permissions.js';
import { holds } from '../auth/viewer.js';
import type { Context, Services } from '../resolvers/context.js';
import { currentScope, runInScope } from '../telemetry/scope.js';
import { Turns } from '../telemetry/turns.js';
import { mapItems } from '../verifications/iterators.js';
import { type Caller, createContext, responseExtensions } from './context.js';
import { requireAffordable } from './cost.js';
import { type ErrorFormatter, notAllowed } from './errors.js';
import { LIMITS, tooLong, withinLimits } from './limits.js';
import { shareOf } from './shares.js';
import { faultOfVariables, withoutUnwritable } from './texts.js';

const MAX_ERRORS = 5;
const KEPT_DOCUMENTS = 500;

export interface SubscriptionOperationsOptions {
  readonly schema: GraphQLSchema;
  readonly services: Services;
  readonly formatError: ErrorFormatter;
  readonly production: boolean;
}

/** A checked operation, ready to run for one viewer. */
export type Prepared = ExecutionArgs & {
  readonly contextValue: Context;
  readonly caller: Caller;
  /** Aborted when the client has gone. */
  readonly gone: AbortSignal;
};

export class SubscriptionOperations {
  private readonly documents = new LRUCache<string, DocumentNode | readonly GraphQLError[]>({ max: KEPT_DOCUMENTS });
  private readonly turns = new Turns();
  private readonly rules;

  constructor(private readonly options: SubscriptionOperationsOptions) {
    this.rules = [
      ...specifiedRules,
      withinLimits,
      withoutUnwritable,
      ...(options.production ? [NoSchemaIntrospectionCustomRule] : []),
    ];
  }

  /** Checks what a client wants to subscribe to. @returns the operation, or the errors to answer with */
  prepare(payload: SubscribePayload, caller: Caller, gone: AbortSignal): Prepared | readonly GraphQLError[] {
    const document = this.check(payload.query);
    if (!isDocument(document)) return document;
    const operation = getOperationAST(document, payload.operationName);
    if (!operation) {
      const message = 'The document holds no operation of this name, or several without a name being given.';
      return [new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } })];
    }
    if (operation.operation !== 'subscription') return [notAllowed('Only subscriptions run over a WebSocket.')];
    const fault = faultOfVariables(payload.variables);
    if (fault) return [fault];
    try {
      requireAffordable(this.options.schema, document, operation, payload.variables ?? undefined);
    } catch (error) {
      if (error instanceof GraphQLError) return [error];
      throw error;
    }
    return {
      schema: this.options.schema,
      document,
      operationName: payload.operationName,
      variableValues: payload.variables,
      contextValue: createContext(this.options.services, caller, gone),
      caller,
      gone,
    };
  }

  /** The answer to one subscription too many on a socket. */
  tooMany(): GraphQLError {
    const message = 'This socket has as many subscriptions as one may have.';
    return new GraphQLError(message, { extensions: { code: 'RATE_LIMITED' } });
  }

  /** Opens the stream of a checked operation. Each event gets a context, loaders and a request id of its own. */
  async subscribe(prepared: Prepared): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
    const events = await createSourceEventStream(prepared);
    if (!isStream(events)) return this.formatted(events as ExecutionResult);
    return mapItems(events, (event) => runInScope(randomUUID(), () => this.resolve(prepared, event)));
  }

  /** One change can be an event of very many subscriptions of one caller: they are resolved by and by. */
  private async resolve(prepared: Prepared, event: unknown): Promise<ExecutionResult> {
    const { name, events } = shareOf(prepared.caller.viewer);
    const end = await this.turns.take(name, events);
    try {
      return await this.resolveNow(prepared, event);
    } finally {
      end();
    }
  }

  private async resolveNow(prepared: Prepared, event: unknown): Promise<ExecutionResult> {
    const { caller, gone } = prepared;
    if (gone.aborted) return { data: null };
    const contextValue = createContext(this.options.services, caller, gone);
    const result = await execute({ ...prepared, rootValue: event, contextValue });
    await contextValue.audit.flush();
    const calls = holds(caller.viewer, [Permission.SYSTEM_READ]) ? (currentScope()?.upstreamCalls ?? []) : null;
    const extensions = responseExtensions(contextValue, calls);
    return { ...this.formatted(result), ...(Object.keys(extensions).length > 0 ? { extensions } : {}) };
  }

  private formatted(result: ExecutionResult): ExecutionResult {
    return result.errors ? { ...result, errors: result.errors.map((error) => this.format(error)) } : result;
  }

  /** An error in the form that clients get, still as an error object. */
  format(error: unknown): GraphQLError {
    const { message, extensions, path, locations } = this.options.formatError(error);
    const formatted = new GraphQLError(message, { path, extensions });
    if (locations) Object.defineProperty(formatted, 'locations', { value: locations, enumerable: true });
    return formatted;
  }

  private check(query: string): DocumentNode | readonly GraphQLError[] {
    if (query.length > LIMITS.queryCharacters) return [tooLong()];
    const known = this.documents.get(query);
    if (known) return known;
    const checked = this.parseAndValidate(query);
    this.documents.set(query, checked);
    return checked;
  }

  private parseAndValidate(query: string): DocumentNode | readonly GraphQLError[] {
    try {
      const document = parse(query, { maxTokens: LIMITS.queryTokens });
      const errors = validate(this.options.schema, document, this.rules, { maxErrors: MAX_ERRORS });
      return errors.length === 0 ? document : errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED'));
    } catch (error) {
      if (error instanceof GraphQLError) return [withCode(error, 'GRAPHQL_PARSE_FAILED')];
      throw error;
    }
  }
}

function withCode(error: GraphQLError, code: string): GraphQLError {
  const { nodes, source, positions } = error;
  return new GraphQLError(error.message, {
    nodes: nodes ?? null,
    source: source ?? null,
    positions: positions ?? null,
    extensions: { ...error.extensions, code },
  });
}

function isDocument(checked: DocumentNode | readonly GraphQLError[]): checked is DocumentNode {
  return 'kind' in checked;
}

/** graphql-js promises less than it gives: what our resolvers return is an iterator, and it hands that on as one. */
function isStream(events: AsyncIterable<unknown> | ExecutionResult): events is AsyncIterableIterator<unknown> {
  return Symbol.asyncIterator in events && 'next' in events;
}
