// Guesses at one-time passcodes: how many were made lately, for whom, and which device or authentication stands for whom. No passcodes.
import { type Kysely, type Migration, sql } from 'kysely';
import type { Database } from './database.js';
import { type Reservation, type TallyLimit, UserTally } from './user-tally.js';

/** Step of the migrations: contacts of devices that wait for activation, and messages that users caused. */
export const messageLimits: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      alter table otp_attempts alter column guesses set default '[]', add column messages jsonb not null default '[]'
    `.execute(db);
    await sql`
      create table otp_contacts (
        device_id text primary key,
        user_id text not null,
        contact text not null,
        noted_at timestamptz not null default now()
      )`.execute(db);
    await sql`create index otp_contacts_age on otp_contacts (noted_at)`.execute(db);
  },
};

/** Whose device is guessed at. Ids are in lower case. */
export interface OtpSubject {
  readonly userId: string;
  /** Id of the device, or what names a contact used once. Null: any device of the user. */
  readonly device: string | null;
  /** What names the contact of the device, where it counts too: a device can be removed and added again. */
  readonly contact?: string | null;
}

/** A device that waits for activation. */
export interface WaitingDevice {
  readonly userId: string;
  readonly deviceId: string;
}

/** How many guesses may be made, and for how long each counts. */
export interface OtpLimit {
  /** At one device or contact. */
  readonly attempts: number;
  /** At all that a user has. */
  readonly attemptsOfUser: number;
  readonly windowSeconds: number;
}

const EVERYTHING = sql`true`;

export class OtpAttempts {
  private readonly guesses: UserTally;

  constructor(
    private readonly db: Database,
    private readonly limit: OtpLimit,
  ) {
    this.guesses = new UserTally(db, 'guesses', limit.windowSeconds);
  }

  /** Takes one guess, if there is one left. A guess at any device counts for each, and each for those at any. */
  reserve(subject: OtpSubject): Promise<Reservation> {
    const { userId, device, contact = null } = subject;
    return this.guesses.reserve(userId, { device, contact }, this.limitsOf(subject));
  }

  /** When the next guess is possible; null: now. */
  async lockedUntil(subject: OtpSubject): Promise<Date | null> {
    return (await this.guesses.full(subject.userId, this.limitsOf(subject)))?.retryAt ?? null;
  }

  /** Takes a guess back: the passcode was right, or was never looked at. */
  giveBack({ userId }: OtpSubject, id: string): Promise<void> {
    return this.guesses.giveBack(userId, id);
  }

  /** Notes whose device a device authentication asks for, so that a locked-out guess needs no call upstream. */
  async note(authenticationId: string, { userId, device }: OtpSubject): Promise<void> {
    await sql`
      insert into otp_subjects (authentication_id, user_id, device) values (${authenticationId}, ${userId}, ${device})
      on conflict (authentication_id) do update set user_id = excluded.user_id, device = excluded.device, noted_at = now()
    `.execute(this.db);
  }

  /** Whose device a device authentication asked for when it was last seen; null when it never was. */
  async subjectOf(authenticationId: string): Promise<OtpSubject | null> {
    const { rows } = await sql<OtpSubject>`
      select user_id, device from otp_subjects where authentication_id = ${authenticationId}
    `.execute(this.db);
    return rows[0] ?? null;
  }

  /** Notes the contact of a device that waits for activation. @param contact what names it */
  async noteContact({ userId, deviceId }: WaitingDevice, contact: string): Promise<void> {
    await sql`
      insert into otp_contacts (device_id, user_id, contact) values (${deviceId}, ${userId}, ${contact})
      on conflict (device_id) do update set user_id = excluded.user_id, contact = excluded.contact, noted_at = now()
    `.execute(this.db);
  }

  /** What names the contact of a device of this user; null when the device was not added here lately. */
  async contactOf({ userId, deviceId }: WaitingDevice): Promise<string | null> {
    const { rows } = await sql<{ contact: string }>`
      select contact from otp_contacts where device_id = ${deviceId} and user_id = ${userId}
    `.execute(this.db);
    return rows[0]?.contact ?? null;
  }

  /** Removes what no longer counts, of messages too. */
  async clear(): Promise<void> {
    await sql`delete from otp_attempts where touched_at < now() - interval '1 hour'`.execute(this.db);
    await sql`delete from otp_subjects where noted_at < now() - interval '1 day'`.execute(this.db);
    await sql`delete from otp_contacts where noted_at < now() - interval '1 day'`.execute(this.db);
  }

  private limitsOf(subject: OtpSubject): readonly TallyLimit[] {
    return [
      { counts: counts(subject), most: this.limit.attempts },
      { counts: EVERYTHING, most: this.limit.attemptsOfUser },
    ];
  }
}

function counts({ device, contact }: OtpSubject) {
  if (device === null) return EVERYTHING;
  const names = contact ? [device, contact] : [device];
  return sql`(entry ->> 'device' is null or array[entry ->> 'device', entry ->> 'contact'] && ${names}::text[])`;
}
