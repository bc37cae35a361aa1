// The subscribers of the ledger: some follow everybody, some one verification each; all are cut off often.
import { WatchJourneyDocument } from '../generated/graphql.js';
import type { TestDatabase } from '../support/databases.js';
import { until } from '../support/waiting.js';
import type { Subject } from './creates.js';
import { type Change, type Findings, Follower, type Following } from './follower.js';
import type { Pair } from './pair.js';

const BEGINNING = '{ verifications(first: 1) { feedCursor } }';
const CATCH_UP_MS = 60_000;

export class Crowd {
  private readonly everybody: Follower[] = [];
  private readonly ones = new Map<Subject['source'], Follower[]>([
    ['PINGONE_VERIFY', []],
    ['MITEK', []],
  ]);

  private constructor(
    private readonly pair: Pair,
    private readonly token: string,
  ) {}

  /**
   * Three who follow everybody: one at each gateway as long as it lives, and one who comes and goes.
   * @param token of somebody who may read everything
   */
  static async gather(pair: Pair, token: string): Promise<Crowd> {
    const crowd = new Crowd(pair, token);
    const { verifications } = await pair.ask<{ verifications: { feedCursor: string } }>(token, BEGINNING, {});
    const [one, other] = pair.gateways;
    const next = () => pair.any();
    for (const how of [
      { name: 'at the first gateway', next: () => one, restlessMs: null },
      { name: 'at the second gateway', next: () => other, restlessMs: null },
      { name: 'restless', next, restlessMs: 1_500 },
    ]) {
      crowd.everybody.push(Follower.ofEverybody({ ...how, token }, verifications.feedCursor));
    }
    return crowd;
  }

  get size(): number {
    return this.all.length;
  }

  /** How often subscriptions were opened. */
  get connections(): number {
    return this.all.reduce((sum, { connections }) => sum + connections, 0);
  }

  /** Codes of errors that subscriptions ended with. */
  get errors(): readonly string[] {
    return [...new Set(this.all.flatMap(({ errors }) => errors))];
  }

  sizeOf(source: Subject['source']): number {
    return this.ones.get(source)?.length ?? 0;
  }

  /** Someone follows this one until it is over. */
  follow({ source, id }: Subject): void {
    const how: Following = {
      name: `of ${id}`,
      token: this.token,
      next: () => this.pair.any(),
      restlessMs: this.sizeOf(source) % 4 === 0 ? 2_000 : null,
    };
    const document = source === 'MITEK' ? [WatchJourneyDocument.toString()] : [];
    this.ones.get(source)?.push(Follower.ofOne(how, id, ...document));
  }

  /** Waits until everybody has seen what there is; who has not by then has lost it. Then they all leave. */
  async catchUp(database: TestDatabase): Promise<void> {
    const log = await logOf(database);
    const behind = () => this.all.filter((follower) => follower.compare(log).lost.length > 0).length;
    await until('every subscriber has seen everything', behind, (count) => count === 0, CATCH_UP_MS).catch(
      () => undefined,
    );
    await this.leave();
  }

  /** What all of them together found. */
  async compare(database: TestDatabase): Promise<Findings> {
    const log = await logOf(database);
    const findings = this.all.map((follower) => follower.compare(log));
    return {
      lost: findings.flatMap(({ lost }) => lost),
      duplicated: findings.flatMap(({ duplicated }) => duplicated),
      outOfOrder: findings.flatMap(({ outOfOrder }) => outOfOrder),
    };
  }

  async leave(): Promise<void> {
    await Promise.all(this.all.map((follower) => follower.stop()));
  }

  private get all(): readonly Follower[] {
    return [...this.everybody, ...[...this.ones.values()].flat()];
  }
}

async function logOf(database: TestDatabase): Promise<readonly Change[]> {
  const rows = await database.sql(
    'select verification_id as id, version from verification_events where grew order by position',
  );
  return rows.map(({ id, version }) => ({ id: String(id), version: Number(version) }));
}
