// Guesses at one-time passcodes: how many were made lately, for whom, and which device authentication stands for whom. No passcodes.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from './database.js';

/** Whose device is guessed at. */
export interface OtpSubject {
  readonly userId: string;
  /** Id of the device, or what names a contact used once. Null: any device of the user. */
  readonly device: string | null;
}

export type Reservation =
  | { readonly state: 'reserved'; readonly id: string }
  /** All guesses are spent; `retryAt` is when the oldest one no longer counts. */
  | { readonly state: 'spent'; readonly retryAt: Date };

/** How many guesses may be made, and for how long each counts. */
export interface OtpLimit {
  readonly attempts: number;
  readonly windowSeconds: number;
}

export class OtpAttempts {
  constructor(
    private readonly db: Database,
    private readonly limit: OtpLimit,
  ) {}

  /**
   * Takes one guess, if there is one left. A guess at any device counts for each, and each for those at any.
   * All guesses of a user stand in one row, whose lock puts parallel callers of every instance in line.
   */
  async reserve(subject: OtpSubject): Promise<Reservation> {
    const id = randomUUID();
    const { attempts } = this.limit;
    const { rows } = await sql<{ userId: string }>`
      insert into otp_attempts as present (user_id, guesses)
      values (${subject.userId}, jsonb_build_array(${this.guess(id, subject)}))
      on conflict (user_id) do update
        set guesses = (
          select coalesce(jsonb_agg(guess), '[]') from jsonb_array_elements(present.guesses) guess where ${this.isLive()}
        ) || ${this.guess(id, subject)}, touched_at = now()
        where (
          select count(*) from jsonb_array_elements(present.guesses) guess where ${this.isLive()} and ${counts(subject)}
        ) < ${attempts}
      returning user_id
    `.execute(this.db);
    if (rows.length === 1) return { state: 'reserved', id };
    // Given back or run out meanwhile: at once is then the right time.
    return { state: 'spent', retryAt: (await this.lockedUntil(subject)) ?? new Date() };
  }

  /** When the next guess is possible; null: now. */
  async lockedUntil(subject: OtpSubject): Promise<Date | null> {
    const { attempts, windowSeconds } = this.limit;
    const { rows } = await sql<{ retryAt: Date }>`
      select to_timestamp((guess ->> 'at')::double precision + ${windowSeconds}::double precision) as retry_at
      from otp_attempts, jsonb_array_elements(guesses) guess
      where user_id = ${subject.userId} and ${this.isLive()} and ${counts(subject)}
      order by (guess ->> 'at')::double precision desc
      offset ${attempts - 1} limit 1
    `.execute(this.db);
    return rows[0]?.retryAt ?? null;
  }

  /** Takes a guess back: the passcode was right, or was never looked at. */
  async giveBack({ userId }: OtpSubject, id: string): Promise<void> {
    await sql`
      update otp_attempts set guesses = (
        select coalesce(jsonb_agg(guess), '[]') from jsonb_array_elements(guesses) guess where guess ->> 'id' <> ${id}
      ) where user_id = ${userId}
    `.execute(this.db);
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

  /** Removes what no longer counts. */
  async clear(): Promise<void> {
    const { windowSeconds } = this.limit;
    await sql`delete from otp_attempts where touched_at < now() - make_interval(secs => ${windowSeconds})`.execute(
      this.db,
    );
    await sql`delete from otp_subjects where noted_at < now() - interval '1 day'`.execute(this.db);
  }

  private guess(id: string, { device }: OtpSubject) {
    return sql`jsonb_build_object('id', ${id}::text, 'device', ${device}::text, 'at', extract(epoch from clock_timestamp())::double precision)`;
  }

  private isLive() {
    return sql`(guess ->> 'at')::double precision > extract(epoch from clock_timestamp()) - ${this.limit.windowSeconds}::double precision`;
  }
}

function counts({ device }: OtpSubject) {
  return sql`(${device}::text is null or guess ->> 'device' is null or guess ->> 'device' = ${device}::text)`;
}
