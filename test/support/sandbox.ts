// The sandbox as tests use it: started in this process on real HTTP, and driven through its control API.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Knobs } from '../../sandbox/src/control/knobs.js';
import type { Outcome } from '../../sandbox/src/control/walk.js';
import type { FaultInput } from '../../sandbox/src/http/faults.js';
import type { RequestEntry } from '../../sandbox/src/http/request-log.js';
import type { TrafficEntry } from '../../sandbox/src/http/traffic.js';
import type { TokenRequest } from '../../sandbox/src/issuer/tokens.js';
import type { MfaPolicyInput } from '../../sandbox/src/mfa/policies.js';
import type { JourneyRecord } from '../../sandbox/src/mitek/model.js';
import { type RunningSandbox, startSandbox } from '../../sandbox/src/server.js';
import type { PolicyInput } from '../../sandbox/src/verify/policies.js';
import { askControl } from './sandbox-control.js';

/** A transaction, or just its id. */
export type TransactionRef = string | { readonly id: string };

/** A verification is looked at by the gateway before it moves on: nobody can see a state that lasts no time. */
const TEST_KNOBS: Partial<Knobs> = { dwellMs: 400, callbackRetryBaseMs: 100 };

/** The vendors' own limits on requests, out of the way of tests that are about something else. */
export const NO_REQUEST_LIMITS = {
  verifyRequestsPerMinute: 1_000_000,
  directoryRequestsPerSecond: 1_000_000,
} as const satisfies Partial<Knobs>;

export class TestSandbox {
  private cleared: readonly TrafficEntry[] = [];

  private constructor(
    private readonly running: RunningSandbox,
    private readonly dataDir: string,
  ) {}

  /** @param options.mitekProfile file of the profile that Mitek goes by; default: that of the project */
  static async start(
    knobs: Partial<Knobs> = {},
    options: { readonly mitekProfile?: string } = {},
  ): Promise<TestSandbox> {
    const dataDir = mkdtempSync(join(tmpdir(), 'idgw-sandbox-'));
    const sandbox = new TestSandbox(await startSandbox({ dataDir, mitek: { profile: options.mitekProfile } }), dataDir);
    await sandbox.knobs({ ...TEST_KNOBS, ...knobs });
    return sandbox;
  }

  get ready(): RunningSandbox['ready'] {
    return this.running.ready;
  }

  /** Ids of the seeded policies by key: default, selfieOnly, documentOnly, contactCheck, short. */
  get policies(): RunningSandbox['ready']['policies'] {
    return this.ready.policies;
  }

  /** Walks to a final outcome; resolves when it is there and its callbacks are answered or given up. */
  finish(transaction: TransactionRef, outcome: 'SUCCESS' | 'FAIL' = 'SUCCESS', more: object = {}): Promise<void> {
    return this.move(transaction, outcome, more);
  }

  /** Walks to a status; resolves when it is there and its callbacks are answered or given up. */
  async move(transaction: TransactionRef, outcome: Outcome, more: object = {}): Promise<void> {
    await this.control('POST', `/sandbox/verify/${idOf(transaction)}?wait=1`, { outcome, ...more });
  }

  /** Sets the clock of the sandbox forward. */
  async advance(seconds: number): Promise<void> {
    await this.control('POST', '/sandbox/clock', { advanceSeconds: seconds });
  }

  /** Puts a fault in the way of calls. @returns takes it away again */
  async fault(fault: Partial<FaultInput>): Promise<() => Promise<void>> {
    const { id } = await this.control<{ id: string }>('POST', '/sandbox/faults', fault);
    return async () => {
      await this.control('DELETE', `/sandbox/faults/${id}`);
    };
  }

  async clearFaults(): Promise<void> {
    await this.control('DELETE', '/sandbox/faults');
  }

  /** The calls that reached PingOne's API, oldest first. */
  requests(): Promise<readonly RequestEntry[]> {
    return this.control('GET', '/sandbox/requests');
  }

  /** How many such calls reached them since they were last cleared. @param ending how their path ends */
  async countCalls(method: string, ending: string): Promise<number> {
    return (await this.requests()).filter((call) => call.method === method && call.path.endsWith(ending)).length;
  }

  /** What all calls since the start looked like, also those that were cleared from the list. */
  async traffic(): Promise<readonly TrafficEntry[]> {
    return [...this.cleared, ...(await this.control<readonly TrafficEntry[]>('GET', '/sandbox/traffic'))];
  }

  /** What the last such call looked like. @param ending how its path ends @throws Error when there was none */
  async lastCall(method: string, ending: string): Promise<TrafficEntry> {
    const calls = await this.traffic();
    const last = calls.findLast((call) => call.method === method && call.path.endsWith(ending));
    if (!last) throw new Error(`There was no ${method} of ${ending}.`);
    return last;
  }

