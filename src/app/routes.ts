// Registers everything the gateway serves over HTTP. What is served over sockets is server/sockets.ts.
import type { FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Config } from '../config/config.js';
import type { PingOne } from '../datasources/pingone/pingone.js';
import type { PictureAddresses } from '../media/picture-address.js';
import { DocumentUploads } from '../resolvers/upload-document.js';
import { registerContinue } from '../server/continue.js';
import { registerExplorer } from '../server/explorer.js';
import { GRAPHQL_PATH, type GraphQLRouteParts, registerGraphQL } from '../server/graphql.js';
import { type Readiness, registerHealth } from '../server/health.js';
import { registerMedia } from '../server/media.js';
import { registerUploads } from '../server/uploads.js';
import { type CallbackParts, registerCallbacks } from './callbacks.js';

export interface RouteParts extends GraphQLRouteParts, CallbackParts {
  readonly schema: GraphQLSchema;
  readonly pingOne: PingOne;
  readonly pictureAddresses: PictureAddresses;
  /** What readiness depends on, by name. */
  readonly readiness: Readiness;
  /** Tokens that the explorer offers by name. */
  readonly explorerTokens: Readonly<Record<string, string>>;
}

export async function registerRoutes(app: FastifyInstance, config: Config, parts: RouteParts): Promise<void> {
  const { services, tokens, formatError, metrics, explorerTokens } = parts;
  const { statusTokens, verifications, watching } = services;
  const { verify } = parts.pingOne;
  await app.register((part) => registerGraphQL(part, parts));
  await app.register((part) => registerContinue(part, { statusTokens, verifications, watching }));
  const media = { addresses: parts.pictureAddresses, verify, verifications, formatError };
  await app.register((part) => registerMedia(part, media));
  const uploads = new DocumentUploads(parts.schema);
  await app.register((part) => registerUploads(part, { uploads, services, tokens, formatError }));
  await registerCallbacks(app, config, parts);
  await app.register((part) => registerHealth(part, parts.readiness, metrics));
  if (config.production) return;
  await app.register((part) =>
    registerExplorer(part, { graphqlPath: GRAPHQL_PATH, tokens: explorerTokens, hosts: config }),
  );
}
