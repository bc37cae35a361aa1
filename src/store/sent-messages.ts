// Messages with passcodes that users caused lately: how many, and to which contact. No texts. They stand beside the guesses, see otp-attempts.ts.
import { sql } from 'kysely';
import type { Database } from './database.js';
import { type Reservation, UserTally } from './user-tally.js';

/** Who causes a message, and where it goes. */
export interface MessageSubject {
  readonly userId: string;
  /** What names the contact. Null: one that the user has proven to have. */
  readonly contact: string | null;
}

/** How many messages a user may cause, and for how long each counts. */
export interface MessageLimit {
  readonly toOneContact: number;
  readonly inAll: number;
  readonly windowSeconds: number;
}

export class SentMessages {
  private readonly messages: UserTally;

  constructor(
    db: Database,
    private readonly limit: MessageLimit,
  ) {
    this.messages = new UserTally(db, 'messages', limit.windowSeconds);
  }

  /** Takes one message, if there is one left. */
  reserve({ userId, contact }: MessageSubject): Promise<Reservation> {
    const inAll = { counts: sql`true`, most: this.limit.inAll };
    const toContact = { counts: sql`entry ->> 'contact' = ${contact}::text`, most: this.limit.toOneContact };
    return this.messages.reserve(userId, { contact }, contact === null ? [inAll] : [toContact, inAll]);
  }

  /** Takes a message back that was not sent. */
  giveBack({ userId }: MessageSubject, id: string): Promise<void> {
    return this.messages.giveBack(userId, id);
  }
}
