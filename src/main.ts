#!/usr/bin/env node
// The command line: `start` runs the gateway as configured, `dev` runs it beside the sandbox with nothing to configure.
// Standard output is for the answer, standard error for the log.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { type RunningApp, startApp } from './app.js';
import { type AuditVerifyOptions, verifyAudit } from './audit-command.js';
import { Permission } from './auth/permissions.js';
import commands from './config/commands.json' with { type: 'json' };
import { ConfigError, loadConfig, withEnvFile } from './config/config.js';
import { describeForTerminal } from './config/describe.js';
import { type FixedValues, override } from './config/override.js';
import { readProfile } from './datasources/mitek/profile.js';

interface Options {
  readonly port?: string;
  readonly json?: boolean;
  readonly fresh?: boolean;
}

/** What the sandbox says of itself in its one line. */
interface SandboxReady {
  readonly pingone: string;
  readonly control: string;
  readonly inbox: string;
  readonly issuer: string;
  readonly jwks: string;
  readonly environmentId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly mitek: string;
  readonly mitekApiVersion: string;
  readonly mitekClientId: string;
  readonly mitekClientSecret: string;
  readonly tokens: Readonly<Record<string, string>>;
  readonly users: Readonly<Record<string, string>>;
}

const SANDBOX = fileURLToPath(new URL('../sandbox/dist/main.js', import.meta.url));

/** What the demo people of the sandbox may do. */
const DEMO_PERMISSIONS = {
  admin: ['*'],
  support: ['USERS_READ', 'VERIFY_READ', 'VERIFY_WRITE', 'MITEK_READ', 'MITEK_WRITE', 'MFA_READ', 'PII_REVEAL'],
};

const CANNOT_START = 1;
/** Ends of `audit verify` beside 0: the log is not whole; it could not be checked. */
const TAMPERED = 1;
const CANNOT_CHECK = 2;

function commandLine(): Command {
  const program = new Command('idgw')
    .description(packageJson.description)
    .version(packageJson.version)
    .addHelpText('after', `\nEnvironment (a .env file is read too):\n${describeForTerminal()}\n`);
  addCommand(program, 'start').action(start);
  addCommand(program, 'dev').action(dev);
  program
    .command('audit')
    .description('look after the audit log')
    .command('verify')
    .description(
      `check the hash chain of the audit log: ends with 0 whole, ${TAMPERED} tampered with, ${CANNOT_CHECK} not checked`,
    )
    .option('--expect <hash>', 'newest hash of an earlier run: shows whether the end was cut off since')
    .option('--json', 'print one JSON line on standard output')
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : CANNOT_CHECK))
    .action(auditVerify);
  return program;
}

/** What it says of itself stands where it can be read before anything is built. */
function addCommand(program: Command, name: keyof typeof commands): Command {
  const { description, options } = commands[name];
  const command = program.command(name).description(description);
  for (const [flags, meaning] of Object.entries(options)) command.option(flags, meaning);
  return command;
}

async function auditVerify(options: AuditVerifyOptions): Promise<void> {
  const stopped = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => stopped.abort());
  try {
    const { isWhole, text } = await verifyAudit(options, stopped.signal);
    print(text);
    process.exitCode = isWhole ? 0 : TAMPERED;
  } catch (error) {
    fail(`The audit log could not be checked: ${explanationOf(error)}`, CANNOT_CHECK);
  }
}

async function start(options: Options): Promise<void> {
  const env = withPort(withEnvFile(process.env, '.env'), options);
  const app = await startApp(loadConfig(env, Object.values(Permission)), { version: packageJson.version });
  stopOnSignals(app);
  const addresses = addressesOf(app.url);
  print(options.json ? JSON.stringify(addresses) : `The gateway is ready: ${addresses.graphql}\n`);
}

async function dev(options: Options): Promise<void> {
  const env = withPort(withEnvFile(process.env, '.env'), options);
  const dataDir = env.DATA_DIR || '.data';
  // The sandbox goes by it too, and does not say as much of its mistakes.
  if (env.MITEK_PROFILE_FILE?.trim()) readProfile(env.MITEK_PROFILE_FILE.trim());
  const { child, ready } = await startSandbox(dataDir, {
    fresh: options.fresh === true,
    profile: env.MITEK_PROFILE_FILE,
  });
  const stopSandbox = () => stopChild(child);
  const own = override({ LOG_LEVEL: 'warn', ...env, DATA_DIR: dataDir }, valuesOf(ready));
  if (own.ineffective.length > 0) {
    process.stderr.write(`Without effect, as the sandbox has values of its own: ${own.ineffective.join(', ')}.\n`);
  }
  let app: RunningApp;
  try {
    app = await startApp(loadConfig(own.env, Object.values(Permission)), {
      version: packageJson.version,
      explorerTokens: ready.tokens,
    });
  } catch (error) {
    await stopSandbox();
    throw error;
  }
  const stopping = stopOnSignals(app, stopSandbox);
  child.once('exit', () => {
    if (!stopping.started) fail('The sandbox has ended unexpectedly; its log is in the data folder.');
  });
  print(options.json ? devJson(app, ready) : devGreeting(app, ready));
}

