// How a PingOne transaction is started: once, with a callback of its own, whatever becomes of the answer or of this process.
import { randomBytes, randomUUID } from 'node:crypto';
import { sha256 } from '../auth/keys.js';
import { UpstreamError } from '../datasources/http/errors.js';
import type { Transaction } from '../datasources/pingone/transaction.js';
import type { VerifyApi } from '../datasources/pingone/verify.js';
import type { StoredIdempotency } from '../store/records.js';
import type { Starts } from '../store/starts.js';
import type { StatusLog } from '../store/status-log.js';
import { findFitting, findInterrupted, type Lost } from './lost-transaction.js';
import { Refusal } from './refusal.js';
import { createAndSettle } from './settle.js';
import type { StartRequest } from './start-request.js';

/** Header in which PingOne's callback brings the secret of its transaction. */
export const CALLBACK_SECRET_HEADER = 'x-callback-secret';

const SECRET_BYTES = 32;

export interface TransactionStartParts {
  readonly starts: Starts;
  readonly verify: VerifyApi;
  readonly log: StatusLog;
  /** Where PingOne calls back; the id of the start is appended. */
  readonly callbackBase: () => string;
  /** Begins to track what was started. */
  readonly record: (transaction: Transaction, request: StartRequest) => Promise<void>;
  /** Begins to track what was started by a process that is gone. */
  readonly adopt: (transaction: Transaction, reference: string) => Promise<void>;
}

export class TransactionStarts {
  constructor(private readonly parts: TransactionStartParts) {}

  /**
   * Starts a PingOne Verify transaction and begins to track it, or takes on what the same idempotency key started before.
   * Not bound to the caller: what has begun goes on when the caller leaves.
   * @param idempotency the key that asked for it, which stands for the transaction from the moment in which it is confirmed
   * @throws Refusal when the reference is taken
   * @throws UpstreamError when PingOne refuses or fails; an unsure outcome is settled first
   */
  async start(request: StartRequest, idempotency: StoredIdempotency | null): Promise<Transaction> {
    const { starts, verify } = this.parts;
    const resumed = idempotency && (await this.resume(request, idempotency));
    if (resumed) return resumed;
    const secret = randomBytes(SECRET_BYTES).toString('base64url');
    const start = {
      id: randomUUID(),
      source: 'PINGONE_VERIFY',
      reference: request.reference,
      userId: request.userId,
      secretHash: sha256(secret),
      idempotency,
    } as const;
    if (!(await starts.reserve(start))) {
      const message = 'Another transaction of PingOne Verify has this reference.';
      throw new Refusal([{ code: 'UNIQUENESS_VIOLATION', message, field: ['input', 'reference'] }]);
    }
    const callback = {
      url: `${this.parts.callbackBase()}/${start.id}`,
      headers: { [CALLBACK_SECRET_HEADER]: secret },
    };
    const lost = this.lost(request.userId, request.transaction.verifyPolicyId ?? null);
    const transaction = await createAndSettle({
      source: 'PINGONE_VERIFY',
      // What an earlier attempt made was looked for by its own address.
      unsureSince: null,
      create: () => verify.createTransaction(request.userId, { ...request.transaction, callback }),
      find: (since) => findFitting(lost, since, callback.url),
    }).catch(async (error: unknown) => {
      // Where PingOne may have it the same key looks for it again.
      const mayBeThere = error instanceof UpstreamError && error.mayHaveTakenEffect;
      if (!mayBeThere || idempotency === null) await starts.withdraw(start.id);
      throw error;
    });
    // The start stays should the store fail here: by it the same key finds what PingOne has made.
    return this.settle(start.id, transaction, request);
  }

  /** Takes on what an instance that is gone began under the same key. Null: there is nothing of it. */
  private async resume(request: StartRequest, idempotency: StoredIdempotency): Promise<Transaction | null> {
    const { starts } = this.parts;
    const interrupted = await starts.interrupted('PINGONE_VERIFY', idempotency);
    if (!interrupted) return null;
    const transaction = await findInterrupted({
      startId: interrupted.id,
      startedAt: interrupted.startedAt,
      ...this.lost(request.userId, request.transaction.verifyPolicyId ?? null),
    });
    if (transaction) return this.settle(interrupted.id, transaction, { ...request, reference: interrupted.reference });
    await starts.withdraw(interrupted.id);
    return null;
  }

  /**
   * Looks for what one create made whose process is gone, and which nobody came back for; tracks it under its reference.
   * What else it was asked for with went with the process.
   * @returns whether there was such a create
   * @throws UpstreamError when PingOne cannot be asked, or `timeout` when nobody can tell; it is looked for again later
   */
  async settleLeft(): Promise<boolean> {
    const { starts, adopt } = this.parts;
    const left = await starts.takeLeft();
    if (!left) return false;
    const { id, startedAt, userId, reference } = left;
    try {
      const transaction = await findInterrupted({ startId: id, startedAt, ...this.lost(userId, null) });
      if (transaction) {
        await adopt(transaction, reference);
        await starts.confirm(id, transaction.id);
      } else await starts.withdraw(id);
    } catch (error) {
      const isGone = error instanceof UpstreamError && error.kind === 'not-found';
      if (isGone || left.isLast) await starts.withdraw(id);
      if (!isGone) throw error;
    }
    return true;
  }

  private async settle(startId: string, transaction: Transaction, request: StartRequest): Promise<Transaction> {
    await this.parts.record(transaction, request);
    await this.parts.starts.confirm(startId, transaction.id);
    return transaction;
  }

  private lost(userId: string, verifyPolicyId: string | null): Lost {
    const { verify, log } = this.parts;
    return {
      verifyPolicyId,
      list: () => verify.listTransactions(userId),
      known: async (ids) => new Set((await log.findMany(ids)).map(({ id }) => id)),
    };
  }
}
