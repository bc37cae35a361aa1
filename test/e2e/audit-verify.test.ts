// `idgw audit verify`: it names whatever was done to the audit log behind the gateway's back, and leaves a running gateway alone.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { hashOf } from '../../src/audit/chain.js';
import type { AuditEntry } from '../../src/store/audit-log.js';
import type { TestDatabase } from '../support/databases.js';
import { test as base, expect } from '../support/fixtures.js';
import type { Environment } from '../support/gateway.js';
import { Person } from '../support/person.js';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** Every second of them can be changed in another way. */
const ENTRIES = 40;

interface Result {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface Report {
  readonly ok: boolean;
  readonly entries: number;
  readonly newestHash: string;
  readonly appendOnly: boolean;
  readonly problems: readonly { readonly kind: string; readonly position: number; readonly id: string }[];
  readonly expected?: { readonly position: number | null };
}

/** Runs the command as an operator does. @param env where the database is */
async function auditVerify(env: Environment, ...args: readonly string[]): Promise<Result> {
  const child = spawn(process.execPath, [MAIN, 'audit', 'verify', ...args], {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exit = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const [code, out, err] = await Promise.all([exit, text(child.stdout), text(child.stderr)]);
  return { code, out, err };
}

async function reportOf(database: TestDatabase, ...args: readonly string[]): Promise<Report & { code: number | null }> {
  const { code, out, err } = await auditVerify({ DATABASE_URL: database.url }, '--json', ...args);
  expect(err).toBe('');
  return { ...(JSON.parse(out) as Report), code };
}

/** Mutations of staff that find nothing: each leaves one entry, and nothing else happens. */
async function leaveEntries(person: Person, count: number): Promise<void> {
  const futile =
    'mutation ($id: ID!) { processVerifyDocuments(input: { transactionId: $id }) { userErrors { code } } }';
  for (let n = 0; n < count; n += 1) await person.query(futile, { id: `something-${n}` });
}

/** What the owner of the table can do to it. */
async function asOwner(database: TestDatabase, ...statements: readonly string[]): Promise<void> {
  const guards = ['append_only', 'no_truncate', 'number'].map((name) => `audit_events_${name}`);
  await database.sql(
    [
      'alter table audit_events disable trigger all',
      ...statements,
      ...guards.map((name) => `alter table audit_events enable always trigger ${name}`),
    ].join(';'),
  );
}

const test = base
  .extend('written', { scope: 'file' }, async ({ gateway, sandbox, database }) => {
    await leaveEntries(new Person({ gateway, token: sandbox.ready.tokens.support, userId: null }), ENTRIES);
    await database.sql('create table untouched as select * from audit_events');
    return database.sql('select position::int as position, id, hash from audit_events order by position');
  })
  /** The log as the gateway wrote it, again for each test. */
  .extend('log', { auto: true }, async ({ written, database }, { onCleanup }) => {
    onCleanup(() =>
      asOwner(
        database,
        'delete from audit_events',
        'insert into audit_events select * from untouched order by position',
      ),
    );
    return written;
  });

const idAt = (log: readonly Record<string, unknown>[], position: number) => log[position - 1]?.id;

test('says that the log is whole, how long it is and its newest hash', async ({ log, database }) => {
  const { code, out, err } = await auditVerify({ DATABASE_URL: database.url });
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const newest = String(log.at(-1)?.hash);
  expect(out).toMatch(/^The audit log is whole\.\n/);
  expect(out).toContain(`Entries       ${ENTRIES}\nNewest hash   ${newest}\n`);
  expect(out).not.toContain('Warning');

  expect(await reportOf(database)).toMatchObject({
    code: 0,
    ok: true,
    entries: ENTRIES,
    newestHash: newest,
    appendOnly: true,
    problems: [],
  });
});

const CHANGES: Readonly<Record<string, string>> = {
  id: `id = gen_random_uuid()`,
  occurred_at: `occurred_at = occurred_at + interval '1 hour'`,
  'occurred_at, by less than is shown': `occurred_at = occurred_at + interval '1 microsecond'`,
  'occurred_at, without end': `occurred_at = 'infinity'`,
  'actor, its id': `actor = jsonb_set(actor, '{id}', '"somebody else"')`,
  'actor, its name': `actor = jsonb_set(actor, '{displayName}', '"Somebody"')`,
  'actor, something added': `actor = actor || '{"note": "not me"}'`,
  'actor, taken away': `actor = 'null'`,
  action: `action = 'viewer'`,
  outcome: `outcome = 'SUCCEEDED'`,
  target_type: `target_type = 'Nothing'`,
  target_id: `target_id = 'another'`,
  user_id: `user_id = 'another'`,
  fields: `fields = '{GovernmentIdData.firstName}'`,
  reason: `reason = 'as agreed'`,
  request_id: `request_id = null`,
  ip_address: `ip_address = '10.0.0.1'`,
  user_agent: `user_agent = ''`,
  hash: `hash = md5('x') || md5('y')`,
  previous_hash: `previous_hash = null`,
};

test('finds whole what two gateways wrote at one time', async ({ database, startGateway, support }) => {
  const callers = [support, support.with({ gateway: await startGateway() })];
  await Promise.all(
    Array.from({ length: 12 }, (_, n) => callers.map((caller) => leaveEntries(caller, 1 + (n % 3)))).flat(),
  );
  expect(await reportOf(database)).toMatchObject({ code: 0, ok: true, entries: ENTRIES + 48, problems: [] });
});

test('names each entry of which anything was changed, and no other', async ({ database }) => {
  const changes = Object.entries(CHANGES).map(([name, change], n) => ({ name, change, position: 2 * n + 2 }));
  await asOwner(
    database,
    ...changes.map(({ change, position }) => `update audit_events set ${change} where position = ${position}`),
  );
  const { code, ok, problems } = await reportOf(database);
  expect({ code, ok }).toEqual({ code: 1, ok: false });
  const changed = await database.sql('select id from audit_events where position % 2 = 0 order by position');
  expect(problems.map(({ kind, position, id }) => ({ kind, position, id }))).toEqual(
    changes.map(({ position }, n) => ({ kind: 'CHANGED', position, id: changed[n]?.id })),
  );
});

test('names every column of the table among the changes it finds', async ({ database }) => {
  const columns = await database.sql(
    `select column_name as name from information_schema.columns where table_name = 'audit_events'`,
  );
  const tried = new Set(Object.keys(CHANGES).map((name) => name.split(',')[0]));
  expect(columns.map(({ name }) => name).filter((name) => !tried.has(String(name)))).toEqual(['position']);
});

test('names an entry that was given another number', async ({ log, database }) => {
  await asOwner(database, `update audit_events set position = 900 where position = ${ENTRIES}`);
  expect(await reportOf(database)).toMatchObject({
    code: 1,
    problems: [{ kind: 'RENUMBERED', position: 900, id: idAt(log, ENTRIES) }],
  });
});

test('names an entry with the hash of its changed content by the one that follows', async ({ log, database }) => {
  await asOwner(
    database,
    `update audit_events set reason = 'as agreed', hash = md5('x') || md5('y') where position = 3`,
  );
  const { code, problems } = await reportOf(database);
  expect(code).toBe(1);
  expect(problems.map(({ kind, position }) => `${kind} ${position}`)).toEqual(['CHANGED 3', 'OUT_OF_PLACE 4']);
  expect(problems[1]?.id).toBe(idAt(log, 4));
});

test('says where entries are missing', async ({ log, database }) => {
  await asOwner(database, 'delete from audit_events where position in (3, 4)');
  const { code, out } = await auditVerify({ DATABASE_URL: database.url });
  expect(code).toBe(1);
  expect(out).toContain(`Entries between 2 and 5 are missing: Entry 5 (${idAt(log, 5)}) does not follow entry 2.`);

  await asOwner(database, 'delete from audit_events where position = 1');
  const { problems } = await reportOf(database);
  expect(problems.map(({ kind, position }) => `${kind} ${position}`)).toEqual(['MISSING_BEFORE 2', 'MISSING_BEFORE 5']);
});

test('finds entries that are missing even when the rest was numbered anew', async ({ database }) => {
  await asOwner(
    database,
    'delete from audit_events where position = 3',
    'update audit_events set position = -position where position > 3',
    'update audit_events set position = -position - 1 where position < 0',
  );
  expect(await reportOf(database)).toMatchObject({ code: 1, problems: [{ kind: 'OUT_OF_PLACE', position: 3 }] });
});

test('names two entries that changed places', async ({ log, database }) => {
  await asOwner(
    database,
    'update audit_events set position = -1 where position = 3',
    'update audit_events set position = 3 where position = 4',
    'update audit_events set position = 4 where position = -1',
  );
  const { code, problems } = await reportOf(database);
  expect(code).toBe(1);
  expect(problems).toMatchObject([
    { kind: 'OUT_OF_PLACE', position: 3, id: idAt(log, 4) },
    { kind: 'OUT_OF_PLACE', position: 4, id: idAt(log, 3) },
    { kind: 'OUT_OF_PLACE', position: 5, id: idAt(log, 5) },
  ]);
});

test('finds an entry that was slipped in', async ({ database }) => {
  await asOwner(
    database,
    `insert into audit_events select ${ENTRIES + 1}, gen_random_uuid(), occurred_at, actor, action, outcome, target_type, target_id,
      user_id, fields, reason, request_id, ip_address, user_agent, md5('x') || md5('y'), hash from audit_events where position = ${ENTRIES}`,
  );
  expect(await reportOf(database)).toMatchObject({ code: 1, problems: [{ kind: 'CHANGED', position: ENTRIES + 1 }] });
});

test('knows from a hash that was noted elsewhere whether the end was cut off', async ({ log, database }) => {
  const noted = String(log.at(-1)?.hash);
  expect(await reportOf(database, '--expect', noted)).toMatchObject({ code: 0, expected: { position: ENTRIES } });
  const earlier = await reportOf(database, '--expect', String(log[2]?.hash).toUpperCase());
  expect(earlier).toMatchObject({ code: 0, expected: { position: 3 } });

  await asOwner(database, `delete from audit_events where position = ${ENTRIES}`);
  expect(await reportOf(database)).toMatchObject({ code: 0, entries: ENTRIES - 1 });
  expect(await reportOf(database, '--expect', noted)).toMatchObject({
    code: 1,
    ok: false,
    expected: { position: null },
  });
  const { out } = await auditVerify({ DATABASE_URL: database.url }, '--expect', noted);
  expect(out).toContain('No entry has the expected hash');

  await asOwner(database, 'truncate audit_events');
  expect(await reportOf(database)).toMatchObject({ code: 0, entries: 0, newestHash: null });
  expect(await reportOf(database, '--expect', noted)).toMatchObject({ code: 1 });
});

const GUARD = 'create trigger audit_events_append_only before update or delete on audit_events for each row';
const REFUSE = `create or replace function refuse_change() returns trigger language plpgsql as
  $$ begin raise exception 'the audit log is append-only'; end $$`;

test('warns when the table no longer refuses changes, however that was brought about', async ({ database }) => {
  const ways: Readonly<Record<string, readonly string[]>> = {
    'switched off': ['alter table audit_events disable trigger audit_events_append_only'],
    dropped: ['drop trigger audit_events_no_truncate on audit_events'],
    'made to do nothing': [
      'create or replace function refuse_change() returns trigger language plpgsql as $$ begin return coalesce(new, old); end $$',
    ],
    'made to look as if': [
      `create or replace function refuse_change() returns trigger language plpgsql as
       $$ begin if false then raise exception 'the audit log is append-only'; end if; return coalesce(new, old); end $$`,
    ],
    'given a condition': [
      'drop trigger audit_events_append_only on audit_events',
      `${GUARD} when (false) execute function refuse_change()`,
    ],
    'for one column only': [
      'drop trigger audit_events_append_only on audit_events',
      `${GUARD.replace('update', 'update of position')} execute function refuse_change()`,
    ],
  };
  for (const [way, statements] of Object.entries(ways)) {
    await database.sql(statements.join(';'));
    const { code, out } = await auditVerify({ DATABASE_URL: database.url });
    expect({ code, way }).toEqual({ code: 0, way });
    expect(out, way).toContain('Warning: the triggers');
    await database.sql(
      [
        REFUSE,
        'drop trigger if exists audit_events_append_only on audit_events',
        'drop trigger if exists audit_events_no_truncate on audit_events',
        `${GUARD} execute function refuse_change()`,
        'create trigger audit_events_no_truncate before truncate on audit_events for each statement execute function refuse_change()',
      ].join(';'),
    );
    expect((await reportOf(database)).appendOnly, way).toBe(true);
  }
});

test('says no more than a chain can: what is written anew as a whole shows by the noted hash alone', async ({
  log,
  database,
}) => {
  const noted = String(log.at(-1)?.hash);
  const rows = await database.sql('select * from audit_events order by position');
  const rewritten: string[] = [];
  let previousHash: string | null = null;
  for (const row of rows) {
    const hash = hashOf(entryOf({ ...row, outcome: 'SUCCEEDED' }), previousHash);
    const previous = previousHash === null ? 'null' : `'${previousHash}'`;
    rewritten.push(
      `update audit_events set outcome = 'SUCCEEDED', hash = '${hash}', previous_hash = ${previous} where id = '${row.id}'`,
    );
    previousHash = hash;
  }
  await asOwner(database, ...rewritten);
  expect(await reportOf(database)).toMatchObject({ code: 0, ok: true, appendOnly: true, entries: ENTRIES });
  expect(await reportOf(database, '--expect', noted)).toMatchObject({ code: 1, ok: false });
});

test('ends with 2 when it cannot check', async ({ newDatabase }) => {
  const empty = await newDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'idgw-none-'));
  const cases: readonly (readonly [Environment, readonly string[], RegExp])[] = [
    [{ DATABASE_URL: empty.url }, [], /no gateway has used it yet/],
    [{ DATABASE_URL: 'postgres://127.0.0.1:1/none' }, [], /could not be checked/],
    [{ DATABASE_URL: 'mysql://127.0.0.1/none' }, [], /DATABASE_URL/],
    [{ DATA_DIR: folder }, [], /There is no database in/],
    [{ DATABASE_URL: empty.url }, ['--expect', 'tampered'], /64 hexadecimal digits/],
    [{ DATABASE_URL: empty.url }, ['--fix'], /unknown option/],
  ];
  for (const [env, args, message] of cases) {
    const { code, out, err } = await auditVerify(env, ...args);
    expect({ code, out }, message.source).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
  }
  expect(existsSync(join(folder, 'postgres'))).toBe(false);
  rmSync(folder, { recursive: true });
});

test('reads the embedded database, beside a running gateway and after it', async ({ startGateway, support }) => {
  const folder = mkdtempSync(join(tmpdir(), 'idgw-embedded-'));
  const env = { DATA_DIR: join(folder, 'data') };
  const gateway = await startGateway({ env: { ...env, DATABASE_URL: '' } });
  const caller = support.with({ gateway });
  await leaveEntries(caller, 2);
  const pidFile = join(env.DATA_DIR, 'postgres', 'data', 'postmaster.pid');

  expect(await auditVerify(env)).toMatchObject({ code: 0, out: expect.stringContaining('Entries       2\n') });
  await leaveEntries(caller, 1);
  expect(existsSync(pidFile)).toBe(true);

  await gateway.stop();
  expect(existsSync(pidFile)).toBe(false);
  expect(await auditVerify(env)).toMatchObject({ code: 0, out: expect.stringContaining('Entries       3\n') });
  expect(existsSync(pidFile)).toBe(false);
  rmSync(folder, { recursive: true });
});

/** An entry as it was hashed, from its row. */
function entryOf(row: Readonly<Record<string, unknown>>): AuditEntry {
  const named = Object.entries(row).map(([name, value]) => [
    name.replaceAll(/_(\w)/g, (_all, letter: string) => letter.toUpperCase()),
    value,
  ]);
  return Object.fromEntries(named) as AuditEntry;
}
