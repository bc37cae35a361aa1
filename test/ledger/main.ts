// The ledger as a command, at full length: `npm run ledger`. Exits with 1 when the books do not agree.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmbeddedPostgres } from '../../src/store/embedded.js';
import { runLedger, type Way } from './ledger.js';

const USAGE = `npm run ledger -- [options]

  --count N   so many transactions and as many journeys (default 2000)
  --way WAY   asked: Mitek can be asked; told: Mitek only calls back; both (default)
  --seed N    seed of chance, to repeat a run (default: any)
`;
const MAX_CONNECTIONS = 100;

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '2000' },
    way: { type: 'string', default: 'both' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    help: { type: 'boolean', default: false },
  },
});
const WAYS: Readonly<Record<string, readonly Way[]>> = { asked: ['asked'], told: ['told'], both: ['asked', 'told'] };
const ways = WAYS[values.way];
if (values.help || !ways || !/^[1-9]\d*$/.test(values.count) || !/^\d+$/.test(values.seed)) {
  process.stderr.write(USAGE);
  process.exit(values.help ? 0 : 2);
}

const build = spawn(process.execPath, ['scripts/build.mjs'], { stdio: ['ignore', 'ignore', 'inherit'] });
const [code] = await once(build, 'exit');
if (code !== 0) process.exit(1);

const dataDir = mkdtempSync(join(tmpdir(), 'idgw-ledger-postgres-'));
const postgres = await startEmbeddedPostgres({ dataDir, log: () => undefined, maxConnections: MAX_CONNECTIONS });
const tidy = async () => {
  await postgres.stop();
  rmSync(dataDir, { recursive: true, force: true });
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  // The gateways end with this process.
  process.once(signal, () => void tidy().finally(() => process.exit(1)));
}
let isRight = true;
try {
  for (const way of ways) {
    const balance = await runLedger({
      way,
      count: Number(values.count),
      seed: Number(values.seed),
      serverUrl: postgres.url,
      tell: (text) => process.stderr.write(`${text}\n`),
    });
    process.stdout.write(`${balance.lines.join('\n')}\n\n`);
    isRight &&= balance.isRight;
  }
} finally {
  await tidy();
}
process.exit(isRight ? 0 : 1);
