// Times `verificationStatistics` over many verifications, from the GraphQL request to its answer, beside plain SQL over the same rows.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startSandbox } from '../sandbox/src/server.js';
import { startApp } from '../src/app.js';
import { Permission } from '../src/auth/permissions.js';
import { loadConfig } from '../src/config/config.js';
import { startEmbeddedPostgres } from '../src/store/embedded.js';
import { addVerifications } from './many-verifications.js';
import { time } from './time.js';

const PERIODS = [1, 30, 366];
const QUERY = `query ($range: DateTimeRangeInput!) {
  verificationStatistics(range: $range) {
    total byLifecycle { lifecycle count } byDecision { decision count } bySource { source count }
    byPolicy { verifyPolicyId count approved } failureReasons { reason count } funnel { stage count }
    medianSecondsToDecision p90SecondsToDecision buckets { from created approved denied dropped }
  }
}`;
const NAIVE = [
  `select source, verify_policy_id, lifecycle, decision, stage, date_trunc('day', created_at, 'UTC') as part, count(*)
   from verifications where created_at >= $1 and created_at < $2 group by 1, 2, 3, 4, 5, 6`,
  `select percentile_cont(array[0.5, 0.9]) within group (order by extract(epoch from finished_at - created_at)::float8) as seconds
   from verifications where created_at >= $1 and created_at < $2 and decision <> 'NONE'`,
  `select reason, count(*) from verifications cross join unnest(reasons) as reason
   where created_at >= $1 and created_at < $2 and decision like 'DENIED%' group by 1 order by 2 desc limit 20`,
];

const { values } = parseArgs({
  options: {
    verifications: { type: 'string', default: '1000000' },
    runs: { type: 'string', default: '40' },
    help: { type: 'boolean', short: 'h' },
  },
});
if (values.help) {
  console.log('npm run bench:statistics -- [--verifications 1000000] [--runs 40]');
  process.exit();
}
const [count, runs] = [Number(values.verifications), Number(values.runs)];
const dataDir = mkdtempSync(join(tmpdir(), 'idgw-bench-'));
const postgres = await startEmbeddedPostgres({ dataDir, log: () => undefined });
const sandbox = await startSandbox({ dataDir });
const { ready } = sandbox;
const config = loadConfig(
  {
    PORT: '0',
    LOG_LEVEL: 'error',
    DATA_DIR: dataDir,
    DATABASE_URL: postgres.url,
    GATEWAY_SECRETS: 'a-secret-of-the-benchmark-and-of-nothing-else',
    PINGONE_API_URL: ready.pingone,
    PINGONE_AUTH_URL: ready.pingone,
    PINGONE_ENVIRONMENT_ID: ready.environmentId,
    PINGONE_CLIENT_ID: ready.clientId,
    PINGONE_CLIENT_SECRET: ready.clientSecret,
    AUTH_ISSUER: ready.issuer,
    AUTH_JWKS_URL: ready.jwks,
    AUTH_PERMISSIONS: JSON.stringify({ admin: ['*'] }),
  },
  Object.values(Permission),
);
const app = await startApp(config, { version: 'bench' });
const client = new pg.Client({ connectionString: postgres.url });
await client.connect();
try {
  process.stderr.write(`Adding ${count} verifications ...\n`);
  await addVerifications(client, count, 366);
  console.log(`${count} verifications over 366 days; ${runs} runs each; milliseconds.`);
  console.log('| days | counted | GraphQL p50 | GraphQL p95 | plain SQL p50 | ratio | median, off by | p90, off by |');
  console.log('| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
  for (const days of PERIODS) console.log(await row(days));
} finally {
  await client.end();
  await app.stop();
  await sandbox.stop();
  await postgres.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

async function row(days: number): Promise<string> {
  const to = new Date();
  const range = { from: new Date(to.getTime() - days * 24 * 60 * 60 * 1000), to };
  const answer = await ask(range);
  const graphql = await time(runs, () => ask(range));
  const naive = await time(3, async () => {
    for (const sql of NAIVE) await client.query(sql, [range.from, range.to]);
  });
  const { rows } = await client.query<{ seconds: [number, number] }>(NAIVE[1] ?? '', [range.from, range.to]);
  const [median, p90] = rows[0]?.seconds ?? [0, 0];
  const cells = [
    days,
    answer.total,
    graphql.p50.toFixed(1),
    graphql.p95.toFixed(1),
    naive.p50.toFixed(1),
    `${(naive.p50 / graphql.p50).toFixed(1)} x`,
    offBy(answer.medianSecondsToDecision, median),
    offBy(answer.p90SecondsToDecision, p90),
  ];
  return `| ${cells.join(' | ')} |`;
}

interface Statistics {
  readonly total: number;
  readonly medianSecondsToDecision: number;
  readonly p90SecondsToDecision: number;
}

async function ask(range: { readonly from: Date; readonly to: Date }): Promise<Statistics> {
  const response = await fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${ready.tokens.admin}` },
    body: JSON.stringify({ query: QUERY, variables: { range } }),
  });
  const text = await response.text();
  const body: { readonly data?: { readonly verificationStatistics: Statistics | null } } = JSON.parse(text);
  if (!body.data?.verificationStatistics) throw new Error(`The gateway answers ${response.status}: ${text}`);
  return body.data.verificationStatistics;
}

function offBy(shown: number, exact: number): string {
  return `${((100 * Math.abs(shown - exact)) / exact).toFixed(2)} %`;
}
