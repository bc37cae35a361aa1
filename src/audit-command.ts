// `idgw audit verify`: finds the database, walks the audit log and says what it found. The walk itself is audit/verify.ts.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { hashOf } from './audit/chain.js';
import { type ChainProblem, type ChainReport, verifyChain } from './audit/verify.js';
import { type Config, loadStoreConfig, withEnvFile } from './config/config.js';
import { AuditLog } from './store/audit-log.js';
import { openDatabase } from './store/database.js';
import { startEmbeddedPostgres } from './store/embedded.js';

export interface AuditVerifyOptions {
  /** The newest hash that an earlier run printed. */
  readonly expect?: string;
  readonly json?: boolean;
}

/** What a run has to say. */
export interface AuditVerdict {
  /** Every entry is as it was written, and the expected one is among them. */
  readonly isWhole: boolean;
  /** For standard output. */
  readonly text: string;
}

/**
 * Checks the audit log of the configured database: a running gateway is not disturbed, an embedded database that is stopped is
 * started for the time it takes.
 * @throws Error that says what to do when the log cannot be read
 */
export async function verifyAudit({ expect, json }: AuditVerifyOptions, signal: AbortSignal): Promise<AuditVerdict> {
  const expected = expect?.trim().toLowerCase() ?? null;
  if (expected !== null && !/^[0-9a-f]{64}$/.test(expected)) {
    throw new Error('--expect takes a hash as this command prints it: 64 hexadecimal digits.');
  }
  const { url, release } = await findDatabase(loadStoreConfig(withEnvFile(process.env, '.env')));
  const db = openDatabase(url, { maxConnections: 1, onError: () => undefined });
  try {
    const log = new AuditLog(db, hashOf);
    const isAppendOnly = await log.isAppendOnly().catch(explain);
    const report = await verifyChain((after, limit) => log.readChain(after, limit), hashOf, expected, signal);
    const isWhole = report.problemCount === 0 && (expected === null || report.expectedAt !== null);
    const text = json
      ? asJson(report, { isWhole, expected, isAppendOnly })
      : asText(report, { isWhole, expected, isAppendOnly });
    return { isWhole, text };
  } finally {
    await db.destroy();
    await release();
  }
}

interface Circumstances {
  readonly isWhole: boolean;
  readonly expected: string | null;
  readonly isAppendOnly: boolean;
}

async function findDatabase({ database, dataDir }: Pick<Config, 'database' | 'dataDir'>) {
  if (database) return { url: database.url, release: async () => undefined };
  if (!existsSync(join(dataDir, 'postgres'))) {
    throw new Error(`There is no database in ${dataDir}: set DATA_DIR or DATABASE_URL as the gateway has it.`);
  }
  const { url, stop } = await startEmbeddedPostgres({ dataDir, log: () => undefined });
  return { url, release: stop };
}

const UNDEFINED_TABLE = '42P01';

function explain(error: unknown): never {
  if (error instanceof Error && 'code' in error && error.code === UNDEFINED_TABLE) {
    throw new Error('There is no audit log in this database: no gateway has used it yet.');
  }
  throw error;
}

function asJson(report: ChainReport, { isWhole, expected, isAppendOnly }: Circumstances): string {
  const { entries, newestHash, newestAt, problems, problemCount, expectedAt } = report;
  return JSON.stringify({
    ok: isWhole,
    entries,
    newestHash,
    newestAt,
    appendOnly: isAppendOnly,
    ...(expected === null
      ? {}
      : { expected: { hash: expected, position: expectedAt === null ? null : Number(expectedAt) } }),
    problemCount,
    problems: problems.map((problem) => ({
      kind: problem.kind,
      position: Number(problem.position),
      id: problem.id,
      message: describe(problem),
    })),
  });
}

function asText(report: ChainReport, { isWhole, expected, isAppendOnly }: Circumstances): string {
  const { entries, newestHash, newestAt, problems, problemCount, expectedAt } = report;
  const lines = [isWhole ? 'The audit log is whole.' : 'The audit log is NOT as it was written.', ''];
  lines.push(`Entries       ${entries}`);
  if (newestHash !== null) lines.push(`Newest hash   ${newestHash}`);
  if (newestAt instanceof Date) lines.push(`Written       ${newestAt.toISOString()}`);
  if (expectedAt !== null) lines.push(`Expected hash found at entry ${expectedAt}`);
  if (expected !== null && expectedAt === null) {
    lines.push('', 'No entry has the expected hash: entries after it, and itself, were removed or written anew.');
  }
  if (problemCount > 0) lines.push('', ...problems.map((problem) => `- ${describe(problem)}`));
  if (problemCount > problems.length) lines.push(`- and ${problemCount - problems.length} more`);
  if (!isAppendOnly) {
    lines.push('', 'Warning: the triggers that make the table refuse changes are missing, switched off or altered.');
  }
  if (isWhole && newestHash !== null) {
    const shows = 'given with --expect, it shows whether the end was cut off or all of it written anew.';
    lines.push('', `Note the newest hash in another place: ${shows}`);
  }
  return lines.join('\n');
}

function describe({ kind, position, id, after }: ChainProblem): string {
  const entry = `Entry ${position} (${id})`;
  switch (kind) {
    case 'CHANGED':
      return `${entry} was changed: its content does not give its hash.`;
    case 'MISSING_BEFORE':
      return after === null
        ? `${entry} is the first, but entries before it are missing.`
        : `Entries between ${after} and ${position} are missing: ${entry} does not follow entry ${after}.`;
    case 'OUT_OF_PLACE':
      return after === null
        ? `${entry} is not the entry that the log began with.`
        : `${entry} does not follow entry ${after}: one of them is out of place or was written anew.`;
    case 'RENUMBERED':
      return `${entry} has another number than it was given; nothing is missing before it.`;
  }
}
