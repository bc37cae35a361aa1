// The one command of the README: what it prints, that its data survives, that it stops cleanly, and what it never logs.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import builtIn from '../../profiles/mitek/4.4.json' with { type: 'json' };
import { TransactionDocument, UserDocument, VerifiedDataDocument } from '../generated/graphql.js';
import { createJourney } from '../support/journeys.js';
import { Person } from '../support/person.js';
import { until, within } from '../support/waiting.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

interface Ready {
  readonly graphql: string;
  readonly subscriptions: string;
  readonly explorer: string;
  readonly health: string;
  readonly sandbox: { readonly pingone: string; readonly control: string; readonly inbox: string };
  readonly tokens: { readonly alice: string; readonly bob: string; readonly support: string; readonly admin: string };
  readonly users: { readonly alice: string; readonly bob: string };
  readonly environmentId: string;
}

/** `npm start --silent -- --json --port 0`, without npm around it. */
class Dev {
  stdout = '';
  stderr = '';
  private readonly child: ChildProcess;

  constructor(dataDir: string, given: Readonly<Record<string, string>> = {}) {
    const others = Object.entries(process.env).filter(
      ([name]) => !/^(PINGONE|MITEK|AUTH|DATABASE|GATEWAY|NODE_ENV)/.test(name),
    );
    const child = spawn(process.execPath, ['scripts/run.mjs', 'dev', '--json', '--port', '0'], {
      cwd: ROOT,
      env: { ...Object.fromEntries(others), DATA_DIR: dataDir, LOG_LEVEL: 'debug', ...given },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
    });
    this.child = child;
  }

  async ready(): Promise<Ready> {
    await until('it is ready', () => this.stdout.includes('\n') || this.child.exitCode !== null);
    if (this.child.exitCode !== null) throw new Error(`It did not start:\n${this.stderr}`);
    return JSON.parse(this.stdout) as Ready;
  }

  /** Ctrl-C under npm arrives twice. @returns the exit code */
  async interrupt(): Promise<number | null> {
    const exit = once(this.child, 'exit');
    this.child.kill('SIGINT');
    this.child.kill('SIGINT');
    await within(exit, 'it ends after Ctrl-C');
    return this.child.exitCode;
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }

  person(ready: Ready, name: 'alice' | 'admin'): Person {
    const api = { graphql: ready.graphql, subscriptions: ready.subscriptions, logs: () => this.stderr };
    return new Person({ gateway: api, token: ready.tokens[name], userId: name === 'alice' ? ready.users.alice : null });
  }
}

test('npm start: one line, people who can sign in, data that survives, a clean end, a clean log', async ({
  onTestFinished,
}) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'idgw-start-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const first = new Dev(dataDir);
  onTestFinished(() => first.kill());
  const ready = await first.ready();

  expect(shapeOf(ready)).toEqual({
    graphql: 'string',
    subscriptions: 'string',
    explorer: 'string',
    health: 'string',
    sandbox: { pingone: 'string', mitek: 'string', control: 'string', inbox: 'string' },
    tokens: { alice: 'string', bob: 'string', support: 'string', admin: 'string' },
    users: { alice: 'string', bob: 'string' },
    environmentId: 'string',
  });
  for (const page of [ready.explorer, ready.health, ready.sandbox.inbox, ready.sandbox.pingone]) {
    expect((await fetch(page)).status, page).toBe(200);
  }

  const alice = first.person(ready, 'alice');
  const transaction = await alice.startVerification();
  const watch = alice.watch(transaction);
  const outcome = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"outcome":"SUCCESS"}' };
  await fetch(`${ready.sandbox.control}/sandbox/verify/${transaction.id}?wait=1`, outcome);
  expect((await watch.untilFinal()).at(-1)?.decision).toBe('APPROVED');
  const { user } = await alice.ask(UserDocument, { id: alice.id });
  await first.person(ready, 'admin').ask(VerifiedDataDocument, { id: transaction.id });
  await alice.leave();
  expect(await first.interrupt()).toBe(0);
  expect(first.stdout.trimEnd().split('\n')).toHaveLength(1);

  expect(first.stderr).not.toContain('Without effect');

  // What a developer sets counts, but for what names the sandbox; and that is said.
  const profile = join(dataDir, 'profile.json');
  writeFileSync(profile, JSON.stringify({ ...builtIn, version: '9.9' }));
  const tenant = { MITEK_HOST: 'tenant.test', PINGONE_REGION: 'EU', AUTH_AUDIENCE: 'someone-else' };
  const second = new Dev(dataDir, { ...tenant, MITEK_PROFILE_FILE: profile, MITEK_ENVIRONMENT: 'mobile-verify' });
  onTestFinished(() => second.kill());
  const again = await second.ready();
  expect(again.users).toEqual(ready.users);
  expect(again.environmentId).toBe(ready.environmentId);
  const { verifyTransaction } = await second.person(again, 'alice').ask(TransactionDocument, { id: transaction.id });
  expect(verifyTransaction).toMatchObject({ id: transaction.id, decision: 'APPROVED', version: 4 });
  expect(second.stderr).toContain(
    'Without effect, as the sandbox has values of its own: AUTH_AUDIENCE, MITEK_HOST, PINGONE_REGION.',
  );
  expect(await createJourney(second.person(again, 'admin'))).toMatchObject({ environment: 'mobile-verify' });
  const asked = await (await fetch(`${again.sandbox.control}/sandbox/requests`)).text();
  expect(asked).toContain('/api/9.9/request/create');
  expect(await second.interrupt()).toBe(0);

  const logs = [first.stderr, second.stderr, ...logFilesIn(dataDir)];
  const secrets = [
    ...Object.values(ready.tokens),
    ...Object.values(again.tokens),
    transaction.webVerificationCode ?? 'missing',
    user?.email ?? 'missing',
    user?.phones?.mobile ?? 'missing',
    'Anderson',
    'D4207711',
  ];
  for (const secret of secrets) {
    expect(secret).not.toBe('missing');
    for (const log of logs) expect(log).not.toContain(secret);
  }
});

function shapeOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shapeOf(part)]));
}

function logFilesIn(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  const logs = files.filter((file) => file.isFile() && file.name.endsWith('.log'));
  return logs.map((file) => readFileSync(join(file.parentPath, file.name), 'utf8'));
}
