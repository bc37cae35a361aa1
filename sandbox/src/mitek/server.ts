/** Mitek's own origin: the request API and the pages of journeys, started and stopped. */
import Fastify, { type FastifyInstance } from 'fastify';
import { addJsonBodies } from '../http/error-answers.js';
import type { Faults } from '../http/faults.js';
import { type ListenOptions, listen } from '../http/listen.js';
import { answerOnlyTo, type OwnHosts } from '../http/own-hosts.js';
import type { RequestLog } from '../http/request-log.js';
import type { Traffic } from '../http/traffic.js';
import { addVendorHooks } from '../http/vendor-hooks.js';
import { ASSETS_PATH } from '../pages/layout.js';
import { addMitekErrors } from './errors.js';
import type { Mitek } from './mitek.js';
import { addJourneyPages } from './page-routes.js';
import { addMitekRoutes } from './routes.js';

const MAX_BODY_BYTES = 1024 * 1024;

export class MitekServer {
  private constructor(
    private readonly app: FastifyInstance,
    private readonly mitek: Mitek,
  ) {}

  static async create(
    mitek: Mitek,
    watched: { readonly faults: Faults; readonly requests: RequestLog; readonly traffic: Traffic },
    hosts: OwnHosts,
  ): Promise<MitekServer> {
    const { log } = mitek.sandbox;
    const app = Fastify({ bodyLimit: MAX_BODY_BYTES, forceCloseConnections: true });
    addMitekErrors(app, log);
    addJsonBodies(app);
    const isVendor = (url: string) => !isPage(url);
    addVendorHooks(app, { ...watched, log, paths: { isVendor, isListed: (_method, url) => isVendor(url) } });
    await app.register(async (api) => addMitekRoutes(api, mitek));
    await app.register(async (open) => {
      answerOnlyTo(open, hosts);
      addJourneyPages(open, mitek);
    });
    return new MitekServer(app, mitek);
  }

  /** Takes up what an earlier run left, too. @throws Error when the port is taken */
  async listen(options: Omit<ListenOptions, 'lastPort'>): Promise<void> {
    const { state, store } = this.mitek.sandbox;
    const { port, origin } = await listen(this.app, { ...options, lastPort: state.mitek.port });
    state.mitek.port = port;
    store.changed();
    this.mitek.origin = origin;
    this.mitek.journeys.resume();
  }

  async close(): Promise<void> {
    const closing = [this.mitek.journeys.close(), this.mitek.callbacks.close()];
    await this.app.close();
    await Promise.all(closing);
  }
}

/** The pages of journeys, what they are made of and their private calls are no calls of a client of the API. */
function isPage(url: string): boolean {
  return url.startsWith(ASSETS_PATH) || /^\/[^/]+\/checkid\//.test(url);
}
