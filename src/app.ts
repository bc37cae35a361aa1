// The only file that knows every part: builds them, wires them, starts them, and stops them in the right order.
import type { GraphQLSchema } from 'graphql';
import { hashOf } from './audit/chain.js';
import { enforceAccess } from './auth/enforce.js';
import { Keys, secretOfFolder } from './auth/keys.js';
import { StatusTokens } from './auth/status-token.js';
import { Tokens } from './auth/tokens.js';
import { OTP_LIMIT, OtpGuard } from './authentications/otp-guard.js';
import { createWatchers } from './authentications/watchers.js';
import { type Config, ConfigError } from './config/config.js';
import { Mitek } from './datasources/mitek/mitek.js';
import { loadProfile } from './datasources/mitek/profile.js';
import { createPingOne } from './datasources/pingone/pingone.js';
import { PolicyCache } from './datasources/policy-cache.js';
import { PictureAddresses } from './media/picture-address.js';
import { createErrorFormatter } from './operations/errors.js';
import { createHttpOperations } from './operations/http.js';
import { buildGatewaySchema } from './operations/schema.js';
import { SubscriptionOperations } from './operations/subscriptions.js';
import { readSystemStatus } from './operations/system-status.js';
import type { Services } from './resolvers/context.js';
import { Cursors } from './resolvers/cursors.js';
import { resolvers } from './resolvers/index.js';
import { DocumentUploads } from './resolvers/upload-document.js';
import { CONTINUE_PATH, registerContinue } from './server/continue.js';
import { registerExplorer } from './server/explorer.js';
import { GRAPHQL_PATH, registerGraphQL } from './server/graphql.js';
import { registerHealth } from './server/health.js';
import { MEDIA_PATH, registerMedia } from './server/media.js';
import { closeWithin, createServer } from './server/server.js';
import { Sockets } from './server/sockets.js';
import { registerUploads } from './server/uploads.js';
import { AuditLog } from './store/audit-log.js';
import { openDatabase } from './store/database.js';
import { startEmbeddedPostgres } from './store/embedded.js';
import { IdempotencyKeys } from './store/idempotency.js';
import { JourneyStore } from './store/journeys.js';
import { Listener } from './store/listener.js';
import { isMigrated, migrate } from './store/migrations.js';
import { JourneyInbox } from './store/mitek-inbox.js';
import { OtpAttempts } from './store/otp-attempts.js';
import { PlatformEvents } from './store/platform-events.js';
import { Redactions } from './store/redactions.js';
import { Starts } from './store/starts.js';
import { Statistics } from './store/statistics.js';
import { LOG_CHANNEL, StatusLog } from './store/status-log.js';
import { TRACKER_CHANNEL, Tracking } from './store/tracking.js';
import { VerificationList } from './store/verification-list.js';
import { WEBHOOK_CHANNEL } from './store/webhook-deliveries.js';
import { createLogger, describeError, type Logger } from './telemetry/logger.js';
import { createMetrics } from './telemetry/metrics.js';
import { Adoption } from './verifications/adoption.js';
import { Erasures } from './verifications/erasures.js';
import { Feed } from './verifications/feed.js';
import { Housekeeping } from './verifications/housekeeping.js';
import { Journeys } from './verifications/mitek-journeys.js';
import { JourneyUpkeep } from './verifications/mitek-upkeep.js';
import { Redaction } from './verifications/redaction.js';
import { RedactionUpkeep } from './verifications/redaction-upkeep.js';
import { Rounds } from './verifications/rounds.js';
import { Tracker } from './verifications/tracker.js';
import { Verifications } from './verifications/verifications.js';
import { createOutgoingWebhooks } from './webhooks/deliveries/outgoing.js';
import { MITEK_CALLBACK_PATH, registerMitekCallback } from './webhooks/mitek-callback.js';
import { createCallbackGuard } from './webhooks/mitek-callback-guard.js';
import { PINGONE_CALLBACK_PATH, registerPingOneCallback } from './webhooks/pingone-callback.js';
import { registerPingOnePlatform } from './webhooks/pingone-platform.js';