  async clearRequests(): Promise<void> {
    this.cleared = await this.traffic();
    await this.control('DELETE', '/sandbox/requests');
  }

  knob<Name extends keyof Knobs>(name: Name, value: Knobs[Name]): Promise<void> {
    return this.knobs({ [name]: value });
  }

  async knobs(values: Partial<Knobs>): Promise<void> {
    await this.control('PUT', '/sandbox/knobs', values);
  }

  /** Notifications that would have been sent, newest first. */
  inbox(): Promise<readonly Record<string, unknown>[]> {
    return this.control('GET', '/sandbox/inbox');
  }

  /** A token of the sandbox's issuer for a demo person or any subject. */
  async token(request: TokenRequest): Promise<string> {
    return (await this.control<{ token: string }>('POST', '/sandbox/tokens', request)).token;
  }

  /** Adds a verify policy. @returns its id */
  async policy(input: Omit<PolicyInput, 'default'>): Promise<string> {
    return (await this.control<{ id: string }>('POST', '/sandbox/policies', input)).id;
  }

  /** Puts a piece of verified data into a transaction. @param data in PingOne's words */
  async addEvidence(transaction: TransactionRef, type: string, data: object, attempt = 1): Promise<void> {
    await this.control('POST', `/sandbox/verify/${idOf(transaction)}/verifiedData`, { type, data, attempt });
  }

  /** Puts a measurement into a transaction. @param data in PingOne's words */
  async addMetadata(transaction: TransactionRef, type: string, provider: string, data: object): Promise<void> {
    await this.control('POST', `/sandbox/verify/${idOf(transaction)}/metaData`, { type, provider, data });
  }

  /** What the clock of the vendors shows. */
  async now(): Promise<Date> {
    return new Date((await this.control<{ now: string }>('GET', '/sandbox/clock')).now);
  }

  /** Adds a device authentication policy. @returns its id */
  async mfaPolicy(input: MfaPolicyInput): Promise<string> {
    return (await this.control<{ id: string }>('POST', '/sandbox/mfa/policies', input)).id;
  }

  /** Id of a notification policy by its name. */
  async notificationPolicy(name: string): Promise<string> {
    const all = await this.control<readonly { id: string; name: string }[]>(
      'GET',
      '/sandbox/mfa/notification-policies',
    );
    const found = all.find((policy) => policy.name === name);
    if (!found) throw new Error(`There is no notification policy ${name}.`);
    return found.id;
  }

  /** What a token or an app shows: now, or so many passcodes later. */
  async passcode(deviceId: string, ahead = 0): Promise<string> {
    return (await this.control<{ otp: string }>('GET', `/sandbox/mfa/devices/${deviceId}/passcode?ahead=${ahead}`)).otp;
  }

  /** Pairs a device as PingID does by itself. @returns its id */
  async pairWithPingId(userId: string, type: 'PINGID_MOBILE' | 'PINGID_DESKTOP', nickname: string): Promise<string> {
    return (await this.control<{ id: string }>('POST', '/sandbox/mfa/devices', { userId, type, nickname })).id;
  }

  /** What phones are asked at the moment. */
  async phonePushes(): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const shown = await this.control<{ pushes: readonly Readonly<Record<string, unknown>>[] }>(
      'GET',
      '/sandbox/mfa/phone',
    );
    return shown.pushes;
  }

  /** Pairs a phone with a key. @param key its id, or the code that a person types @returns id of the device, null when it failed */
  async pairPhone(key: string, phone: object = {}): Promise<string | null> {
    const path = `/sandbox/mfa/pairing-keys/${key}/claim`;
    return (await this.control<{ device: { id: string } | null }>('POST', path, phone)).device?.id ?? null;
  }

  /** A journey at Mitek, by its reference. */
  journey(reference: string): Promise<JourneyRecord & { readonly link: string }> {
    return this.control('GET', `/sandbox/mitek/${reference}`);
  }

  /**
   * Decides a journey at Mitek, or lets something go wrong with its callback; resolves when its callbacks are settled.
   * @param body `{ outcome }`, `{ status, result?, reviewedBy?, delivery?, delayMs? }` or `{ forged }`
   */
  moveJourney(reference: string, body: object): Promise<{ readonly forgedAnswer?: string }> {
    return this.control('POST', `/sandbox/mitek/${reference}?wait=1`, body);
  }

  async stop(): Promise<void> {
    await this.running.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  private control<T>(method: string, path: string, body?: unknown): Promise<T> {
    return askControl(this.ready.control, method, path, body);
  }
}

export function idOf(transaction: TransactionRef): string {
  return typeof transaction === 'string' ? transaction : transaction.id;
}
