/** Starts and stops a whole sandbox: state, clock, issuer, PingOne's API, pages and control API on one origin, Mitek on another. */
import { join, resolve } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { KnobBoard } from './control/knob-board.js';
import { addControlRoutes } from './control/routes.js';
import { addRecordMatchingRoutes } from './directory/record-matching.js';
import { addUserRoutes } from './directory/routes.js';
import { addVerifyStatusRoutes } from './directory/verify-status.js';
import { addErrorAnswers, addJsonBodies } from './http/error-answers.js';
import { Faults } from './http/faults.js';
import { listen } from './http/listen.js';
import { answerOnlyTo, type OwnHosts } from './http/own-hosts.js';
import { pingOnePaths } from './http/pingone-paths.js';
import { RateLimits } from './http/rate-limit.js';
import { RequestLog } from './http/request-log.js';
import { Traffic } from './http/traffic.js';
import { addVendorHooks } from './http/vendor-hooks.js';
import { VendorRoutes } from './http/vendor-routes.js';
import { addWorkerAuth } from './http/worker-auth.js';
import { addIssuerRoutes } from './issuer/routes.js';
import { Tokens } from './issuer/tokens.js';
import { addAuthenticationCodeRoutes } from './mfa/authentication-codes/routes.js';
import { addAuthenticationDoor } from './mfa/authentications/door.js';
import { addAuthenticationRoutes } from './mfa/authentications/routes.js';
import { addMfaControl } from './mfa/control.js';
import { addDeviceRoutes } from './mfa/device-routes.js';
import { addPairingKeyRoutes } from './mfa/pairing-keys/routes.js';
import { addPhoneControl } from './mfa/phone-routes.js';
import { addMfaSettingsRoutes } from './mfa/settings-routes.js';
import { addMitekControl } from './mitek/control.js';
import { Mitek } from './mitek/mitek.js';
import { readProfile } from './mitek/profile.js';
import { MitekServer } from './mitek/server.js';
import { registerPages } from './pages/index.js';
import { type ReadyInfo, readyInfo } from './ready.js';
import { Sandbox } from './sandbox.js';
import { VendorClock } from './state/clock.js';
import { Log } from './state/log.js';
import { addNewPolicies, createState } from './state/seed.js';
import type { SandboxState } from './state/state.js';
import { StateStore } from './state/store.js';
import { Vault } from './state/vault.js';
import { Callbacks } from './verify/callbacks.js';
import { addCaptureRoutes } from './verify/capture-routes.js';
import { addDocumentRoutes } from './verify/document-routes.js';
import { addEvidenceRoutes } from './verify/evidence-routes.js';
import { Lifecycle } from './verify/lifecycle.js';
import { addPolicyRoutes } from './verify/policy-routes.js';
import { addTransactionRoutes, findTransaction } from './verify/transaction-routes.js';

const MAX_BODY_BYTES = 16 * 1024 * 1024;

export interface SandboxOptions {
  /** State goes to `sandbox/` in it, the log to `sandbox.log`. */
  readonly dataDir: string;
  /** Default 127.0.0.1. */
  readonly host?: string | undefined;
  /** Default 0: the port of the last run if it is free, else any. */
  readonly port?: number | undefined;
  /** Address under which others reach the sandbox; default the one it listens on. */
  readonly publicUrl?: string | undefined;
  /** Forget the state of earlier runs. */
  readonly fresh?: boolean | undefined;
  readonly mitek?: {
    /** As `port`, for Mitek. */
    readonly port?: number | undefined;
    readonly publicUrl?: string | undefined;
    /** File of the profile; default the one that comes with the project. */
    readonly profile?: string | undefined;
  };
}

export interface RunningSandbox {
  readonly url: string;
  readonly ready: ReadyInfo;
  /** Writes the state down and closes. Calling it again waits for the first call. */
  stop(): Promise<void>;
}

