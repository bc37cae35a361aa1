// Under which account the PostgreSQL programs run: they refuse root, and initdb refuses an account without a name.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly uid?: number;
  readonly gid?: number;
}

export interface ServerAccount {
  /** For people: who runs the server. */
  readonly label: string;
  /** Owner of the files as seen from this process, when that must differ from this process's own account. */
  readonly owner: { readonly uid: number; readonly gid: number } | undefined;
  command(file: string, args: readonly string[]): Command;
}

/**
 * Chooses how to run the server.
 *
 * An ordinary account runs it itself. Root (or an account that has no name) runs it in a user namespace, where it
 * appears as an ordinary account while files stay its own. Where namespaces are refused, root hands over to an
 * existing ordinary account.
 *
 * @param homeOwnerUid owner of the data that is there already, if any: whoever made it must go on running it.
 * @throws Error when no account will do.
 */
export function chooseAccount(homeOwnerUid: number | undefined): ServerAccount {
  const uid = process.getuid?.() ?? 0;
  if (uid !== 0 && hasName()) return ownAccount;
  const people = namedAccounts();
  if (uid === 0 && homeOwnerUid !== undefined && homeOwnerUid !== 0) {
    const owner = people.find((person) => person.uid === homeOwnerUid);
    if (owner === undefined) throw refusal(`its data belongs to account ${homeOwnerUid}, which is not on this machine`);
    return otherAccount(owner);
  }
  const candidate = people.find((person) => person.name === 'postgres') ?? people.find(({ name }) => name === 'nobody');
  if (candidate === undefined) throw refusal('this machine has neither an account "postgres" nor "nobody"');
  const namespace = namespaceAccount(candidate);
  if (runs(namespace.command('true', []))) return namespace;
  if (uid !== 0) throw refusal(`account ${uid} has no name and user namespaces are refused`);
  return otherAccount(candidate);
}

/** Whether the account can reach a path; `flag` as in test(1): `-x`, `-r`, `-w`. */
export function canReach(account: ServerAccount, flag: '-x' | '-r' | '-w', path: string): boolean {
  return runs(account.command('test', [flag, path]));
}

/** Runs a program to its end. @throws Error with its last words when it fails. */
export function runToEnd(command: Command, env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve, reject) => {
    const { file, args, ...account } = command;
    const child = spawn(file, [...args], { ...account, env, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] });
    let words = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      words = (words + text).slice(-2_000);
    });
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(words.trim() || `exit code ${code}`))));
  });
}

interface NamedAccount {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const ownAccount: ServerAccount = {
  label: 'this account',
  owner: undefined,
  command: (file, args) => ({ file, args }),
};

function namespaceAccount({ uid, gid }: NamedAccount): ServerAccount {
  // unshare replaces itself by the program, so the process id we see is the program's own.
  const mapping = ['-U', `--map-user=${uid}`, `--map-group=${gid}`, '--'];
  return {
    label: 'a user namespace',
    owner: undefined,
    command: (file, args) => ({ file: 'unshare', args: [...mapping, file, ...args] }),
  };
}

function otherAccount({ name, uid, gid }: NamedAccount): ServerAccount {
  return { label: `account ${name}`, owner: { uid, gid }, command: (file, args) => ({ file, args, uid, gid }) };
}

function hasName(): boolean {
  try {
    return userInfo().username !== '';
  } catch {
    return false;
  }
}

function namedAccounts(): readonly NamedAccount[] {
  try {
    return readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
      .filter(({ name, uid, gid }) => name !== '' && uid > 0 && gid > 0);
  } catch {
    return [];
  }
}

function runs({ file, args, ...account }: Command): boolean {
  return spawnSync(file, [...args], { ...account, stdio: 'ignore', timeout: 10_000, cwd: '/' }).status === 0;
}

function refusal(reason: string): Error {
  return new Error(
    `The embedded PostgreSQL cannot run here: ${reason}. ` +
      'Start the gateway from an ordinary account, or set DATABASE_URL to a PostgreSQL of your own.',
  );
}
