/** A sandbox for tests of what passes by in MFA: authentications, pairing keys, codes, and the phone. */
import { z } from 'zod';
import { type Answer, type Json, TestSandbox } from '../test-sandbox.js';
import { SEED_MFA_POLICIES } from './seed.js';

export class FlowTester {
  private token = '';

  private constructor(
    readonly sandbox: TestSandbox,
    /** Ids of the seeded policies by key. */
    readonly policies: { readonly [key: string]: string },
  ) {}

  static async start(): Promise<FlowTester> {
    const sandbox = await TestSandbox.start();
    const tester = new FlowTester(sandbox, await policiesByKey(sandbox));
    const { clientId, clientSecret } = sandbox.ready;
    const answer = await sandbox.requestToken(clientId, clientSecret);
    tester.token = z.object({ access_token: z.string() }).parse(answer.json).access_token;
    return tester;
  }

  /** Address of the environment on the authentication host. */
  get base(): string {
    return `/${this.sandbox.ready.environmentId}`;
  }

  stop(): Promise<void> {
    return this.sandbox.stop();
  }

  async reset(): Promise<void> {
    await this.sandbox.call('POST', '/sandbox/reset');
  }

  turn(knobs: object): Promise<void> {
    return this.sandbox.turn(knobs);
  }

  /** Moves the vendor's clock. */
  async wait(advanceSeconds: number): Promise<void> {
    await this.sandbox.call('POST', '/sandbox/clock', { advanceSeconds });
  }

  /** A call with the worker's token. */
  call(method: string, path: string, body?: unknown, contentType?: string): Promise<Answer> {
    return this.sandbox.call(method, path, body, {
      token: this.token,
      ...(contentType === undefined ? {} : { contentType }),
    });
  }

  control(method: string, path: string, body?: unknown): Promise<Answer> {
    return this.sandbox.call(method, `/sandbox/mfa${path}`, body);
  }

  /** Starts an authentication of alice. */
  authenticate(body: object = {}): Promise<Answer> {
    const user = { id: this.sandbox.ready.users.alice };
    return this.call('POST', `${this.base}/deviceAuthentications`, { user, ...body });
  }

  read(started: { readonly json: Json }): Promise<Answer> {
    return this.call('GET', `${this.base}/deviceAuthentications/${started.json.id}`);
  }

  /** @param action last part of the media type, without its ending */
  act(started: { readonly json: Json }, action: string, body: object): Promise<Answer> {
    const path = `${this.base}/deviceAuthentications/${started.json.id}`;
    return this.call('POST', path, body, `application/vnd.pingidentity.${action}+json`);
  }

  /** Makes a pairing key of alice and uses it. @returns id of the device */
  async pairPhone(phone: object = {}): Promise<string> {
    const key = await this.sandbox.api('POST', `${this.sandbox.alice}/pairingKeys`, {});
    const { json } = await this.control('POST', `/pairing-keys/${key.json.id}/claim`, phone);
    return z.object({ device: z.object({ id: z.string() }) }).parse(json).device.id;
  }

  /** The passcode of the newest message to an address. */
  async newestCode(address: string): Promise<string | undefined> {
    const { json } = await this.sandbox.call('GET', '/sandbox/inbox');
    const messages = z.array(z.object({ to: z.string(), code: z.string() })).parse(json);
    return messages.find(({ to }) => to === address)?.code;
  }
}

const policyList = z.object({
  _embedded: z.object({ deviceAuthenticationPolicies: z.array(z.object({ id: z.string(), name: z.string() })) }),
});

async function policiesByKey(sandbox: TestSandbox): Promise<{ readonly [key: string]: string }> {
  const { json } = await sandbox.api('GET', '/deviceAuthenticationPolicies');
  const { deviceAuthenticationPolicies: policies } = policyList.parse(json)._embedded;
  const idOf = (name: string) => policies.find((policy) => policy.name === name)?.id;
  const ids = Object.entries(SEED_MFA_POLICIES).map(([key, { name }]) => [key, idOf(name) ?? '']);
  return Object.fromEntries(ids);
}