const SWEEP_MS = 1_000;
const SUBSCRIBER_BUFFER = 64;
/** How long findings are kept where Mitek is not set up any more. */
const DATA_HOURS = 24;
const TRACKER = { concurrency: 16, leaseMs: 20_000, idleMs: 1_000 } as const;
const ADOPTION = { paceMs: 200, leaseMs: 40_000, idleMs: 5_000 } as const;
const MAX_CONNECTIONS = 20;

export interface AppOptions {
  readonly version: string;
  /** Tokens that the explorer offers by name. */
  readonly explorerTokens?: Readonly<Record<string, string>>;
}

export interface RunningApp {
  /** Where it listens, such as `http://127.0.0.1:4000`. */
  readonly url: string;
  readonly logger: Logger;
  /** Lets work in flight finish, sends socket clients elsewhere, and stops everything. */
  stop(): Promise<void>;
}

/**
 * Builds and starts the gateway. What was started is stopped again when a later part fails.
 * @throws when the database cannot be had or the port is taken
 */
export async function startApp(config: Config, options: AppOptions): Promise<RunningApp> {
  const logger = createLogger(config.logLevel);
  const stops: (() => Promise<unknown>)[] = [];
  const stopAll = async () => {
    for (const stop of stops.reverse().splice(0)) {
      await stop().catch((error: unknown) =>
        logger.warn({ err: describeError(error) }, 'A part did not stop cleanly.'),
      );
    }
  };
  try {
    return await start(config, options, logger, stops, stopAll);
  } catch (error) {
    await stopAll();
    throw error;
  }
}

