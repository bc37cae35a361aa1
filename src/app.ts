// Knows every part: builds them, wires them, starts them, and stops them in the right order. Groups of parts are put together in app/.
import { createTracker, startBackground } from './app/background.js';
import { createListener } from './app/listener.js';
import { createMitek, setUpMitek } from './app/mitek.js';
import { registerRoutes } from './app/routes.js';
import { Stops } from './app/stops.js';
import { openStore } from './app/store.js';
import { hashOf } from './audit/chain.js';
import { Denials } from './audit/denials.js';
import { enforceAccess } from './auth/enforce.js';
import { Keys, secretOfFolder } from './auth/keys.js';
import { StatusTokens } from './auth/status-token.js';
import { Tokens } from './auth/tokens.js';
import { MESSAGE_LIMIT, MessageGuard } from './authentications/message-guard.js';
import { OTP_LIMIT, OtpGuard } from './authentications/otp-guard.js';
import { createWatchers } from './authentications/watchers.js';
import type { Config } from './config/config.js';
import type { ObservedCall } from './datasources/http/call.js';
import { createCallLog } from './datasources/http/call-log.js';
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
import { CONTINUE_PATH } from './server/continue.js';
import { MEDIA_PATH } from './server/media.js';
import { closeWithin, createServer } from './server/server.js';
import { Sockets } from './server/sockets.js';
import { AuditLog } from './store/audit-log.js';
import { IdempotencyKeys } from './store/idempotency.js';
import { isMigrated } from './store/migrations.js';
import { OtpAttempts } from './store/otp-attempts.js';
import { PlatformEvents } from './store/platform-events.js';
import { Redactions } from './store/redactions.js';
import { SentMessages } from './store/sent-messages.js';
import { Starts } from './store/starts.js';
import { Statistics } from './store/statistics.js';
import { StatusLog } from './store/status-log.js';
import { Tracking } from './store/tracking.js';
import { VerificationList } from './store/verification-list.js';
import { createLogger, type Logger } from './telemetry/logger.js';
import { createMetrics } from './telemetry/metrics.js';
import { Adoption } from './verifications/adoption.js';
import { Erasures } from './verifications/erasures.js';
import { Feed } from './verifications/feed.js';
import { Redaction } from './verifications/redaction.js';
import { Verifications } from './verifications/verifications.js';
import { Watching } from './verifications/watching.js';
import { createOutgoingWebhooks } from './webhooks/deliveries/outgoing.js';
import { PINGONE_CALLBACK_PATH } from './webhooks/pingone-callback.js';

const SWEEP_MS = 1_000;
const SUBSCRIBER_BUFFER = 64;
const ADOPTION = { paceMs: 200, leaseMs: 40_000, idleMs: 5_000 } as const;

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
  const stops = new Stops(logger);
  try {
    return await start(config, options, logger, stops);
  } catch (error) {
    await stops.all();
    throw error;
  }
}

