// The tables, as steps that are only ever added to. Kysely runs them under a lock, so instances may start together.
import { type Kysely, type Migration, Migrator, sql } from 'kysely';
import { auditChain } from './audit-chain.js';
import type { Database } from './database.js';
import { listIndexes } from './list-indexes.js';
import { sealedCallbacks } from './mitek-inbox.js';
import { messageLimits } from './otp-attempts.js';
import { platformEventTables } from './platform-event-tables.js';
import { erasureTimes, redactionLeftovers, redactionTables } from './redactions.js';
import { webhookTables } from './webhook-tables.js';

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
  '005_mitek': {
    async up(db: Kysely<unknown>) {
      await sql`
        create table mitek_journeys (
          id text primary key references verifications (id) on delete cascade,
          environment text not null,
          delivery_method text not null,
          use_defaults boolean not null,
          scope jsonb,
          end_date text,
          tabs_order text[] not null default '{}',
          language text,
          request_id text,
          personal_sealed bytea,
          findings_sealed bytea,
          findings_until timestamptz,
          score double precision,
          confirmed boolean,
          scores jsonb,
          redacted_at timestamptz
        )`.execute(db);
      await sql`create index mitek_journeys_findings on mitek_journeys (findings_until) where findings_sealed is not null`.execute(
        db,
      );
      await sql`
        create index verifications_silent on verifications (active_at)
        where source = 'MITEK' and (finished_at is null or provisional)`.execute(db);
      await sql`
        alter table verification_starts
          add column request_sealed bytea,
          add column secret_until timestamptz,
          add column idempotency jsonb`.execute(db);
      await sql`create index verification_starts_unsettled on verification_starts (started_at) where verification_id is null`.execute(
        db,
      );
      await sql`alter table callback_inbox add column body_sealed bytea, add column dedup_key bytea`.execute(db);
      await sql`create unique index callback_inbox_once on callback_inbox (dedup_key) where dedup_key is not null`.execute(
        db,
      );
    },
  },
  '006_statistics': {
    async up(db: Kysely<unknown>) {
      // A store that has grown takes longer here than any request may.
      await sql`set local statement_timeout = 0`.execute(db);
      await sql`alter table verifications add column stage smallint not null default 0`.execute(db);
      await sql`alter table verifications add column reasons text[] not null default '{}'`.execute(db);
      await sql`
        update verifications v set
          stage = greatest(
            case
              when decision in ('APPROVED', 'APPROVED_MANUALLY') then 4
              when lifecycle = 'FINISHED' then 3
              when lifecycle in ('IN_PROGRESS', 'IN_REVIEW', 'ABANDONED') then 2
              when lifecycle in ('SENT', 'UNKNOWN') or source = 'PINGONE_VERIFY' then 1
              else 0
            end,
            (
              select max(case when e.lifecycle in ('IN_PROGRESS', 'IN_REVIEW') then 2 when e.lifecycle = 'SENT' then 1 else 0 end)
              from verification_events e where e.verification_id = v.id
            )
          ),
          reasons = case
            when decision not in ('DENIED', 'DENIED_FRAUD') then '{}'
            when coalesce(raw_result, raw_status) ~ '^[A-Z0-9_]{1,64}$' then array[coalesce(raw_result, raw_status)]
            else '{UNKNOWN}'
          end`.execute(db);

      await sql`drop index verifications_user`.execute(db);
      const lists: Readonly<Record<string, string>> = {
        verifications_created: 'created_at, id',
        verifications_user: 'user_id, created_at, id',
        verifications_source: 'source, created_at, id',
        verifications_state: 'lifecycle, decision, created_at, id',
        verifications_policy: 'verify_policy_id, created_at, id',
        verifications_reference: 'reference',
        verifications_finished: 'finished_at',
      };
      for (const [name, columns] of Object.entries(lists)) {
        await sql`create index ${sql.id(name)} on verifications (${sql.raw(columns)})`.execute(db);
      }

      // What is counted, for the roll-ups and for the hours that are counted from the records alike.
      await sql`
        create function counted_reasons(decision text, reasons text[]) returns text[] immutable language sql as
        $$ select case when decision in ('DENIED', 'DENIED_FRAUD') then reasons else '{}' end $$`.execute(db);
      // Bucket 0 is no time at all; bucket n ends at (1.01 / 0.99) ^ (n - 1) milliseconds, so its middle is within 1 % of all in it.
      await sql`
        create function decision_bucket(decision text, created_at timestamptz, finished_at timestamptz)
        returns smallint immutable language sql as
        $$
          select case
            when decision = 'NONE' or finished_at is null then null
            when finished_at <= created_at then 0
            else greatest(1, 1 + ceil(ln(extract(epoch from finished_at - created_at)::float8 * 1000) / ln(1.01::float8 / 0.99)))
          end::smallint
        $$`.execute(db);
      await sql`
        create table statistics_counts (
          grain text not null,
          start timestamptz not null,
          source text not null,
          verify_policy_id text not null,
          lifecycle text not null,
          decision text not null,
          stage smallint not null,
          count bigint not null,
          primary key (grain, start, source, verify_policy_id, lifecycle, decision, stage)
        ) with (fillfactor = 70)`.execute(db);
      await sql`
        create table statistics_durations (
          grain text not null,
          start timestamptz not null,
          bucket smallint not null,
          count bigint not null,
          primary key (grain, start, bucket)
        ) with (fillfactor = 70)`.execute(db);
      await sql`
        create table statistics_reasons (
          grain text not null,
          start timestamptz not null,
          reason text not null,
          count bigint not null,
          primary key (grain, start, reason)
        ) with (fillfactor = 70)`.execute(db);

      for (const grain of ['hour', 'day', 'month']) {
        await sql`
          insert into statistics_counts
          select ${grain}::text, date_trunc(${grain}::text, created_at, 'UTC'), source, coalesce(verify_policy_id, ''),
            lifecycle, decision, stage, count(*)
          from verifications group by 1, 2, 3, 4, 5, 6, 7`.execute(db);
        await sql`
          insert into statistics_durations
          select ${grain}::text, date_trunc(${grain}::text, created_at, 'UTC'),
            decision_bucket(decision, created_at, finished_at) as bucket, count(*)
          from verifications where decision_bucket(decision, created_at, finished_at) is not null
          group by 1, 2, 3`.execute(db);
        await sql`
          insert into statistics_reasons
          select ${grain}::text, date_trunc(${grain}::text, created_at, 'UTC'), reason, count(*)
          from verifications cross join unnest(counted_reasons(decision, reasons)) as reason
          group by 1, 2, 3`.execute(db);
      }
    },
  },
  '007_webhooks': webhookTables,
  '008_audit_chain': auditChain,
  '009_redaction': redactionTables,
  '010_platform_events': platformEventTables,
  '011_interrupted_creates': {
    async up(db: Kysely<unknown>) {
      await sql`alter table idempotency_keys add column claimed_at timestamptz`.execute(db);
      await sql`update idempotency_keys set claimed_at = created_at`.execute(db);
      await sql`
        alter table idempotency_keys alter column claimed_at set not null, alter column claimed_at set default now()
      `.execute(db);
      await sql`alter table verification_starts add column looked_for_at timestamptz`.execute(db);
    },
  },
  '012_erasure_times': erasureTimes,
  '013_sealed_callbacks': sealedCallbacks,
  '014_list_indexes': listIndexes,
  '015_capture_links': {
    async up(db: Kysely<unknown>) {
      await sql`alter table verifications add column link_mac bytea`.execute(db);
    },
  },
  '016_redaction_leftovers': redactionLeftovers,
  '017_message_limits': messageLimits,
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