async function start(
  config: Config,
  options: AppOptions,
  logger: Logger,
  stops: (() => Promise<unknown>)[],
  stopAll: () => Promise<void>,
): Promise<RunningApp> {
  const startedAt = new Date();
  const metrics = createMetrics();
  const keys = new Keys(config.secrets ?? [secretOfFolder(config.dataDir)]);
  const statusTokens = new StatusTokens(keys);
  const pictureAddresses = new PictureAddresses(keys);
  const tokens = new Tokens(config.auth, statusTokens);
  const mitekSetUp = setUpMitek(config, logger);
  // Parsed and built while the database starts.
  const schema = buildGatewaySchema([...resolvers]);
  enforceAccess(schema);

  const connection = await databaseUrls(config, logger, stops);
  const db = openDatabase(connection.url, {
    maxConnections: MAX_CONNECTIONS,
    onError: (error) => logger.warn({ err: describeError(error) }, 'A database connection broke.'),
  });
  stops.push(() => db.destroy());
  await migrate(db);

  const pingOne = createPingOne(config.pingOne, ({ source, method, pathTemplate, outcome, durationMs }) =>
    metrics.upstreamCalls.observe({ source, method, path: pathTemplate, outcome }, durationMs / 1000),
  );
  stops.push(() => pingOne.close());

  const mitek =
    mitekSetUp &&
    new Mitek(mitekSetUp, ({ source, method, pathTemplate, outcome, durationMs }) =>
      metrics.upstreamCalls.observe({ source, method, path: pathTemplate, outcome }, durationMs / 1000),
    );
  stops.push(async () => mitek?.close());

  const log = new StatusLog(db);
  const tracking = new Tracking(db);
  const starts = new Starts(db);
  const idempotency = new IdempotencyKeys(db);
  const otpAttempts = new OtpAttempts(db, OTP_LIMIT);
  const feed = new Feed(log, { sweepMs: SWEEP_MS, bufferSize: SUBSCRIBER_BUFFER }, logger, metrics);
  const watchers = createWatchers(pingOne, logger, metrics);
  let url = '';
  let draining = false;
  const verifications = new Verifications({
    log,
    tracking,
    starts,
    feed,
    verify: pingOne.verify,
    keys,
    metrics,
    callbackBase: () => `${config.publicUrl ?? url}${PINGONE_CALLBACK_PATH}`,
    firstPollInMs: config.pollFastMs,
  });
  const journeys = new Journeys({
    verifications,
    starts,
    store: new JourneyStore(db),
    inbox: new JourneyInbox(db),
    keys,
    mitek,
    callbackBase: () => `${config.publicUrl ?? url}${MITEK_CALLBACK_PATH}`,
    dataHours: mitekSetUp?.dataHours ?? DATA_HOURS,
    firstPollInMs: config.pollFastMs,
    logger,
    metrics,
  });
  const auditLog = new AuditLog(db, hashOf);
  const redaction = new Redaction({
    verifications,
    journeys,
    store: new Redactions(db),
    erasures: new Erasures(pingOne.verify, mitek, journeys.store, logger),
    auditLog,
    logger,
  });
  const tracker = new Tracker(
    tracking,
    {
      read: (claim, signal) =>
        claim.record.source === 'MITEK'
          ? journeys.reading.readClaimed(claim, signal)
          : verifications.readClaimed(claim, signal),
      expire: (claim) => verifications.expireClaimed(claim),
      isPolled: ({ source }) => source === 'PINGONE_VERIFY' || journeys.reading.arePolled,
    },
    { ...TRACKER, pace: { fastMs: config.pollFastMs, slowMs: config.pollSlowMs } },
    logger,
    metrics,
  );
  const platformEvents = new PlatformEvents(db);
  const adoption = new Adoption({ events: platformEvents, verify: pingOne.verify, verifications }, ADOPTION, logger);
  const cursors = new Cursors(keys);
  const outgoing = createOutgoingWebhooks(
    { db, log, keys, cursorOf: (position) => cursors.ofPosition(position), logger, metrics },
    { ...config.webhooks, drainMs: config.drainMs },
  );
  const services: Services = {
    pingOne,
    policies: new PolicyCache(pingOne.verify),
    otpGuard: new OtpGuard(otpAttempts),
    watchers,
    mfaPolicyId: config.mfaPolicyId,
    verifications,
    journeys,
    mitekEnvironment: mitekSetUp?.environment ?? 'live',
    verificationList: new VerificationList(db),
    statistics: new Statistics(db),
    auditLog,
    redaction,
    idempotency,
    cursors,
    webhooks: outgoing.webhooks,
    redirectOrigins: config.redirectOrigins,
    statusTokens,
    continueLinkOf: (pass) => `${config.publicUrl ?? url}${CONTINUE_PATH}/${statusTokens.linkSecretOf(pass)}`,
    pictureUrlOf: (place, expiresAt) =>
      `${config.publicUrl ?? url}${MEDIA_PATH}/${pictureAddresses.secretOf(place, expiresAt)}`,
    systemStatus: () =>
      readSystemStatus({
        version: options.version,
        startedAt,
        operations: rootFieldsOf(schema),
        pingOne,
        mitek,
        tokens,
        subscriptions: () => feed.active + watchers.active(),
        starts,
        tracking,
      }),
  };

  const formatError = createErrorFormatter(logger, { hideSchema: config.production });
  const operations = createHttpOperations({ schema, formatError, metrics, production: config.production });
  await operations.start();
  stops.push(() => operations.stop());

  const listener = new Listener(connection.directUrl, [LOG_CHANNEL, TRACKER_CHANNEL, WEBHOOK_CHANNEL], {
    onWake: (channel) => {
      if (channel === LOG_CHANNEL) feed.wake();
      if (channel === TRACKER_CHANNEL) tracker.wake();
      else outgoing.dispatcher.wake();
    },
    onConnected: () => {
      feed.wake();
      tracker.wake();
      outgoing.dispatcher.wake();
    },
    onError: (error) =>
      logger.warn({ err: describeError(error) }, 'The listening connection broke; the sweep goes on.'),
  });

  const app = await createServer({ corsOrigins: config.corsOrigins });
  await app.register((part) => registerGraphQL(part, { operations, services, tokens, formatError }));
  await app.register((part) => registerContinue(part, { statusTokens, verifications }));
  await app.register((part) =>
    registerMedia(part, { addresses: pictureAddresses, verify: pingOne.verify, formatError }),
  );
  const uploads = new DocumentUploads(schema);
  await app.register((part) => registerUploads(part, { uploads, services, tokens, formatError }));
  await app.register((part) => registerPingOneCallback(part, { starts, metrics }));
  if (config.platformWebhooks) {
    const { platformWebhooks, pingOne } = config;
    const { environmentId } = pingOne;
    const onNews = () => adoption.wake();
    await app.register((part) =>
      registerPingOnePlatform(part, { ...platformWebhooks, events: platformEvents, metrics, environmentId, onNews }),
    );
  }
  if (mitekSetUp) {
    const { profile, guard } = mitekSetUp;
    const { store, inbox } = journeys;
    await app.register((part) => registerMitekCallback(part, { store, inbox, profile, guard, keys, metrics }));
  }
  await app.register((part) =>
    registerHealth(
      part,
      async () => ({ database: await isMigrated(db).catch(() => false), accepting: !draining }),
      metrics,
    ),
  );
  if (!config.production) {
    const tokensByName = options.explorerTokens ?? {};
    await app.register((part) => registerExplorer(part, { graphqlPath: GRAPHQL_PATH, tokens: tokensByName }));
  }
  const sockets = new Sockets({
    operations: new SubscriptionOperations({ schema, services, formatError, production: config.production }),
    tokens,
    origins: config.corsOrigins,
    ownUrl: () => config.publicUrl ?? url,
    logger,
    metrics,
  });
  sockets.attach(app.server);

  await feed.start();
  stops.push(() => feed.stop());
  stops.push(() => watchers.stop());
  await listener.start();
  stops.push(() => listener.stop());
  url = await app.listen({ host: config.host, port: config.port });
  stops.push(async () => {
    draining = true;
    await Promise.all([sockets.drain(config.drainMs), closeWithin(app, config.drainMs)]);
  });
  tracker.start();
  stops.push(() => tracker.stop());
  if (config.platformWebhooks) {
    adoption.start();
    stops.push(() => adoption.stop());
  }
  outgoing.dispatcher.start();
  stops.push(() => outgoing.dispatcher.stop());
  const startUpkeep = new Rounds(
    {
      work: () => verifications.settleLeftStarts(),
      everyMs: 5_000,
      onFailure: 'What an interrupted create made could not be settled; it is tried again.',
    },
    logger,
  );
  startUpkeep.start();
  stops.push(() => startUpkeep.stop());
  const upkeep = new JourneyUpkeep(journeys, logger);
  upkeep.start();
  stops.push(() => upkeep.stop());
  const redactionUpkeep = new RedactionUpkeep(redaction, logger, metrics);
  redactionUpkeep.start();
  stops.push(() => redactionUpkeep.stop());
  const housekeeping = new Housekeeping(
    { log, starts, idempotency, otpAttempts, platformEvents, webhookDeliveries: outgoing.deliveries },
    config.statusLogDays,
    logger,
  );
  housekeeping.start();
  stops.push(() => housekeeping.stop());
  logger.info({ url, version: options.version, startMs: Date.now() - startedAt.getTime() }, 'The gateway is ready.');
  return { url, logger, stop: stopAll };
}

