// What `start` says of a wrong environment: one line for each mistake, all of them together, before anything is started.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CANARY, expectNoEcho } from './raw.js';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

type Environment = Readonly<Record<string, string>>;

const SOUND: Environment = {
  PINGONE_REGION: 'EU',
  PINGONE_ENVIRONMENT_ID: '6d2d5a4e-5a45-4c0d-9b3c-0a4a3a5f4b11',
  PINGONE_CLIENT_ID: 'worker',
  PINGONE_CLIENT_SECRET: 'secret',
};

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'idgw-configuration-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A wrong value for every variable that has any, and what is said of it. */
const WRONG: Readonly<Record<string, readonly [value: string, says: string]>> = {
  NODE_ENV: [CANARY, 'must be development, production or test.'],
  PORT: [CANARY, 'must be a whole number.'],
  PUBLIC_URL: [`ftp://${CANARY}`, 'must be a full http or https address.'],
  LOG_LEVEL: [CANARY, 'must be fatal, error, warn, info, debug or silent.'],
  DATABASE_URL: [`mysql://u:${CANARY}@h/d`, 'must start with postgres:// or postgresql://.'],
  DATABASE_DIRECT_URL: [CANARY, 'must start with postgres:// or postgresql://.'],
  GATEWAY_SECRETS: [`${CANARY},${CANARY}`, ': entries 1, 2 must have 32 characters or more.'],
  PINGONE_REGION: [CANARY, 'must be NA, CA, EU, AU, SG or AP.'],
  PINGONE_ENVIRONMENT_ID: [CANARY, 'must be a UUID.'],
  AUTH_ISSUER: [CANARY, 'must be a full http or https address.'],
  AUTH_JWKS_URL: [CANARY, 'must be a full http or https address.'],
  AUTH_ALGORITHMS: [`RS256,none,HS256,${CANARY}`, ': entries 2, 3, 4 must be among RS256, RS384,'],
  AUTH_PERMISSIONS: [`{"${CANARY}":`, 'must be a JSON object from scope or role to a list of permissions,'],
  CORS_ORIGINS: [
    `https://a.example,${CANARY}`,
    ': entry 2 must be an origin such as https://app.example.com, without a path.',
  ],
  REDIRECT_ORIGINS: [
    `https://${CANARY}.example/path`,
    ': entry 1 must be an origin such as https://app.example.com, without a path.',
  ],
  TRUSTED_PROXIES: [`10.0.0.0/8,${CANARY}`, ': entry 2 must be an address or a range such as 192.0.2.0/24.'],
  STATUS_LOG_DAYS: ['-1', 'must be from 1 to 3650.'],
  POLL_FAST_SECONDS: [`1${CANARY}`, 'must be a number.'],
  POLL_SLOW_SECONDS: ['0', 'must be above 0 and at most 86400.'],
  WEBHOOK_RETRY_SECONDS: ['5,-5', ': entry 2 must be above 0 and at most 604800.'],
  DRAIN_SECONDS: ['601', 'must be above 0 and at most 600.'],
};

let allWrong: Promise<Ending>;
beforeAll(() => {
  allWrong = start({
    ...SOUND,
    ...Object.fromEntries(Object.entries(WRONG).map(([name, [value]]) => [name, value])),
  });
});

test.for(Object.entries(WRONG))('a wrong %s is told with all the others', async ([name, [, says]]) => {
  const { lines } = await allWrong;
  expect(lines.filter((line) => new RegExp(`^- ${name}\\b`).test(line))).toEqual([
    expect.stringContaining(`- ${name}${says.startsWith(':') ? says : ` ${says}`}`),
  ]);
});

test('all mistakes stand together under their number, and nothing else is said', async () => {
  const { code, lines, stdout } = await allWrong;
  expect(code).toBe(1);
  expect(stdout).toBe('');
  expect(lines[0]).toBe(`The configuration has ${lines.length - 1} mistakes.`);
  expect(lines).toHaveLength(Object.keys(WRONG).length + 1);
});

const MISSING = ['PINGONE_REGION', 'PINGONE_ENVIRONMENT_ID', 'PINGONE_CLIENT_ID', 'PINGONE_CLIENT_SECRET'];

