// What the table of the audit log has beyond its columns: numbers without gaps, and the refusal of every change.
import { type Kysely, type Migration, sql } from 'kysely';

/** Step of the migrations. */
export const auditChain: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`set local statement_timeout = 0`.execute(db);
    // A sequence leaves a gap for each entry that could not be written. The number is not part of the hash.
    await sql`alter table audit_events disable trigger audit_events_append_only`.execute(db);
    await sql`
      update audit_events e set position = -n.position
      from (select id, row_number() over (order by position) as position from audit_events) n
      where e.id = n.id and e.position <> n.position`.execute(db);
    await sql`update audit_events set position = -position where position < 0`.execute(db);
    await sql`alter table audit_events alter column position drop default`.execute(db);
    await sql`drop sequence audit_events_position_seq`.execute(db);
    // In the database, so that an instance of an earlier release that still runs numbers its entries in the same way.
    await sql`
      create function number_audit_event() returns trigger language plpgsql as
      $$ begin
        new.position := coalesce((select max(position) from audit_events), 0) + 1;
        return new;
      end $$`.execute(db);
    await sql`
      create trigger audit_events_number before insert on audit_events
      for each row execute function number_audit_event()`.execute(db);
    await sql`
      create trigger audit_events_no_truncate before truncate on audit_events
      for each statement execute function refuse_change()`.execute(db);
    for (const name of ['audit_events_append_only', 'audit_events_no_truncate', 'audit_events_number']) {
      // ALWAYS: also for a session that poses as a replica.
      await sql`alter table audit_events enable always trigger ${sql.id(name)}`.execute(db);
    }
  },
};