async function start(config: Config, options: AppOptions, logger: Logger, stops: Stops): Promise<RunningApp> {
  const startedAt = new Date();
  const metrics = createMetrics();
  const keys = new Keys(config.secrets ?? [secretOfFolder(config.dataDir)]);
  const statusTokens = new StatusTokens(keys);
  const pictureAddresses = new PictureAddresses(keys);
  const tokens = new Tokens(config.auth, statusTokens);
  const mitekSetUp = setUpMitek(config, logger);
  const schema = buildGatewaySchema([...resolvers]);
  enforceAccess(schema);
  const { db, directUrl } = await openStore(config, logger, stops);
  let url = '';
  let draining = false;
  const publicUrl = () => config.publicUrl ?? url;

  const logCall = createCallLog(logger);
  const onCall = (call: ObservedCall) => {
    const { source, method, pathTemplate, outcome, durationMs } = call;
    metrics.upstreamCalls.observe({ source, method, path: pathTemplate, outcome }, durationMs / 1000);
    logCall(call);
  };
  const pingOne = createPingOne(config.pingOne, onCall);
  stops.add(() => pingOne.close());

  const log = new StatusLog(db);
  const tracking = new Tracking(db);
  const starts = new Starts(db);
  const idempotency = new IdempotencyKeys(db, (text) => keys.macs('repeated input', Buffer.from(text)));
  const otpAttempts = new OtpAttempts(db, OTP_LIMIT);
  const feed = new Feed(log, { sweepMs: SWEEP_MS, bufferSize: SUBSCRIBER_BUFFER }, logger, metrics);
  const watchers = createWatchers(pingOne, logger, metrics);
  const firstPollInMs = config.pollFastMs;
  const verifications = new Verifications({
    log,
    tracking,
    starts,
    verify: pingOne.verify,
    keys,
    metrics,
    callbackBase: () => `${publicUrl()}${PINGONE_CALLBACK_PATH}`,
    firstPollInMs,
  });
  const { mitek, journeys } = createMitek(
    mitekSetUp,
    { db, verifications, starts, keys, publicUrl, firstPollInMs, onCall, logger, metrics },
    stops,
  );
  const auditLog = new AuditLog(db, hashOf);
  const denials = new Denials(auditLog, logger);
  stops.begin(denials);
  const redaction = new Redaction({
    verifications,
    journeys,
    store: new Redactions(db),
    erasures: new Erasures(pingOne.verify, mitek, journeys.store, logger),
    auditLog,
    logger,
  });
  const tracker = createTracker(config, { tracking, verifications, journeys, logger, metrics });
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
    messageGuard: new MessageGuard(new SentMessages(db, MESSAGE_LIMIT)),
    watchers,
    mfaPolicyId: config.mfaPolicyId,
    verifications,
    watching: new Watching(log, feed),
    journeys,
    mitekEnvironment: mitekSetUp?.environment ?? 'live',
    verificationList: new VerificationList(db),
    statistics: new Statistics(db),
    auditLog,
    denials,
    redaction,
    idempotency,
    cursors,
    webhooks: outgoing.webhooks,
    redirectOrigins: config.redirectOrigins,
    statusTokens,
    continueLinkOf: (pass) => `${publicUrl()}${CONTINUE_PATH}/${statusTokens.linkSecretOf(pass)}`,
    pictureUrlOf: (place, expiresAt) => `${publicUrl()}${MEDIA_PATH}/${pictureAddresses.secretOf(place, expiresAt)}`,
    systemStatus: () =>
      readSystemStatus({
        version: options.version,
        startedAt,
        schema,
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
  stops.add(() => operations.stop());

  const listener = createListener(directUrl, { feed, tracker, dispatcher: outgoing.dispatcher }, logger);
  const app = await createServer(config);
  await registerRoutes(app, config, {
    operations,
    services,
    tokens,
    formatError,
    schema,
    pingOne,
    pictureAddresses,
    starts,
    journeys,
    mitekSetUp,
    platformEvents,
    onNews: () => adoption.wake(),
    keys,
    metrics,
    readiness: async () => ({ database: await isMigrated(db).catch(() => false), accepting: !draining }),
    explorerTokens: options.explorerTokens ?? {},
  });
  const sockets = new Sockets({
    operations: new SubscriptionOperations({ schema, services, formatError, production: config.production }),
    tokens,
    origins: config.corsOrigins,
    ownUrl: publicUrl,
    trustedProxies: config.trustedProxies,
    logger,
    metrics,
  });
  sockets.attach(app.server);

  await feed.start();
  stops.add(() => feed.stop());
  stops.add(() => watchers.stop());
  await listener.start();
  stops.add(() => listener.stop());
  url = await app.listen({ host: config.host, port: config.port });
  stops.add(async () => {
    draining = true;
    await Promise.all([sockets.drain(config.drainMs), closeWithin(app, config.drainMs)]);
  });
  startBackground(stops, config, {
    tracker,
    adoption,
    outgoing,
    verifications,
    journeys,
    redaction,
    log,
    starts,
    idempotency,
    otpAttempts,
    platformEvents,
    logger,
    metrics,
  });
  logger.info({ url, version: options.version, startMs: Date.now() - startedAt.getTime() }, 'The gateway is ready.');
  return { url, logger, stop: () => stops.all() };
}