/**
 * What names the sandbox, its records and its people. That of a real tenant must not leak into the sandbox’s, nor the other way round;
 * everything else is the developer's to choose.
 */
function valuesOf(ready: SandboxReady): FixedValues {
  return {
    PINGONE_REGION: undefined,
    PINGONE_API_URL: ready.pingone,
    PINGONE_AUTH_URL: ready.pingone,
    PINGONE_ENVIRONMENT_ID: ready.environmentId,
    PINGONE_CLIENT_ID: ready.clientId,
    PINGONE_CLIENT_SECRET: ready.clientSecret,
    PINGONE_MFA_POLICY_ID: undefined,
    MITEK_HOST: undefined,
    MITEK_URL: ready.mitek,
    MITEK_API_VERSION: ready.mitekApiVersion,
    MITEK_CLIENT_ID: ready.mitekClientId,
    MITEK_CLIENT_SECRET: ready.mitekClientSecret,
    AUTH_ISSUER: ready.issuer,
    AUTH_AUDIENCE: undefined,
    AUTH_JWKS_URL: ready.jwks,
    AUTH_ALGORITHMS: undefined,
    AUTH_ROLES_CLAIM: undefined,
    AUTH_PERMISSIONS: JSON.stringify(DEMO_PERMISSIONS),
  };
}

/** @param options.profile file of the profile that Mitek goes by, as the gateway does */
async function startSandbox(
  dataDir: string,
  { fresh, profile }: { readonly fresh: boolean; readonly profile: string | undefined },
): Promise<{ child: ChildProcess; ready: SandboxReady }> {
  if (!existsSync(SANDBOX)) throw new Error('The sandbox is not built; run it from a checkout with `npm start`.');
  const flags = ['--json', '--exit-with-parent', '--data-dir', dataDir, ...(fresh ? ['--fresh'] : [])];
  if (profile?.trim()) flags.push('--mitek-profile', profile.trim());
  const child = spawn(process.execPath, [SANDBOX, ...flags], { stdio: ['pipe', 'pipe', 'inherit'] });
  const firstLine = once(createInterface({ input: child.stdout }), 'line');
  const exit = once(child, 'exit').then(() => {
    throw new Error('The sandbox did not start.');
  });
  const [line] = await Promise.race([firstLine, exit]);
  exit.catch(() => undefined);
  return { child, ready: JSON.parse(String(line)) as SandboxReady };
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}

/** A signal can come twice, once from the terminal and once from npm; stopping happens once. */
function stopOnSignals(app: RunningApp, alsoStop?: () => Promise<void>): { readonly started: boolean } {
  const stopping = { started: false };
  const stop = async () => {
    if (stopping.started) return;
    stopping.started = true;
    await app.stop();
    await alsoStop?.();
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => void stop());
  return stopping;
}

function addressesOf(url: string) {
  return {
    graphql: `${url}/graphql`,
    subscriptions: `${url.replace(/^http/, 'ws')}/graphql`,
    explorer: `${url}/explorer`,
    health: `${url}/readyz`,
  };
}

function devJson(app: RunningApp, ready: SandboxReady): string {
  const { pingone, mitek, control, inbox, tokens, users, environmentId } = ready;
  return JSON.stringify({
    ...addressesOf(app.url),
    sandbox: { pingone, mitek, control, inbox },
    tokens,
    users,
    environmentId,
  });
}

function devGreeting(app: RunningApp, ready: SandboxReady): string {
  const { graphql, subscriptions, explorer } = addressesOf(app.url);
  const people = Object.entries(ready.tokens).map(([name, token]) => `  ${name.padEnd(9)}${token}`);
  return `
The gateway is ready, beside a sandbox of PingOne and Mitek. Ctrl-C stops both.

  Explorer       ${explorer}
  GraphQL        ${graphql}
  WebSocket      ${subscriptions}
  Sandbox        ${ready.pingone}
  Inbox          ${ready.inbox}

Tokens, good for 12 hours (alice and bob are end users, support and admin are staff):
${people.join('\n')}

Try it:
  curl -s ${graphql} -H 'content-type: application/json' -H 'authorization: Bearer ${ready.tokens.alice}' -d '{"query":"{ viewer { id kind displayName user { username email } } }"}'
`;
}

function withPort(env: NodeJS.Dict<string>, { port }: Options): NodeJS.Dict<string> {
  return port === undefined ? env : { ...env, PORT: port };
}

function print(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

function fail(message: string, exitCode = CANNOT_START): never {
  process.stderr.write(`${message}\n`);
  process.exit(exitCode);
}

commandLine()
  .parseAsync()
  .catch((error: unknown) => {
    if (error instanceof ConfigError) fail(explanationOf(error));
    if (isAddressInUse(error)) fail('The port is taken by another program; choose one with --port or PORT.');
    fail(`The gateway could not start: ${reasonsOf(error)}`);
  });

function explanationOf(error: unknown): string {
  if (error instanceof ConfigError) return [error.message, ...error.problems.map((text) => `  - ${text}`)].join('\n');
  return reasonsOf(error);
}

function reasonsOf(error: unknown): string {
  if (!(error instanceof Error)) return 'for an unknown reason.';
  return error.cause instanceof Error ? `${error.message} ${reasonsOf(error.cause)}` : error.message;
}

function isAddressInUse(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}
