// The vendors as a process of their own, as the ledger needs them: it has enough to do itself.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Knobs } from '../../sandbox/src/control/knobs.js';
import type { JourneyRecord } from '../../sandbox/src/mitek/model.js';
import type { ReadyInfo } from '../../sandbox/src/ready.js';
import { askControl } from '../support/sandbox-control.js';
import { within } from '../support/waiting.js';

const MAIN = fileURLToPath(new URL('../../sandbox/dist/main.js', import.meta.url));
const ALL = 1_000_000;

/** A transaction as PingOne knows it. */
export interface TrueTransaction {
  readonly id: string;
  readonly status: string;
}

export class SandboxProcess {
  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    readonly ready: ReadyInfo,
  ) {}

  /** @param mitekProfile file of the profile that Mitek goes by; undefined: that of the project */
  static async start(knobs: Partial<Knobs>, mitekProfile?: string): Promise<SandboxProcess> {
    const folder = mkdtempSync(join(tmpdir(), 'idgw-ledger-sandbox-'));
    const profile = mitekProfile === undefined ? [] : ['--mitek-profile', mitekProfile];
    const child = spawn(process.execPath, [MAIN, '--json', '--exit-with-parent', '--data-dir', folder, ...profile], {
      // Its standard input is what tells it that this process has gone.
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const [line] = await within(once(createInterface({ input: child.stdout }), 'line'), 'the sandbox is ready');
    const sandbox = new SandboxProcess(child, folder, JSON.parse(String(line)) as ReadyInfo);
    await sandbox.control('PUT', '/sandbox/knobs', knobs);
    return sandbox;
  }

  /** Sends a person through a transaction. Resolves when it has begun. */
  async walk(transactionId: string, outcome: 'SUCCESS' | 'FAIL'): Promise<void> {
    await this.control('POST', `/sandbox/verify/${transactionId}`, { outcome });
  }

  /** Sends a person through a journey, or out of it. Resolves when it has begun. */
  async walkJourney(reference: string, body: object): Promise<void> {
    await this.control('POST', `/sandbox/mitek/${reference}`, body);
  }

  /** Every journey that Mitek has. */
  journeys(): Promise<readonly JourneyRecord[]> {
    return this.control('GET', `/sandbox/mitek?limit=${ALL}`);
  }

  /** A token of this person. */
  async token(user: string): Promise<string> {
    return (await this.control<{ token: string }>('POST', '/sandbox/tokens', { user })).token;
  }

  /** Every transaction that PingOne has of these people, asked for as the worker application does. */
  async transactions(userIds: readonly string[]): Promise<readonly TrueTransaction[]> {
    const { issuer, clientId, clientSecret, pingone, environmentId } = this.ready;
    const credentials = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
    const signedIn = await fetch(`${issuer}/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${credentials}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=client_credentials',
    });
    const { access_token: token } = (await signedIn.json()) as { access_token: string };
    const all: TrueTransaction[] = [];
    for (const userId of userIds) {
      const listed = await fetch(`${pingone}/v1/environments/${environmentId}/users/${userId}/verifyTransactions`, {
        headers: { authorization: `Bearer ${token}` },
      });
      const { _embedded: embedded } = (await listed.json()) as {
        _embedded: { verifyTransactions: { id: string; transactionStatus: { status: string } }[] };
      };
      all.push(...embedded.verifyTransactions.map(({ id, transactionStatus: { status } }) => ({ id, status })));
    }
    return all;
  }

  async stop(): Promise<void> {
    const gone = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await within(gone, 'the sandbox stops');
    rmSync(this.folder, { recursive: true, force: true });
  }

  private control<T>(method: string, path: string, body?: unknown): Promise<T> {
    return askControl(this.ready.control, method, path, body);
  }
}