/**
 * Starts a sandbox in this process.
 * @throws Error when a port is taken, or the state or the profile of Mitek cannot be read
 */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const dataDir = resolve(options.dataDir);
  const profile = readProfile(options.mitek?.profile);
  const log = new Log(join(dataDir, 'sandbox.log'));
  const store = await StateStore.open(join(dataDir, 'sandbox'), options.fresh ?? false, createState, (error) =>
    log.warn('the state could not be written', { error: String(error) }),
  );
  const clock = new VendorClock(store);
  addNewPolicies(store.state);
  const vault = new Vault(join(dataDir, 'sandbox', 'vault'));
  vault.keepOnly(isNamedIn(store.state));
  const sandbox = new Sandbox(store, vault, clock, new KnobBoard(store), log);
  const callbacks = new Callbacks(sandbox);
  const lifecycle = new Lifecycle(sandbox, callbacks);
  const watched = { faults: new Faults(), requests: new RequestLog(), traffic: new Traffic() };
  const mitek = new Mitek(sandbox, profile);
  const { host, publicUrl } = options;
  const mitekServer = await MitekServer.create(mitek, watched, { host, publicUrl: options.mitek?.publicUrl });
  let tokens: Tokens | undefined;
  const app = await createApp(sandbox, lifecycle, callbacks, mitek, watched, { host, publicUrl }, () => {
    if (tokens === undefined) throw new Error('The sandbox is not listening yet.');
    return tokens;
  });

  const listening = await listen(app, { host, port: options.port, lastPort: store.state.port, publicUrl });
  store.state.port = listening.port;
  store.changed();
  sandbox.origin = listening.origin;
  await mitekServer.listen({ host, port: options.mitek?.port, publicUrl: options.mitek?.publicUrl });
  tokens = await Tokens.create(store.state, `${sandbox.origin}/${store.state.environmentId}/as`);
  lifecycle.resume();
  log.info('ready', { url: sandbox.origin, mitek: mitek.origin });

  let stopped: Promise<void> | undefined;
  return {
    url: sandbox.origin,
    ready: await readyInfo(sandbox, tokens, mitek),
    stop() {
      stopped ??= stop(app, lifecycle, callbacks, mitekServer, store, log);
      return stopped;
    },
  };
}

async function createApp(
  sandbox: Sandbox,
  lifecycle: Lifecycle,
  callbacks: Callbacks,
  mitek: Mitek,
  watched: { readonly faults: Faults; readonly requests: RequestLog; readonly traffic: Traffic },
  hosts: OwnHosts,
  tokens: () => Tokens,
): Promise<FastifyInstance> {
  const { clock, knobs, log, state } = sandbox;
  const { environmentId } = state;
  const limits = new RateLimits(clock, knobs);
  const app = Fastify({
    bodyLimit: MAX_BODY_BYTES,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 500 },
  });
  addErrorAnswers(app, log);
  addJsonBodies(app);
  addVendorHooks(app, { ...watched, paths: pingOnePaths(environmentId), log });

  await app.register(async (issuer) => addIssuerRoutes(issuer, state, tokens));
  await app.register(
    async (api) => {
      addWorkerAuth(api, { environmentId, tokens, knobs, limits });
      const routes = new VendorRoutes(api);
      addUserRoutes(routes, sandbox);
      addPolicyRoutes(routes, sandbox);
      addTransactionRoutes(routes, sandbox, lifecycle);
      addEvidenceRoutes(routes, sandbox);
      addDocumentRoutes(routes, sandbox, lifecycle, (call) => findTransaction(sandbox, call));
      addVerifyStatusRoutes(routes, sandbox);
      addRecordMatchingRoutes(routes, sandbox);
      addDeviceRoutes(routes, sandbox);
      addMfaSettingsRoutes(routes, sandbox);
      addPairingKeyRoutes(routes, sandbox);
      routes.refuseOtherMethods();
    },
    { prefix: '/v1/environments/:environmentId' },
  );
  await app.register(
    async (host) => {
      addAuthenticationDoor(host, sandbox, tokens);
      const routes = new VendorRoutes(host);
      addAuthenticationRoutes(routes, sandbox);
      addAuthenticationCodeRoutes(routes, sandbox);
      routes.refuseOtherMethods();
    },
    { prefix: '/:environmentId' },
  );
  await app.register(async (open) => {
    answerOnlyTo(open, hosts);
    addCaptureRoutes(open, sandbox, lifecycle);
    addPhoneControl(open, sandbox);
    addControlRoutes(open, { ...watched, sandbox, lifecycle, callbacks, mitek, limits, tokens });
    addMfaControl(open, sandbox);
    addMitekControl(open, mitek);
    registerPages(open, { environmentId });
  });
  return app;
}

async function stop(
  app: FastifyInstance,
  lifecycle: Lifecycle,
  callbacks: Callbacks,
  mitekServer: MitekServer,
  store: StateStore,
  log: Log,
): Promise<void> {
  const closing = [lifecycle.close(), callbacks.close(), mitekServer.close()];
  await app.close();
  await Promise.all(closing);
  await store.close();
  log.info('stopped');
  log.close();
}

/** Whether an id of the vault still belongs to something. */
function isNamedIn({ transactions }: SandboxState): (id: string) => boolean {
  const ids = new Set<string>();
  for (const { documents, previousDocuments, evidence } of transactions.values()) {
    for (const { id } of [...documents, ...previousDocuments, ...evidence]) ids.add(id);
  }
  return (id) => ids.has(id);
}
