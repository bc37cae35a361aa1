// The tables, as steps that are only ever added to. Kysely runs them under a lock, so instances may start together.
import { type Kysely, type Migration, Migrator, sql } from 'kysely';
import type { Database } from './database.js';

const steps: Record<string, Migration> = {
  '001_verifications': {
    async up(db: Kysely<unknown>) {
      await sql`
        create table verifications (
          id text primary key,
          source text not null,
          user_id text,
          reference text,
          lifecycle text not null,
          decision text not null,
          version integer not null,
          raw_status text,
          raw_result text,
          verify_policy_id text,
          challenge text,
          redirect_url text,
          redirect_message text,
          callback_url text,
          callback_header_names text[] not null default '{}',
          callback_sealed bytea,
          provisional boolean not null default false,
          created_at timestamptz not null,
          updated_at timestamptz not null,
          expires_at timestamptz,
          finished_at timestamptz,
          deleted_at timestamptz,
          upstream_updated_at timestamptz,
          received_at timestamptz,
          position bigint not null,
          next_poll_at timestamptz,
          active_at timestamptz not null default now(),
          woken_at timestamptz,
          lease_owner text,
          lease_until timestamptz
        )`.execute(db);
      await sql`create index verifications_user on verifications (user_id, created_at desc, id)`.execute(db);
      await sql`create index verifications_due on verifications (next_poll_at) where next_poll_at is not null`.execute(
        db,
      );

      await sql`
        create table verification_events (
          position bigserial primary key,
          id uuid not null default gen_random_uuid(),
          verification_id text not null references verifications (id) on delete cascade,
          user_id text,
          type text not null,
          origin text not null,
          version integer not null,
          grew boolean not null,
          lifecycle text not null,
          decision text not null,
          previous_lifecycle text,
          previous_decision text,
          raw_status text,
          occurred_at timestamptz not null,
          recorded_at timestamptz not null default clock_timestamp(),
          actor jsonb,
          reason text
        )`.execute(db);
      await sql`create index verification_events_of on verification_events (verification_id, position)`.execute(db);
      await sql`create index verification_events_of_user on verification_events (user_id, position)`.execute(db);
      await sql`create unique index verification_events_version on verification_events (verification_id, version) where grew`.execute(
        db,
      );
      await sql`create index verification_events_recorded on verification_events (recorded_at)`.execute(db);

      await sql`create table log_floor (singleton boolean primary key default true check (singleton), position bigint not null default 0)`.execute(
        db,
      );
      await sql`insert into log_floor default values`.execute(db);

      await sql`
        create table verification_starts (
          id uuid primary key,
          source text not null,
          reference text not null,
          user_id text,
          secret_hash bytea not null,
          verification_id text,
          started_at timestamptz not null default now(),
          unique (source, reference)
        )`.execute(db);
      await sql`create index verification_starts_of on verification_starts (verification_id)`.execute(db);

      await sql`
        create table callback_inbox (
          id uuid primary key default gen_random_uuid(),
          source text not null,
          start_id uuid not null references verification_starts (id) on delete cascade,
          received_at timestamptz not null default clock_timestamp(),
          handled_at timestamptz
        )`.execute(db);
      await sql`create index callback_inbox_waiting on callback_inbox (start_id) where handled_at is null`.execute(db);

      await sql`
        create table idempotency_keys (
          caller text not null,
          operation text not null,
          key text not null,
          input_hash bytea not null,
          result_id text,
          created_at timestamptz not null default now(),
          primary key (caller, operation, key)
        )`.execute(db);
      await sql`create index idempotency_keys_age on idempotency_keys (created_at)`.execute(db);
    },
  },
  '002_audit': {
    async up(db: Kysely<unknown>) {
      await sql`
        create table audit_events (
          position bigserial primary key,
          id uuid not null unique,
          occurred_at timestamptz not null,
          actor jsonb not null,
          action text not null,
          outcome text not null,
          target_type text,
          target_id text,
          user_id text,
          fields text[] not null default '{}',
          reason text,
          request_id text,
          ip_address text,
          user_agent text,
          hash text not null,
          previous_hash text
        )`.execute(db);
      await sql`create index audit_events_target on audit_events (target_id, position)`.execute(db);
      await sql`create index audit_events_user on audit_events (user_id, position)`.execute(db);
      await sql`create index audit_events_actor on audit_events ((actor ->> 'id'), position)`.execute(db);
      await sql`create index audit_events_time on audit_events (occurred_at)`.execute(db);
      // Whoever can only use this table can add to it and read it; changing the past takes the rights of its owner.
      await sql`
        create function refuse_change() returns trigger language plpgsql as
        $$ begin raise exception 'the audit log is append-only'; end $$`.execute(db);
      await sql`
        create trigger audit_events_append_only before update or delete on audit_events
        for each row execute function refuse_change()`.execute(db);
    },
  },
  '003_evidence': {
    async up(db: Kysely<unknown>) {
      await sql`alter table verifications add column has_evidence boolean not null default false`.execute(db);
      await sql`
        update verifications set has_evidence = true
        where raw_status in ('PARTIAL', 'IN_PROGRESS', 'SUCCESS', 'APPROVED_MANUALLY')
          or (raw_status = 'FAIL' and lifecycle = 'FINISHED')`.execute(db);
    },
  },
  '004_otp_attempts': {
    async up(db: Kysely<unknown>) {
      await sql`
        create table otp_attempts (
          user_id text primary key,
          guesses jsonb not null,
          touched_at timestamptz not null default now()
        )`.execute(db);
      await sql`
        create table otp_subjects (
          authentication_id text primary key,
          user_id text not null,
          device text,
          noted_at timestamptz not null default now()
        )`.execute(db);
    },
  },
};

/**
 * Brings the database to the newest form.
 * @throws when a step fails; the step is rolled back.
 */
export async function migrate(db: Database): Promise<void> {
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => steps } }).migrateToLatest();
  if (error !== undefined) throw new Error('The database could not be brought up to date.', { cause: error });
}

/** Whether every step has been taken; for readiness. */
export async function isMigrated(db: Database): Promise<boolean> {
  const migrations = await new Migrator({ db, provider: { getMigrations: async () => steps } }).getMigrations();
  return migrations.every((migration) => migration.executedAt !== undefined);
}
