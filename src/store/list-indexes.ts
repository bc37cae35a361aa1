// What lists of verifications are read through, as a step of migrations.ts. The statements that count on it are in verification-list.ts.
import { type Kysely, type Migration, sql } from 'kysely';

/** Three indexes in place of four: each one more is written to at every change of a status. */
export const listIndexes: Migration = {
  async up(db: Kysely<unknown>) {
    // A store that has grown takes longer here than any request may.
    await sql`set local statement_timeout = 0`.execute(db);
    for (const name of ['source', 'state', 'policy', 'finished']) {
      await sql`drop index ${sql.id(`verifications_${name}`)}`.execute(db);
    }
    // By all that has few values at once: no two of them can be given that hardly occur together though each is frequent.
    await sql`
      create index verifications_class on verifications (source, lifecycle, decision, created_at, id)`.execute(db);
    await sql`
      create index verifications_policy on verifications (verify_policy_id, source, lifecycle, decision, created_at, id)
      where verify_policy_id is not null`.execute(db);
    await sql`
      create function time_under_way(created_at timestamptz, finished_at timestamptz) returns tstzrange immutable
      language sql as $$ select tstzrange(created_at, greatest(created_at, finished_at), '[]') $$`.execute(db);
    await sql`
      create index verifications_under_way on verifications using gist (time_under_way(created_at, finished_at))
      where finished_at is not null`.execute(db);
  },
};