test('every variable that is needed and missing is told, with what it is for', async () => {
  const { code, lines } = await start({});
  expect(code).toBe(1);
  expect(lines).toEqual([
    'The configuration has 4 mistakes.',
    ...MISSING.map((name) => expect.stringMatching(new RegExp(`^- ${name} is missing( \\(|\\. [A-Z])`))),
  ]);
});

const SECRET = 's'.repeat(32);
const MITEK = {
  MITEK_HOST: 'mitek.example',
  MITEK_API_VERSION: '4.4',
  MITEK_CLIENT_ID: 'client',
  MITEK_CLIENT_SECRET: 'secret',
};
const DATABASE = { DATABASE_URL: 'postgres://u@127.0.0.1:1/d', GATEWAY_SECRETS: SECRET };

/** What contradicts, or lacks, something else. */
const CONTRADICTIONS: readonly (readonly [name: string, env: Environment, says: string])[] = [
  [
    'a region beside an address',
    { ...SOUND, PINGONE_API_URL: `https://${CANARY}.example`, PINGONE_AUTH_URL: `https://${CANARY}.example` },
    'PINGONE_REGION and PINGONE_API_URL or PINGONE_AUTH_URL are both set; keep one form.',
  ],
  [
    'one address of the two',
    { ...SOUND, PINGONE_REGION: '', PINGONE_API_URL: `https://${CANARY}.example` },
    'PINGONE_API_URL and PINGONE_AUTH_URL must be set together.',
  ],
  ['blanks for a value', { ...SOUND, PINGONE_CLIENT_ID: '   ' }, 'PINGONE_CLIENT_ID is missing.'],
  [
    'a database without keys',
    { ...SOUND, DATABASE_URL: `postgres://u:${CANARY}@127.0.0.1:1/d` },
    'GATEWAY_SECRETS is missing: with DATABASE_URL all instances must share the same keys.',
  ],
  [
    'a direct address without a database',
    { ...SOUND, DATABASE_DIRECT_URL: `postgres://u:${CANARY}@127.0.0.1:1/d` },
    'DATABASE_DIRECT_URL is set without DATABASE_URL.',
  ],
  [
    'no key between commas',
    { ...SOUND, ...DATABASE, GATEWAY_SECRETS: ' , ' },
    'GATEWAY_SECRETS must hold at least one secret.',
  ],
  ['production without an address', { ...SOUND, NODE_ENV: 'production' }, 'PUBLIC_URL is missing:'],
  [
    'a fast reading slower than a slow one',
    { ...SOUND, POLL_FAST_SECONDS: '31' },
    'POLL_FAST_SECONDS must not be above POLL_SLOW_SECONDS.',
  ],
  [
    'a permission that there is not',
    { ...SOUND, AUTH_PERMISSIONS: JSON.stringify({ staff: ['USERS_READ', CANARY] }) },
    'AUTH_PERMISSIONS names a permission that there is not;',
  ],
  [
    'a range of addresses that is none',
    { ...SOUND, ...MITEK, MITEK_CALLBACK_ADDRESSES: `10.0.0.0/99,${CANARY}` },
    'MITEK_CALLBACK_ADDRESSES: entries 1, 2 must be an address or a range such as 192.0.2.0/24.',
  ],
  [
    'a secret for callbacks that the profile asks nothing of',
    { ...SOUND, ...MITEK, MITEK_CALLBACK_BASIC: `mitek:${CANARY}` },
    'MITEK_CALLBACK_BASIC is set, but the profile of Mitek asks callbacks for no basic:',
  ],
  [
    'a misspelt name of webhooks',
    { ...SOUND, WEBHOOK_ALLOW_PRIVAT: 'true' },
    'WEBHOOK_ALLOW_PRIVAT is not a variable of the gateway.',
  ],
  [
    'a header of webhooks without its secret',
    { ...SOUND, PINGONE_WEBHOOK_HEADER: 'x-hook' },
    'PINGONE_WEBHOOK_HEADER is set without PINGONE_WEBHOOK_SECRET.',
  ],
  [
    'a misspelt name',
    { ...SOUND, PINGONE_CLIENT_SECRETS: CANARY },
    'PINGONE_CLIENT_SECRETS is not a variable of the gateway.',
  ],
  [
    'a file for what is no secret',
    { ...SOUND, PINGONE_CLIENT_ID_FILE: CANARY },
    'PINGONE_CLIENT_ID_FILE is not a variable of the gateway.',
  ],
  [
    'a secret given twice',
    { ...SOUND, PINGONE_CLIENT_SECRET: CANARY, PINGONE_CLIENT_SECRET_FILE: `/nowhere/${CANARY}` },
    'PINGONE_CLIENT_SECRET and PINGONE_CLIENT_SECRET_FILE are both set; keep one.',
  ],
  [
    'a file that is not there',
    { ...SOUND, PINGONE_CLIENT_SECRET: '', PINGONE_CLIENT_SECRET_FILE: `/nowhere/${CANARY}` },
    'PINGONE_CLIENT_SECRET_FILE names a file that cannot be read.',
  ],
];

