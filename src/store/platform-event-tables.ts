// The tables of events that PingOne's platform sends, as a step of migrations.ts.
import { type Kysely, type Migration, sql } from 'kysely';

export const platformEventTables: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table platform_events (
        id text primary key,
        received_at timestamptz not null default clock_timestamp()
      )`.execute(db);
    await sql`create index platform_events_age on platform_events (received_at)`.execute(db);
    await sql`
      create table user_lookups (
        user_id text primary key,
        asked_at timestamptz not null default clock_timestamp(),
        due_at timestamptz not null default now(),
        attempts integer not null default 0
      )`.execute(db);
    await sql`create index user_lookups_due on user_lookups (due_at)`.execute(db);
  },
};
