// The ledger: many verifications of both vendors through two gateways, while callbacks go astray and gateways are killed; then the books are compared.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import builtIn from '../../profiles/mitek/4.4.json' with { type: 'json' };
import { createDatabase, type TestDatabase } from '../support/databases.js';
import { environmentFor } from '../support/gateway.js';
import { until } from '../support/waiting.js';
import { type Balance, balanceOf } from './balance.js';
import { Chance } from './chance.js';
import { createAll, gatherPeople, type LedgerPerson, type Subject } from './creates.js';
import { Crowd } from './crowd.js';
import { Pair } from './pair.js';
import { SandboxProcess } from './sandbox-process.js';
import { finalsIn, Wire } from './wire.js';

/** `asked`: journeys can be read at Mitek, as its profile has a path for that. `told`: what its callbacks do not tell is not known. */
export type Way = 'asked' | 'told';

export interface LedgerOptions {
  readonly way: Way;
  /** So many transactions, and as many journeys. */
  readonly count: number;
  readonly seed: number;
  /** A PostgreSQL server on which databases can be made. */
  readonly serverUrl: string;
  /** Hears how it goes. */
  readonly tell: (text: string) => void;
}

const TROUBLE = { lostPercent: 20, doubledPercent: 20, latePercent: 30, forgedPercent: 5, lateMs: 4_000 };
const KNOBS = {
  dwellMs: 400,
  mitekPicture: 'off',
  verifyRequestsPerMinute: 10_000_000,
  directoryRequestsPerSecond: 10_000_000,
} as const;
const KILL_EVERY_MS = 5_000;
const DOWN_MS = 1_000;
const PEOPLE = 50;
const PARALLEL_CREATES = 16;
/** Verifications of each vendor that have a subscriber of their own. */
const FOLLOWED = 100;
const STATUS_PATH = '/api/{version}/request/{reference}/status';
const PATIENCE_MS = 15 * 60_000;
const LOOK_EVERY_MS = 1_000;

/** Runs the whole ledger once. @throws Error when it could not be brought to an end */
export async function runLedger({ way, count, seed, serverUrl, tell }: LedgerOptions): Promise<Balance> {
  const startedAt = Date.now();
  const chance = new Chance(seed);
  const closers: (() => Promise<unknown> | unknown)[] = [];
  try {
    const folder = mkdtempSync(join(tmpdir(), 'idgw-ledger-'));
    closers.push(() => rmSync(folder, { recursive: true, force: true }));
    const profile = profileFor(way, folder);
    const sandbox = await SandboxProcess.start(KNOBS, profile);
    closers.push(() => sandbox.stop());
    const database = await createDatabase(serverUrl);
    closers.push(() => database.drop());
    const wire = await Wire.start(chance, TROUBLE, () => pair.urls);
    closers.push(() => wire.stop());
    const pair = await Pair.start(
      {
        ...environmentFor(sandbox, database.url),
        MITEK_PROFILE_FILE: profile,
        PUBLIC_URL: wire.url,
        LOG_LEVEL: 'error',
        POLL_FAST_SECONDS: '1',
        POLL_SLOW_SECONDS: '5',
      },
      chance,
    );
    closers.push(() => pair.dispose());

    const crowd = await Crowd.gather(pair, sandbox.ready.tokens.admin);
    closers.push(() => crowd.leave());
    const people = await gatherPeople(pair, sandbox, PEOPLE);
    pair.beginKilling(KILL_EVERY_MS, DOWN_MS);
    const progress = setInterval(() => tell(`${way}: ${pair.kills} kills, ${wire.counts.callbacks} callbacks`), 10_000);
    closers.push(() => clearInterval(progress));

    let made = 0;
    const subjects = await createAll(
      { pair, sandbox, chance, people, count, parallel: PARALLEL_CREATES },
      (subject) => {
        made += 1;
        if (made % 500 === 0) tell(`${way}: ${made} of ${2 * count} created`);
        if (crowd.sizeOf(subject.source) < FOLLOWED) crowd.follow(subject);
      },
    );
    tell(`${way}: all ${made} created after ${secondsSince(startedAt)} s`);

    const silent = await untilDecided({ way, sandbox, database, wire, people }, subjects);
    tell(`${way}: all decided after ${secondsSince(startedAt)} s, ${silent.size} silent`);
    await pair.endKilling();
    await passDeadlines(database);
    await crowd.catchUp(database);
    return await balanceOf({
      way,
      subjects,
      silent,
      wire,
      sandbox,
      database,
      pair,
      crowd,
      people,
      seed,
      seconds: secondsSince(startedAt),
    });
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

/** Writes down the profile of the way. @returns its path */
function profileFor(way: Way, folder: string): string {
  const status = way === 'asked' ? STATUS_PATH : null;
  const path = join(folder, 'mitek.json');
  writeFileSync(path, JSON.stringify({ ...builtIn, paths: { ...builtIn.paths, status } }));
  return path;
}

interface Running {
  readonly way: Way;
  readonly sandbox: SandboxProcess;
  readonly database: TestDatabase;
  readonly wire: Wire;
  readonly people: readonly LedgerPerson[];
}

/**
 * Waits until both vendors have decided everything, no callback is on its way or waiting, and the gateways know all that they can.
 * @returns ids of the verifications of which nothing more will be heard
 */
async function untilDecided(
  { way, sandbox, database, wire, people }: Running,
  subjects: readonly Subject[],
): Promise<ReadonlySet<string>> {
  await until('both vendors have decided', () => allDecided(sandbox, people), Boolean, PATIENCE_MS);
  await wire.settled();
  const finals = finalsIn(wire.arrived);
  const mustWait = subjects.filter(({ source, reference }) =>
    source === 'MITEK' && way === 'told' ? finals.has(reference) : true,
  );
  const atMitek = new Set((await sandbox.journeys()).map(({ reference }) => reference));
  const known = mustWait.filter(({ source, reference }) => source === 'PINGONE_VERIFY' || atMitek.has(reference));
  const waiting = new Set(known.map(({ id }) => id));
  const left = async () => {
    await delay(LOOK_EVERY_MS);
    const rows = await database.sql('select id from verifications where finished_at is null');
    return rows.map(({ id }) => String(id));
  };
  const open = await until(
    'the gateways know what was decided',
    left,
    (ids) => ids.every((id) => !waiting.has(id)),
    PATIENCE_MS,
  );
  return new Set(open);
}

async function allDecided(sandbox: SandboxProcess, people: readonly LedgerPerson[]): Promise<boolean> {
  await delay(LOOK_EVERY_MS);
  const [transactions, journeys] = [await sandbox.transactions(people.map(({ id }) => id)), await sandbox.journeys()];
  return (
    transactions.every(({ status }) => status === 'SUCCESS' || status === 'FAIL') &&
    journeys.every(({ status, plan }) => status !== 'SENT' && plan.length === 0)
  );
}

/** The last day of every journey that is still open passes at once. */
async function passDeadlines(database: TestDatabase): Promise<void> {
  await database.sql(
    `update verifications set expires_at = now(), next_poll_at = now()
     where source = 'MITEK' and finished_at is null and expires_at is not null`,
  );
  await until(
    'the journeys that nothing is heard of are over',
    () => database.sql("select id from verifications where source = 'MITEK' and finished_at is null"),
    (rows) => rows.length === 0,
    120_000,
  );
}

function secondsSince(startedAt: number): number {
  return Math.round((Date.now() - startedAt) / 1_000);
}
