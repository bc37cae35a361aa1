// Operations over HTTP: Apollo Server with the same rules, limits, context and error form that the sockets use.
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLSchema } from 'graphql';
import { Permission } from '../auth/permissions.js';
import { holds } from '../auth/viewer.js';
import type { Context } from '../resolvers/context.js';
import type { Metrics } from '../telemetry/metrics.js';
import { currentScope } from '../telemetry/scope.js';
import { responseExtensions } from './context.js';
import { requireAffordable } from './cost.js';
import { type ErrorFormatter, notAllowed } from './errors.js';
import { LIMITS, withinLimits } from './limits.js';
import { requireOnePasscode } from './one-passcode.js';
import { withoutUnwritable } from './texts.js';

const MAX_ERRORS = 5;

export interface HttpOperationsOptions {
  readonly schema: GraphQLSchema;
  readonly formatError: ErrorFormatter;
  readonly metrics: Metrics;
  /** Production: no introspection, no names suggested in errors. */
  readonly production: boolean;
}

/** Makes the server of queries and mutations; the caller starts and stops it. */
export function createHttpOperations(options: HttpOperationsOptions): ApolloServer<Context> {
  const { schema, formatError, production } = options;
  return new ApolloServer<Context>({
    schema,
    formatError: (_formatted, error) => formatError(error),
    introspection: !production,
    hideSchemaDetailsFromClientErrors: production,
    includeStacktraceInErrorResponses: false,
    validationRules: [withinLimits, withoutUnwritable],
    validationOptions: { maxErrors: MAX_ERRORS },
    parseOptions: { maxTokens: LIMITS.queryTokens },
    executionOptions: { maxCoercionErrors: MAX_ERRORS },
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    csrfPrevention: true,
    stopOnTerminationSignals: false,
    nodeEnv: production ? 'production' : 'development',
    logger: SILENT,
    // Cache control wraps every resolver of the schema, and a landing page of our own is served from local files.
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      noSubscriptions,
      judgedWithVariables,
      describeResponse,
      measure(options.metrics),
    ],
  });
}

/** Errors reach the log through the error formatter, once and without the texts of libraries. */
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

/** The server under us would run a subscription once, like a query, and answer null. */
const noSubscriptions: ApolloServerPlugin<Context> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ operation }) {
        if (operation?.operation === 'subscription') {
          throw notAllowed('Subscriptions run over a WebSocket only, with the graphql-transport-ws protocol.');
        }
      },
    };
  },
};

/** Before anything runs. Mutations, and so passcodes, come over HTTP only. */
const judgedWithVariables: ApolloServerPlugin<Context> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ schema, document, operation, request }) {
        if (!operation) return;
        requireAffordable(schema, document, operation, request.variables);
        requireOnePasscode(document, operation, request.variables);
      },
    };
  },
};

const describeResponse: ApolloServerPlugin<Context> = {
  async requestDidStart() {
    return {
      async willSendResponse({ contextValue, response }) {
        await contextValue.audit.flush();
        if (response.body.kind !== 'single') return;
        const calls = holds(contextValue.viewer, [Permission.SYSTEM_READ])
          ? (currentScope()?.upstreamCalls ?? [])
          : null;
        const extensions = responseExtensions(contextValue, calls);
        if (Object.keys(extensions).length > 0) {
          response.body.singleResult.extensions = { ...response.body.singleResult.extensions, ...extensions };
        }
      },
    };
  },
};

function measure(metrics: Metrics): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      const stop = metrics.operations.startTimer({ transport: 'http' });
      return {
        async willSendResponse({ operation, errors }) {
          stop({ type: operation?.operation ?? 'none', outcome: errors && errors.length > 0 ? 'error' : 'ok' });
        },
      };
    },
  };
}
