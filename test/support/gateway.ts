// The built gateway as a process of its own: started, killed, started again, stopped.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { TestSandbox } from './sandbox.js';
import { within } from './waiting.js';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** What a gateway says of itself when it is ready. */
export interface Addresses {
  readonly graphql: string;
  readonly subscriptions: string;
  readonly explorer: string;
  readonly health: string;
}

/** How a process ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export type Environment = Readonly<Record<string, string>>;

/** A gateway with the sandbox as its PingOne; quick to poll, so that tests are. */
export function environmentFor({ ready }: Pick<TestSandbox, 'ready'>, databaseUrl: string): Environment {
  return {
    PATH: process.env.PATH ?? '',
    HOME: process.env.HOME ?? '',
    LOG_LEVEL: 'info',
    DATABASE_URL: databaseUrl,
    GATEWAY_SECRETS: 'a-secret-of-the-tests-and-of-nothing-else',
    PINGONE_API_URL: ready.pingone,
    PINGONE_AUTH_URL: ready.pingone,
    PINGONE_ENVIRONMENT_ID: ready.environmentId,
    PINGONE_CLIENT_ID: ready.clientId,
    PINGONE_CLIENT_SECRET: ready.clientSecret,
    MITEK_URL: ready.mitek,
    MITEK_API_VERSION: ready.mitekApiVersion,
    MITEK_CLIENT_ID: ready.mitekClientId,
    MITEK_CLIENT_SECRET: ready.mitekClientSecret,
    AUTH_ISSUER: ready.issuer,
    AUTH_JWKS_URL: ready.jwks,
    AUTH_PERMISSIONS: JSON.stringify({
      admin: ['*'],
      support: ['USERS_READ', 'VERIFY_READ', 'VERIFY_WRITE', 'MITEK_READ', 'MITEK_WRITE', 'MFA_READ', 'PII_REVEAL'],
    }),
    POLL_FAST_SECONDS: '0.1',
    POLL_SLOW_SECONDS: '0.5',
  };
}

export class Gateway {
  private child: ChildProcess | null = null;
  private addresses: Addresses | null = null;
  private log = '';
  private readonly folder = mkdtempSync(join(tmpdir(), 'idgw-gateway-'));

  private constructor(private readonly env: Environment) {}

  /** @throws Error with the log when it does not become ready */
  static async start(env: Environment): Promise<Gateway> {
    const gateway = new Gateway(env);
    await gateway.run('0').catch(async (error: unknown) => {
      await gateway.dispose();
      throw error;
    });
    return gateway;
  }

  get graphql(): string {
    return this.address.graphql;
  }

  get subscriptions(): string {
    return this.address.subscriptions;
  }

  /** Origin, such as `http://127.0.0.1:4000`. */
  get url(): string {
    return new URL(this.graphql).origin;
  }

  get pid(): number {
    const { pid } = this.running;
    if (pid === undefined) throw new Error('The gateway has no process.');
    return pid;
  }

  /** Everything it has logged so far, over all its lives. */
  logs(): string {
    return this.log;
  }

  /** Ends the process with no chance to tidy up, as a crash does. */
  async kill(): Promise<Exit> {
    return this.end('SIGKILL');
  }

  /** Asks it to stop. @returns how it ended */
  async stop(): Promise<Exit> {
    return this.end('SIGTERM');
  }

  /** Starts it again on the same port, after ending it if need be. */
  async restart(): Promise<void> {
    const { port } = new URL(this.graphql);
    await this.kill();
    await this.run(port);
  }

  /** Sends a signal without waiting. @returns resolves with how it ends */
  signal(signal: NodeJS.Signals): Promise<Exit> {
    const exit = exitOf(this.running);
    this.running.kill(signal);
    return exit;
  }

  /** One metric's value summed over its labels; 0 when it is not there. @param label only with this, such as `code="1013"` */
  async metric(name: string, label = ''): Promise<number> {
    const text = await (await fetch(`${this.url}/metrics`)).text();
    const lines = text.split('\n').filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`));
    return lines.filter((line) => line.includes(label)).reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  }

  /** Ends it for good and removes its folder. */
  async dispose(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get running(): ChildProcess {
    if (!this.child) throw new Error('The gateway was never started.');
    return this.child;
  }

  private get address(): Addresses {
    if (!this.addresses) throw new Error('The gateway is not ready.');
    return this.addresses;
  }

  private async end(signal: NodeJS.Signals): Promise<Exit> {
    if (!this.child) return { code: null, signal: null };
    const exit = exitOf(this.child);
    this.child.kill(signal);
    return within(exit, `the gateway ends after ${signal}`);
  }

  private async run(port: string): Promise<void> {
    const child = spawn(process.execPath, [MAIN, 'start', '--json', '--port', port], {
      cwd: this.folder,
      env: { DATA_DIR: join(this.folder, 'data'), ...this.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    const endWithTests = () => child.kill('SIGKILL');
    process.once('exit', endWithTests);
    child.once('exit', () => process.off('exit', endWithTests));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.log += text;
    });
    const ended = exitOf(child).then(() => Promise.reject(new Error(`The gateway did not start:\n${this.log}`)));
    const ready = once(createInterface({ input: child.stdout }), 'line');
    const [line] = await within(Promise.race([ready, ended]), 'the gateway is ready');
    ended.catch(() => undefined);
    this.addresses = JSON.parse(String(line)) as Addresses;
  }
}

async function exitOf(child: ChildProcess): Promise<Exit> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return { code: child.exitCode, signal: child.signalCode };
}