test.for(CONTRADICTIONS)('%s', async ([, env, says]) => {
  const { code, lines } = await start(env);
  expect(code).toBe(1);
  expect(lines).toEqual(['The configuration has a mistake.', expect.stringContaining(`- ${says}`)]);
});

test.for(['PINGONE_CLIENT_SECRET', 'GATEWAY_SECRETS', 'DATABASE_URL'])('an empty file for %s', async (name) => {
  const path = join(folder, 'empty');
  writeFileSync(path, '\n');
  const { code, lines } = await start({ ...SOUND, ...DATABASE, [name]: '', [`${name}_FILE`]: path });
  expect(code).toBe(1);
  expect(lines).toEqual(['The configuration has a mistake.', `- ${name}_FILE names an empty file.`]);
});

test('what a file holds is judged like what a variable holds', async () => {
  const path = join(folder, 'database-url');
  writeFileSync(path, `mysql://${CANARY}\n`);
  const { lines } = await start({ ...SOUND, ...DATABASE, DATABASE_URL: '', DATABASE_URL_FILE: path });
  expect(lines).toEqual([
    'The configuration has a mistake.',
    '- DATABASE_URL must start with postgres:// or postgresql://.',
  ]);
});

test('a .env file is read, and judged alike', async () => {
  const home = mkdtempSync(join(folder, 'home-'));
  writeFileSync(join(home, '.env'), `PORT=${CANARY}\n`);
  const { lines } = await start(SOUND, { cwd: home });
  expect(lines).toEqual(['The configuration has a mistake.', '- PORT must be a whole number.']);
});

test('a database that cannot be reached ends the start, without its password being told', async () => {
  const { code, lines } = await start({ ...SOUND, ...DATABASE, DATABASE_URL: `postgres://u:${CANARY}@127.0.0.1:1/d` });
  expect(code).toBe(1);
  expect(lines.at(-1)).toMatch(/^The gateway could not start: /);
});

test('beside the sandbox too a wrong profile of Mitek is told by its places', async () => {
  const path = join(folder, 'profile.json');
  writeFileSync(path, `{\n  "version": "4.4"\n  "auth": "${CANARY}"\n}`);
  const dev = (file: string) => start({ MITEK_PROFILE_FILE: file }, { args: ['dev', '--port', '0'] });
  expect((await dev(path)).lines).toEqual([
    'The configuration has a mistake.',
    '- MITEK_PROFILE_FILE names a file that is not JSON; see its line 3.',
  ]);
  writeFileSync(path, '{ "version": "4.4" }');
  const { code, lines } = await dev(path);
  expect(code).toBe(1);
  expect(lines).toContain('- MITEK_PROFILE_FILE: auth: is missing.');
});

test.for([['absent'], ['start', '--absent'], ['start', '--port']])('the command line %j', async (args) => {
  const { code, lines } = await start(SOUND, { args });
  expect(code).toBe(1);
  expect(lines[0]).toMatch(/^error: /);
});

interface Ending {
  readonly code: number;
  readonly stdout: string;
  /** Standard error line by line, trimmed. */
  readonly lines: readonly string[];
}

/** Starts the gateway with exactly this environment and waits for its end. */
async function start(env: Environment, { args = ['start'], cwd = folder } = {}): Promise<Ending> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd,
    env: { PATH: process.env.PATH ?? '', DATA_DIR: join(folder, 'data'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [[code], stdout, stderr] = await Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)]);
  expectNoEcho(stdout + stderr);
  return {
    code: Number(code),
    stdout,
    lines: stderr
      .trimEnd()
      .split('\n')
      .map((line) => line.trim()),
  };
}
