// Times lists of verifications over many of them: every filter, and every two or more together, from the newest on and from far down the list.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { openDatabase } from '../src/store/database.js';
import { startEmbeddedPostgres } from '../src/store/embedded.js';
import type { ListFilter, ListPlace } from '../src/store/list-filter.js';
import { migrate } from '../src/store/migrations.js';
import { VerificationList } from '../src/store/verification-list.js';
import { addVerifications } from './many-verifications.js';
import { time } from './time.js';

const DAYS = 366;
const DAY_MS = 24 * 60 * 60 * 1000;
const PAGE = 50;
/** A list is asked for again and again until this time is over, if it is slow. */
const PATIENCE_MS = 2_000;

const { values } = parseArgs({
  options: {
    verifications: { type: 'string', default: '1000000' },
    runs: { type: 'string', default: '20' },
    together: { type: 'string', default: '2' },
    database: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
});
if (values.help) {
  console.log(
    'npm run bench:lists [--verifications 1000000] [--runs 20] [--together 2] [--database <address of one already filled>]',
  );
  process.exit();
}
const [count, runs] = [Number(values.verifications), Number(values.runs)];
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS);

type Name = keyof ListFilter;

/** What each filter is tried with: much of what there is, little of it, none. */
const TRIED: Readonly<Record<Name, readonly ListFilter[]>> = {
  source: [{ source: 'PINGONE_VERIFY' }, { source: 'MITEK' }],
  lifecycle: [
    { lifecycle: ['FINISHED'] },
    { lifecycle: ['SENT', 'IN_PROGRESS'] },
    { lifecycle: ['ABANDONED'] },
    { lifecycle: ['IN_REVIEW'] },
  ],
  decision: [
    { decision: ['APPROVED'] },
    { decision: ['DENIED', 'DENIED_FRAUD'] },
    { decision: ['DENIED_FRAUD'] },
    { decision: ['NOT_REQUIRED'] },
  ],
  userId: [{ userId: 'user-7' }, { userId: 'nobody' }],
  createdAfter: [{ createdAfter: daysAgo(DAYS) }, { createdAfter: daysAgo(1) }, { createdAfter: daysAgo(-1) }],
  createdBefore: [{ createdBefore: daysAgo(0) }, { createdBefore: daysAgo(180) }, { createdBefore: daysAgo(DAYS) }],
  reference: [{ reference: 'order-7' }, { reference: 'none' }],
  verifyPolicyId: [{ verifyPolicyId: 'policy-1' }, { verifyPolicyId: 'policy-4' }, { verifyPolicyId: 'none' }],
  finishedAfter: [
    { finishedAfter: daysAgo(300) },
    { finishedAfter: daysAgo(30) },
    { finishedAfter: daysAgo(1 / 24) },
    { finishedAfter: daysAgo(-1) },
  ],
};
const NAMES = Object.keys(TRIED) as Name[];
const DEEP: ListPlace = { createdAtMicros: BigInt(daysAgo(200).getTime()) * 1000n, id: 'z' };

const database =
  values.database === undefined ? await filledDatabase() : { url: values.database, stop: async () => undefined };
const db = openDatabase(database.url, { maxConnections: 2, onError: (error) => console.error(error.message) });
try {
  const list = new VerificationList(db);
  console.log(`${count} verifications over ${DAYS} days; pages of ${PAGE}; ${runs} runs each; milliseconds.`);
  console.log('| filters | tried | first page p95 | far down p95 | total p95 | slowest with |');
  console.log('| :--- | ---: | ---: | ---: | ---: | :--- |');
  for (let size = 0; size <= Number(values.together); size += 1) {
    for (const filters of choices(size)) console.log(await row(list, filters));
  }
} finally {
  await db.destroy();
  await database.stop();
}

/** All choices of so many filters. */
function choices(size: number, from: readonly Name[] = NAMES): readonly (readonly Name[])[] {
  if (size === 0) return [[]];
  return from.flatMap((name, index) => choices(size - 1, from.slice(index + 1)).map((others) => [name, ...others]));
}

/** The slowest of all that was tried with these filters. */
async function row(list: VerificationList, names: readonly Name[]): Promise<string> {
  const tried = names.reduce<readonly ListFilter[]>(
    (filters, name) => filters.flatMap((filter) => TRIED[name].map((one) => ({ ...filter, ...one }))),
    [{}],
  );
  let slowest: ListFilter = {};
  const worst = { first: 0, far: 0, total: 0 };
  for (const filter of tried) {
    const first = await p95(() => list.read(filter, null, PAGE + 1, { count: false }));
    const far = await p95(() => list.read(filter, DEEP, PAGE + 1, { count: false }));
    const total = await p95(() => list.read(filter, null, 1, { count: true }));
    if (Math.max(first, far) >= Math.max(worst.first, worst.far)) slowest = filter;
    worst.first = Math.max(worst.first, first);
    worst.far = Math.max(worst.far, far);
    worst.total = Math.max(worst.total, total);
  }
  const cells = [
    names.join(', ') || 'none',
    tried.length,
    ...[worst.first, worst.far, worst.total].map((ms) => ms.toFixed(1)),
    Object.values(slowest).map(textOf).join(', '),
  ];
  return `| ${cells.join(' | ')} |`;
}

async function p95(work: () => Promise<unknown>): Promise<number> {
  return (await time(runs, work, PATIENCE_MS)).p95;
}

function textOf(value: unknown): string {
  return value instanceof Date ? `${((Date.now() - value.getTime()) / DAY_MS).toFixed(1)} days ago` : String(value);
}

/** A database of its own, in a temporary folder. */
async function filledDatabase(): Promise<{ readonly url: string; readonly stop: () => Promise<undefined> }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'idgw-bench-'));
  const postgres = await startEmbeddedPostgres({ dataDir, log: () => undefined });
  const empty = openDatabase(postgres.url, { maxConnections: 1, onError: () => undefined });
  await migrate(empty);
  await empty.destroy();
  process.stderr.write(`Adding ${count} verifications ...\n`);
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  await addVerifications(client, count, DAYS);
  await client.end();
  const stop = async () => {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { url: postgres.url, stop: async () => void (await stop()) };
}
