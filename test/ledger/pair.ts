// Two gateways on one database, one of which is always about to be killed; and callers who do not give up.
import { setTimeout as delay } from 'node:timers/promises';
import { type Environment, Gateway } from '../support/gateway.js';
import { type Answer, Person } from '../support/person.js';
import type { Chance } from './chance.js';

const PAUSE_MS = 200;
/** An idempotency key stays with a caller's dead gateway for a minute, and the next one may be killed over it too: on a busy machine often. */
const PATIENCE_MS = 10 * 60_000;

export class Pair {
  /** How often one was killed. */
  kills = 0;
  /** How often a caller had to ask again. */
  retries = 0;
  private killing: Promise<void> | null = null;
  private stopKilling = new AbortController();

  private constructor(
    readonly gateways: readonly [Gateway, Gateway],
    private readonly chance: Chance,
  ) {}

  static async start(env: Environment, chance: Chance): Promise<Pair> {
    // One after the other: the first makes the tables.
    const first = await Gateway.start(env);
    return new Pair([first, await Gateway.start(env)], chance);
  }

  /** Origins of both, whether they run or not. */
  get urls(): readonly string[] {
    return this.gateways.map(({ url }) => url);
  }

  any(): Gateway {
    return this.chance.one(this.gateways);
  }

  /**
   * Kills the one or the other and starts it again.
   * @param everyMs on average; by chance, for in step with what waits for a time of its own the same would be hit again and again
   * @param downMs how long one stays dead
   */
  beginKilling(everyMs: number, downMs: number): void {
    const { signal } = this.stopKilling;
    const pause = (ms: number) => delay(ms, undefined, { signal }).catch(() => undefined);
    const kill = async () => {
      while (!signal.aborted) {
        await pause(everyMs * (0.5 + this.chance.next()));
        if (signal.aborted) return;
        const gateway = this.any();
        await gateway.kill();
        this.kills += 1;
        await pause(downMs);
        await gateway.restart();
      }
    };
    this.killing = kill();
  }

  /** Both run when it resolves, and go on to. @throws when one could not be started again */
  async endKilling(): Promise<void> {
    this.stopKilling.abort();
    await this.killing;
    this.killing = null;
  }

  async dispose(): Promise<void> {
    await this.endKilling().catch(() => undefined);
    await Promise.all(this.gateways.map((gateway) => gateway.dispose()));
  }

  /**
   * Asks either gateway until there is an answer without an error. A create must bring an idempotency key, as it may be asked twice.
   * @throws Error when there is none for ten minutes
   */
  async ask<Data>(token: string, document: string, variables: object): Promise<Data> {
    const giveUpAt = Date.now() + PATIENCE_MS;
    const answers = new Map<string, number>();
    for (;;) {
      const person = new Person({ gateway: this.any(), token, userId: null });
      const answer: Answer<Data> | null = await person.query<Data, object>(document, variables).catch(() => null);
      if (answer?.data && !answer.errors) return answer.data;
      const why = answer?.errors?.[0]?.extensions.code ?? 'no connection';
      answers.set(why, (answers.get(why) ?? 0) + 1);
      if (Date.now() > giveUpAt) throw new Error(`No answer: ${JSON.stringify([...answers])}`);
      this.retries += 1;
      await delay(PAUSE_MS);
    }
  }
}
