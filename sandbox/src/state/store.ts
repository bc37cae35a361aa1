/** Keeps the sandbox's state in one JSON file, written whole and atomically; what the state means lives elsewhere. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeMfa, encodeMfa } from '../mfa/codec.js';
import { decodeMitek, encodeMitek } from '../mitek/codec.js';
import type { PolicyRecord, SandboxState, TransactionRecord, UserRecord } from './state.js';

const FORMAT = 1;
const SETTLE_MS = 50;
const MAX_SETTLE_MS = 1_000;
const MAX_TRANSACTIONS = 20_000;

/** Holds the living state and writes it down shortly after each change. */
export class StateStore {
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> | undefined;
  private dirty = false;
  private closed = false;
  private lastWriteMs = 0;

  private constructor(
    readonly state: SandboxState,
    private readonly file: string,
    private readonly onError: (error: unknown) => void,
  ) {}

  /**
   * Opens the state kept in `folder`, or makes a new one.
   * @param fresh forget what was there
   * @param create makes the first state
   * @throws Error when the file exists and cannot be understood
   */
  static async open(
    folder: string,
    fresh: boolean,
    create: () => Promise<SandboxState>,
    onError: (error: unknown) => void,
  ): Promise<StateStore> {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const file = join(folder, 'state.json');
    if (fresh) rmSync(file, { force: true });
    const text = readIfThere(file);
    const store = new StateStore(text === undefined ? await create() : decode(text, file), file, onError);
    if (text === undefined) store.flushNow();
    return store;
  }

  /** Says that the state has changed; it is on disk within about 50 ms (later only when writing itself is slow). */
  changed(): void {
    this.dirty = true;
    if (this.closed || this.timer !== undefined || this.writing !== undefined) return;
    const waitMs = Math.min(Math.max(SETTLE_MS, this.lastWriteMs * 4), MAX_SETTLE_MS);
    this.timer = setTimeout(() => this.write(), waitMs);
    this.timer.unref();
  }

  /** Writes what is not yet on disk and stops; later changes are lost. */
  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.writing;
    if (this.dirty) this.flushNow();
  }

  private write(): void {
    this.timer = undefined;
    this.dirty = false;
    const startedAt = performance.now();
    const temporary = `${this.file}.next`;
    this.writing = writeFile(temporary, encode(this.state), { mode: 0o600 })
      .then(() => rename(temporary, this.file))
      .catch((error: unknown) => {
        this.dirty = true;
        this.onError(error);
      })
      .finally(() => {
        this.lastWriteMs = performance.now() - startedAt;
        this.writing = undefined;
        if (this.dirty) this.changed();
      });
  }

  private flushNow(): void {
    this.dirty = false;
    const temporary = `${this.file}.last`;
    writeFileSync(temporary, encode(this.state), { mode: 0o600 });
    renameSync(temporary, this.file);
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function encode(state: SandboxState): string {
  dropOldest(state);
  return JSON.stringify({
    ...state,
    format: FORMAT,
    users: [...state.users.values()],
    policies: [...state.policies.values()],
    transactions: [...state.transactions.values()],
    mfa: encodeMfa(state.mfa),
    mitek: encodeMitek(state.mitek),
  });
}

/** A sandbox that runs for weeks must not grow without end. */
function dropOldest(state: SandboxState): void {
  for (const id of state.transactions.keys()) {
    if (state.transactions.size <= MAX_TRANSACTIONS) return;
    state.transactions.delete(id);
  }
}

interface Stored extends Omit<SandboxState, 'users' | 'policies' | 'transactions' | 'mfa' | 'mitek'> {
  readonly users: readonly UserRecord[];
  readonly policies: readonly PolicyRecord[];
  readonly transactions: readonly TransactionRecord[];
  readonly mfa?: { readonly [part: string]: unknown };
  readonly mitek?: { readonly [part: string]: unknown };
}

function decode(text: string, file: string): SandboxState {
  const stored = parse(text, file);
  return {
    ...stored,
    users: byId(stored.users.map((user) => ({ ...NEW_IN_USERS, ...user }))),
    policies: byId(stored.policies),
    transactions: byId(stored.transactions.map((transaction) => ({ ...newInTransactions(), ...transaction }))),
    mfa: decodeMfa(stored.mfa),
    mitek: decodeMitek(stored.mitek),
  };
}

/** What a file written before these properties existed stands for. */
const NEW_IN_USERS = { verifyStatus: 'NOT_INITIATED' } as const;

function newInTransactions() {
  return {
    rawStatus: null,
    flaws: [],
    failedTries: [],
    otps: {},
    documents: [],
    previousDocuments: [],
    isClosed: false,
  };
}

function parse(text: string, file: string): Stored {
  const hint = `start once with --fresh to begin anew, or remove ${file}`;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error(`The sandbox's state is not readable JSON; ${hint}.`);
  }
  if (typeof value !== 'object' || value === null || !('format' in value) || value.format !== FORMAT) {
    throw new Error(`The sandbox's state was written by another version; ${hint}.`);
  }
  // Written by encode() of this very format, so the shape is ours.
  return value as unknown as Stored;
}

function byId<T extends { readonly id: string }>(list: readonly T[]): Map<string, T> {
  return new Map(list.map((item) => [item.id, item]));
}