/**
 * What is needed to work with Mitek; null when it is not set up.
 * @throws ConfigError when the profile is wrong, or anybody could call back
 */
function setUpMitek({ mitek, production }: Config, logger: Logger) {
  if (mitek === null) return null;
  const profile = loadProfile(mitek.profileFile, mitek.apiVersion);
  const guard = createCallbackGuard(profile, mitek.callback);
  if (guard.isOpen) {
    const message = 'The profile of Mitek has one callback address for all journeys and asks callbacks for nothing.';
    if (production)
      throw new ConfigError([`${message} Add basic, header-secret, hmac or address-list to callback.auth.`]);
    logger.warn(`${message} Anybody who reaches it can decide journeys; production refuses to start so.`);
  }
  return { ...mitek, profile, guard };
}

async function databaseUrls(
  config: Config,
  logger: Logger,
  stops: (() => Promise<unknown>)[],
): Promise<{ readonly url: string; readonly directUrl: string }> {
  if (config.database) return config.database;
  const { url, stop } = await startEmbeddedPostgres({
    dataDir: config.dataDir,
    log: (message) => logger.info({ part: 'database' }, message),
  });
  stops.push(stop);
  return { url, directUrl: url };
}

function rootFieldsOf(schema: GraphQLSchema): readonly string[] {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  return roots.flatMap((root) => Object.keys(root?.getFields() ?? {}));
}
