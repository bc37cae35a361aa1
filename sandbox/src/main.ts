/** The command line of the sandbox: options, the ready line, signals. */
import { parseArgs } from 'node:util';
import { type RunningSandbox, type SandboxOptions, startSandbox } from './server.js';

const USAGE = `Usage: sandbox [options]

Emulates PingOne (users, Verify, MFA, token issuer) and Mitek over real HTTP, with pages a person can click.

  --port N            port to listen on; 0 (default) takes the port of the last run, or any free one
  --host ADDRESS      address to listen on (default 127.0.0.1)
  --public-url URL    address under which browsers and gateways reach it (default: the one it listens on)
  --mitek-port N      port of Mitek, likewise
  --mitek-public-url URL
                      address under which browsers and gateways reach Mitek
  --mitek-profile FILE
                      profile of Mitek's request API (default: the one that comes with the project)
  --data-dir FOLDER   where state, keys and log live (default .data)
  --fresh             forget people, transactions, keys and secrets of earlier runs
  --json              print one JSON line on standard output when ready
  --exit-with-parent  end when the program that started it goes away
  --help              show this text
`;

interface CommandLine {
  readonly options: SandboxOptions;
  readonly json: boolean;
  readonly exitWithParent: boolean;
}

async function main(): Promise<void> {
  const commandLine = readCommandLine();
  if (commandLine === undefined) return;
  const sandbox = await startSandbox(commandLine.options);
  stopOnSignals(sandbox, commandLine.exitWithParent);
  process.stdout.write(commandLine.json ? `${JSON.stringify(sandbox.ready)}\n` : greeting(sandbox));
}

function readCommandLine(): CommandLine | undefined {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      host: { type: 'string' },
      'public-url': { type: 'string' },
      'mitek-port': { type: 'string', default: '0' },
      'mitek-public-url': { type: 'string' },
      'mitek-profile': { type: 'string' },
      'data-dir': { type: 'string', default: '.data' },
      fresh: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      'exit-with-parent': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return undefined;
  }
  const publicUrl = webAddress('public-url', values['public-url']);
  const mitek = {
    port: portNumber('mitek-port', values['mitek-port']),
    publicUrl: webAddress('mitek-public-url', values['mitek-public-url']),
    profile: values['mitek-profile'],
  };
  const port = portNumber('port', values.port);
  return {
    options: { port, host: values.host, publicUrl, dataDir: values['data-dir'], fresh: values.fresh, mitek },
    json: values.json,
    exitWithParent: values['exit-with-parent'],
  };
}

function portNumber(option: string, text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new Error(`--${option} must be a number from 0 to 65535.`);
  return port;
}

function webAddress(option: string, text: string | undefined): string | undefined {
  if (text !== undefined && !/^https?:\/\//.test(text)) throw new Error(`--${option} must be an http(s) address.`);
  return text;
}

function stopOnSignals(sandbox: RunningSandbox, exitWithParent: boolean): void {
  const stop = () => {
    sandbox.stop().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  // A signal may come twice, once from the terminal and once from a parent; stopping happens once.
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  if (!exitWithParent) return;
  if (process.connected) process.on('disconnect', stop);
  else {
    process.stdin.on('end', stop);
    process.stdin.on('error', stop);
    process.stdin.resume();
  }
}

function greeting({ ready }: RunningSandbox): string {
  return [
    `PingOne sandbox: ${ready.pingone}`,
    `Mitek:           ${ready.mitek}`,
    `Inbox:           ${ready.inbox}`,
    `Environment:     ${ready.environmentId}`,
    `Worker:          ${ready.clientId}`,
    `Issuer:          ${ready.issuer}`,
    '',
  ].join('\n');
}

function fail(error: unknown): never {
  process.stderr.write(`sandbox: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

main().catch(fail);
