// The balance of the ledger: what the vendors decided against what the gateways say, and what subscribers saw.
import type { TestDatabase } from '../support/databases.js';
import type { LedgerPerson, Subject } from './creates.js';
import type { Crowd } from './crowd.js';
import type { Pair } from './pair.js';
import type { SandboxProcess } from './sandbox-process.js';
import { finalsIn, type Wire } from './wire.js';

/** Lines to print, and whether all is as it must be. */
export interface Balance {
  readonly isRight: boolean;
  readonly lines: readonly string[];
}

interface Books {
  readonly way: 'asked' | 'told';
  readonly subjects: readonly Subject[];
  /** Ids of those of which nothing more was heard before their deadline. */
  readonly silent: ReadonlySet<string>;
  readonly wire: Wire;
  readonly sandbox: SandboxProcess;
  readonly database: TestDatabase;
  readonly pair: Pair;
  readonly crowd: Crowd;
  readonly people: readonly LedgerPerson[];
  readonly seed: number;
  readonly seconds: number;
}

/** What a gateway says of a verification. */
interface Shown {
  readonly id: string;
  readonly lifecycle: string;
  readonly decision: string;
  readonly version: number;
}

const PAGE = `query ($after: String) {
  verifications(first: 100, after: $after) {
    edges { node { id lifecycle decision version } }
    pageInfo { hasNextPage endCursor }
  }
}`;
const STATUS = '{ systemStatus { pendingCallbacks stuckVerifications } }';
const SHOWN = 5;

export async function balanceOf(books: Books): Promise<Balance> {
  const { way, subjects, wire, sandbox, database, pair, crowd, silent } = books;
  const shown = await everyVerification(pair, sandbox.ready.tokens.admin);
  const journeys = new Map((await sandbox.journeys()).map((journey) => [journey.reference, journey]));
  const transactions = await sandbox.transactions(books.people.map(({ id }) => id));
  const outcomes = new Map(transactions.map(({ id, status }) => [id, status]));
  const finals = finalsIn(wire.arrived);

  const mustExpire = (subject: Subject) =>
    subject.source === 'MITEK' &&
    (!journeys.has(subject.reference) || (way === 'told' && !finals.has(subject.reference)));
  const wrong: string[] = [];
  for (const subject of subjects) {
    const expected = mustExpire(subject) ? { lifecycle: 'EXPIRED', decision: 'NONE' } : subject;
    const found = shown.get(subject.id);
    if (found?.lifecycle !== expected.lifecycle || found.decision !== expected.decision) {
      wrong.push(
        `${subject.source} ${subject.id} is ${found?.lifecycle} ${found?.decision}, not ${expected.lifecycle} ${expected.decision}`,
      );
    }
    if (subject.source === 'PINGONE_VERIFY' && outcomes.get(subject.id) !== outcomeOf(subject)) {
      wrong.push(`PingOne decided ${subject.id} otherwise: ${outcomes.get(subject.id)}`);
    }
  }
  const expired = subjects.filter(mustExpire).map(({ id }) => id);
  const misreported = [
    ...expired.filter((id) => !silent.has(id)),
    ...[...silent].filter((id) => !expired.includes(id)),
  ];
  const findings = await crowd.compare(database);
  const sparse = await sparseIn(database);
  const { systemStatus } = await pair.ask<{
    systemStatus: { pendingCallbacks: number; stuckVerifications: number };
  }>(sandbox.ready.tokens.admin, STATUS, {});
  const { counts } = wire;
  const unknown = transactions.length - subjects.filter(({ source }) => source === 'PINGONE_VERIFY').length;

  const faults = [
    ['wrong final states', wrong],
    ['lost', findings.lost],
    ['duplicated', findings.duplicated],
    ['out of order', findings.outOfOrder],
    ['gaps in the log', sparse],
    ['silent by mistake', misreported],
  ] as const;
  const zeros = [
    ['forged accepted', counts.forgedAccepted],
    ['genuine refused', counts.refused],
    ['callbacks left over', systemStatus.pendingCallbacks],
    ['silent and not reported', Math.abs(systemStatus.stuckVerifications - expired.length)],
  ] as const;
  const isRight =
    faults.every(([, list]) => list.length === 0) &&
    zeros.every(([, count]) => count === 0) &&
    shown.size === subjects.length;
  return {
    isRight,
    lines: [
      `way: Mitek ${way === 'asked' ? 'can be asked' : 'only calls back'}`,
      `${subjects.length} verifications (${subjects.length / 2} of each vendor), ${shown.size} in the list`,
      `${books.seconds} s, ${pair.kills} kills, ${pair.retries} calls repeated, seed ${books.seed}`,
      `${counts.callbacks} callbacks: ${counts.lost} lost on the way, ${counts.copies} copies, ${counts.late} late, ${counts.forged} forged`,
      `${crowd.size} subscribers, ${crowd.connections} subscriptions opened; errors: ${crowd.errors.join(', ') || 'none'}`,
      `${expired.length} journeys expired, as their end was lost or they never reached Mitek`,
      `${unknown} transactions made twice, as a gateway was killed before it noted the first`,
      ...faults.flatMap(([name, list]) => [
        `${name} ${list.length}`,
        ...list.slice(0, SHOWN).map((text) => `  ${text}`),
      ]),
      ...zeros.map(([name, count]) => `${name} ${count}`),
    ],
  };
}

/** Everything in the list, as the admin sees it. */
async function everyVerification(pair: Pair, token: string): Promise<ReadonlyMap<string, Shown>> {
  interface Page {
    readonly verifications: {
      readonly edges: readonly { readonly node: Shown }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  }
  const all = new Map<string, Shown>();
  for (let after: string | null = null; ; ) {
    const { verifications }: Page = await pair.ask<Page>(token, PAGE, { after });
    for (const { node } of verifications.edges) all.set(node.id, node);
    if (!verifications.pageInfo.hasNextPage) return all;
    after = verifications.pageInfo.endCursor;
  }
}

/** Verifications whose versions in the log are not 1, 2, 3 and so on up to the present one. */
async function sparseIn(database: TestDatabase): Promise<readonly string[]> {
  const rows = await database.sql(
    `select v.id from verifications v join verification_events e on e.verification_id = v.id and e.grew
     group by v.id, v.version
     having array_agg(e.version order by e.position) <> array(select generate_series(1, v.version))`,
  );
  return rows.map(({ id }) => String(id));
}

function outcomeOf({ decision }: Subject): string {
  return decision === 'APPROVED' ? 'SUCCESS' : 'FAIL';
}
