-- A database as the first release made it: its tables, with rows that a gateway of that release wrote while made-up people were verified.
-- That gateway was killed at the end: it left a lease, a callback that nobody has dealt with, and a create under way (key-of-order-1008).
-- Text and not migrations, as a database in the field does not change when the code does.

-- Times are moved, so that it was killed a minute ago; those of the audit log are part of its chain and stay.
create function pg_temp.at(written timestamptz) returns timestamptz language sql as
$$ select written + (now() - interval '1 minute' - timestamptz '2026-11-22T03:44:42Z') $$;

create table kysely_migration (name varchar(255) not null primary key, timestamp varchar(255) not null);
create table kysely_migration_lock (id varchar(255) not null primary key, is_locked integer not null default 0);

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
);

create index verifications_user on verifications (user_id, created_at desc, id);

create index verifications_due on verifications (next_poll_at) where next_poll_at is not null;

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
);

create index verification_events_of on verification_events (verification_id, position);

create index verification_events_of_user on verification_events (user_id, position);

create unique index verification_events_version on verification_events (verification_id, version) where grew;

create index verification_events_recorded on verification_events (recorded_at);

create table log_floor (singleton boolean primary key default true check (singleton), position bigint not null default 0);

create table verification_starts (
  id uuid primary key,
  source text not null,
  reference text not null,
  user_id text,
  secret_hash bytea not null,
  verification_id text,
  started_at timestamptz not null default now(),
  unique (source, reference)
);

create index verification_starts_of on verification_starts (verification_id);

create table callback_inbox (
  id uuid primary key default gen_random_uuid(),
  source text not null,
  start_id uuid not null references verification_starts (id) on delete cascade,
  received_at timestamptz not null default clock_timestamp(),
  handled_at timestamptz
);

create index callback_inbox_waiting on callback_inbox (start_id) where handled_at is null;

create table idempotency_keys (
  caller text not null,
  operation text not null,
  key text not null,
  input_hash bytea not null,
  result_id text,
  created_at timestamptz not null default now(),
  primary key (caller, operation, key)
);

create index idempotency_keys_age on idempotency_keys (created_at);

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
);

create index audit_events_target on audit_events (target_id, position);

create index audit_events_user on audit_events (user_id, position);

create index audit_events_actor on audit_events ((actor ->> 'id'), position);

create index audit_events_time on audit_events (occurred_at);

create function refuse_change() returns trigger language plpgsql as
$$ begin raise exception 'the audit log is append-only'; end $$;

create trigger audit_events_append_only before update or delete on audit_events
for each row execute function refuse_change();

insert into verifications (id, source, user_id, reference, lifecycle, decision, version, raw_status, raw_result, verify_policy_id, challenge, redirect_url, redirect_message, callback_url, callback_header_names, callback_sealed, provisional, created_at, updated_at, expires_at, finished_at, deleted_at, upstream_updated_at, received_at, position, next_poll_at, active_at, woken_at, lease_owner, lease_until) values
  ('98337a59-173d-4ed6-9f10-761758858b31', 'PINGONE_VERIFY', '3f514cfb-8376-447b-97a6-4023ef0a82a1', 'order-1000', 'FINISHED', 'APPROVED', 4, 'SUCCESS', null, 'ccdc0229-f146-4fe0-9b89-a7b733d47e4e', '5lXK3TEXJRkz1wl5KSwcxJfKUtmkI4vV', null, null, null, '{}', null, false, pg_temp.at('2026-11-22 03:44:33.435+00'), pg_temp.at('2026-11-22 03:44:34.188+00'), pg_temp.at('2026-11-22 04:14:33.435+00'), pg_temp.at('2026-11-22 03:44:34.188+00'), null, pg_temp.at('2026-11-22 03:44:34.188+00'), pg_temp.at('2026-11-22 03:44:34.215+00'), 4, null, pg_temp.at('2026-11-22 03:44:34.22511+00'), pg_temp.at('2026-11-22 03:44:34.200189+00'), null, null),
  ('a069a841-aff5-4610-990b-7c99c7cded85', 'PINGONE_VERIFY', 'e014ffed-c9c2-497c-91c7-37b4e1a57e8f', 'order-1001', 'FINISHED', 'APPROVED', 4, 'SUCCESS', null, 'ccdc0229-f146-4fe0-9b89-a7b733d47e4e', 'a-challenge', 'https://shop.example/done', 'Back to the shop', null, '{}', null, false, pg_temp.at('2026-11-22 03:44:34.304+00'), pg_temp.at('2026-11-22 03:44:35.057+00'), pg_temp.at('2026-11-22 04:14:34.304+00'), pg_temp.at('2026-11-22 03:44:35.057+00'), null, pg_temp.at('2026-11-22 03:44:35.057+00'), pg_temp.at('2026-11-22 03:44:35.079+00'), 8, null, pg_temp.at('2026-11-22 03:44:35.082581+00'), pg_temp.at('2026-11-22 03:44:35.062368+00'), null, null),
  ('8f534ece-1050-4bf8-a947-3f3698364d9f', 'PINGONE_VERIFY', '3f514cfb-8376-447b-97a6-4023ef0a82a1', 'order-1002', 'FINISHED', 'DENIED', 4, 'FAIL', null, 'ccdc0229-f146-4fe0-9b89-a7b733d47e4e', 'iBgEt6918Hv1QDEvVJ1CACuIayU5O8wg', null, null, null, '{}', null, false, pg_temp.at('2026-11-22 03:44:35.107+00'), pg_temp.at('2026-11-22 03:44:35.86+00'), pg_temp.at('2026-11-22 04:14:35.107+00'), pg_temp.at('2026-11-22 03:44:35.86+00'), null, pg_temp.at('2026-11-22 03:44:35.86+00'), pg_temp.at('2026-11-22 03:44:35.905+00'), 12, null, pg_temp.at('2026-11-22 03:44:35.909499+00'), pg_temp.at('2026-11-22 03:44:35.872424+00'), null, null),
  ('4c80bd72-ea77-47b2-9051-2b01011310d7', 'PINGONE_VERIFY', 'e014ffed-c9c2-497c-91c7-37b4e1a57e8f', 'order-1003', 'FINISHED', 'APPROVED_MANUALLY', 4, 'APPROVED_MANUALLY', null, 'ccdc0229-f146-4fe0-9b89-a7b733d47e4e', 'hhuaPkfZewaNHym210QVfEx29nwsoD-0', null, null, null, '{}', null, false, pg_temp.at('2026-11-22 03:44:35.968+00'), pg_temp.at('2026-11-22 03:44:36.521+00'), pg_temp.at('2026-11-22 04:14:36.521+00'), pg_temp.at('2026-11-22 03:44:36.521+00'), null, pg_temp.at('2026-11-22 03:44:36.521+00'), pg_temp.at('2026-11-22 03:44:36.524+00'), 16, null, pg_temp.at('2026-11-22 03:44:36.53747+00'), pg_temp.at('2026-11-22 03:44:36.538077+00'), null, null),
  ('8362cb6e-10d4-4669-acf4-4b242a3f203d', 'PINGONE_VERIFY', '3f514cfb-8376-447b-97a6-4023ef0a82a1', 'order-1004', 'CANCELLED', 'NONE', 2, 'REQUESTED', null, 'ccdc0229-f146-4fe0-9b89-a7b733d47e4e', '6lKvWv5pDPtkyexFP8WDrtjPOTO8Gfcs', null, null, null, '{}', null, false, pg_temp.at('2026-11-22 03:44:36.58+00'), pg_temp.at('2026-11-22 03:44:36.659+00'), pg_temp.at('2026-11-22 04:14:36.58+00'), pg_temp.at('2026-11-22 03:44:36.659+00'), pg_temp.at('2026-11-22 03:44:36.659+00'), pg_temp.at('2026-11-22 03:44:36.58+00'), pg_temp.at('2026-11-22 03:44:36.659+00'), 18, null, pg_temp.at('2026-11-22 03:44:36.65794+00'), null, null, null),
  ('f8f11f14-fe7a-49c5-9c3b-f501fc7df398', 'PINGONE_VERIFY', '3f514cfb-8376-447b-97a6-4023ef0a82a1', 'order-1005', 'EXPIRED', 'NONE', 2, 'REQUESTED', null, 'd658d4d6-7c75-4bd1-9e9f-6e77e5e30a68', '_4JCkK9Q1HhOOhH4bJzgZetw-UadvPeA', null, null, null, '{}', null, true, pg_temp.at('2026-11-22 03:44:36.834+00'), pg_temp.at('2026-11-22 03:44:39.608+00'), pg_temp.at('2026-11-22 03:44:38.834+00'), pg_temp.at('2026-11-22 03:44:39.608+00'), null, pg_temp.at('2026-11-22 03:44:36.834+00'), pg_temp.at('2026-11-22 03:44:39.608+00'), 21, null, pg_temp.at('2026-11-22 03:44:39.605564+00'), null, null, null),
  ('a452fe99-711c-4593-874b-b98eda78c491', 'PINGONE_VERIFY', 'e014ffed-c9c2-497c-91c7-37b4e1a57e8f', 'order-1006', 'SENT', 'NONE', 1, 'REQUESTED', null, 'ccdc0229-f146-4fe0-9b89-a7b733d47e4e', 'ottWK2awbcbS4bJtcNGeVJ8FXEMKZV0E', null, null, 'https://shop.example/identity', '{x-shop}', '\x8b468eb9509301362c17c122825e1fd21824b5afb8c4b2039612f402263e035526e10fedecedc263a47794b500117dba95187c3b5cf542ffd4dff61b6cf8ea31895bb6e94732bb7a20286363aa0ab9a2824f2f961f902f9b52ef369616a0616084bb7df97d415fe560a63f39df14', false, pg_temp.at('2026-11-22 03:44:41.684+00'), pg_temp.at('2026-11-22 03:44:41.684+00'), pg_temp.at('2026-11-22 04:14:41.684+00'), null, null, pg_temp.at('2026-11-22 03:44:41.684+00'), pg_temp.at('2026-11-22 03:44:41.685+00'), 22, pg_temp.at('2026-11-22 03:44:42.092626+00'), pg_temp.at('2026-11-22 03:44:41.68649+00'), null, 'a4625376-bfc7-4cd1-b348-d07b5a0b424d', pg_temp.at('2026-11-22 03:45:02.531666+00')),
  ('05774d3b-c726-402d-ae3b-7189e6d8940e', 'PINGONE_VERIFY', 'e014ffed-c9c2-497c-91c7-37b4e1a57e8f', 'order-1007', 'IN_PROGRESS', 'NONE', 2, 'INITIATED', null, 'ccdc0229-f146-4fe0-9b89-a7b733d47e4e', 'DjCvH_mJ2FJsD9VLxVUrUGNbrbFdO82E', null, null, null, '{}', null, false, pg_temp.at('2026-11-22 03:44:41.729+00'), pg_temp.at('2026-11-22 03:44:41.98+00'), pg_temp.at('2026-11-22 04:14:41.729+00'), null, null, pg_temp.at('2026-11-22 03:44:41.98+00'), pg_temp.at('2026-11-22 03:44:41.991+00'), 24, pg_temp.at('2026-11-22 03:44:42.104141+00'), pg_temp.at('2026-11-22 03:44:41.993299+00'), pg_temp.at('2026-11-22 03:44:41.983287+00'), null, null);

insert into verification_events (position, id, verification_id, user_id, type, origin, version, grew, lifecycle, decision, previous_lifecycle, previous_decision, raw_status, occurred_at, recorded_at, actor, reason) values
  (5, '689e2efa-2669-4a33-9464-2caf380ea18e', 'a069a841-aff5-4610-990b-7c99c7cded85', 'e014ffed-c9c2-497c-91c7-37b4e1a57e8f', 'CREATED', 'API_CALL', 1, true, 'SENT', 'NONE', null, null, 'REQUESTED', pg_temp.at('2026-11-22 03:44:34.304+00'), pg_temp.at('2026-11-22 03:44:34.308576+00'), null, null),
  (6, '556445be-78a6-4c82-8598-d09bd98f922a', 'a069a841-aff5-4610-990b-7c99c7cded85', 'e014ffed-c9c2-497c-91c7-37b4e1a57e8f', 'STATUS_CHANGED', 'CALLBACK', 2, true, 'IN_PROGRESS', 'NONE', 'SENT', null, 'INITIATED', pg_temp.at('2026-11-22 03:44:34.554+00'), pg_temp.at('2026-11-22 03:44:34.577999+00'), null, null),
  (7, '38a67240-ee33-4f89-95b5-997af67b07a6', 'a069a841-aff5-4610-990b-7c99c7cded85', 'e014ffed-c9c2-497c-91c7-37b4e1a57e8f', 'STATUS_CHANGED', 'CALLBACK', 3, true, 'IN_PROGRESS', 'NONE', null, null, 'IN_PROGRESS', pg_temp.at('2026-11-22 03:44:34.805+00'), pg_temp.at('2026-11-22 03:44:34.846498+00'), null, null),
  (8, '9e134322-8b14-4625-b11c-363d9f13e769', 'a069a841-aff5-4610-990b-7c99c7cded85', 'e014ffed-c9c2-497c-91c7-37b4e1a57e8f', 'STATUS_CHANGED', 'CALLBACK', 4, true, 'FINISHED', 'APPROVED', 'IN_PROGRESS', 'NONE', 'SUCCESS', pg_temp.at('2026-11-22 03:44:35.057+00'), pg_temp.at('2026-11-22 03:44:35.086239+00'), null, null),
  (9, '14d4d946-d8fa-41f9-84e2-3ca3c1c46ae0', '8f534ece-1050-4bf8-a947-3f3698364d9f', '3f514cfb-8376-447b-97a6-4023ef0a82a1', 'CREATED', 'API_CALL', 1, true, 'SENT', 'NONE', null, null, 'REQUESTED', pg_temp.at('2026-11-22 03:44:35.107+00'), pg_temp.at('2026-11-22 03:44:35.123557+00'), null, null),
  (10, '184df362-6569-4d03-8b8c-8d8b39cdd930', '8f534ece-1050-4bf8-a947-3f3698364d9f', '3f514cfb-8376-447b-97a6-4023ef0a82a1', 'STATUS_CHANGED', 'CALLBACK', 2, true, 'IN_PROGRESS', 'NONE', 'SENT', null, 'INITIATED', pg_temp.at('2026-11-22 03:44:35.358+00'), pg_temp.at('2026-11-22 03:44:35.380138+00'), null, null),
  (11, 'f7e22e68-0907-4163-a579-f5db048628bc', '8f534ece-1050-4bf8-a947-3f3698364d9f', '3f514cfb-8376-447b-97a6-4023ef0a82a1', 'STATUS_CHANGED', 'CALLBACK', 3, true, 'IN_PROGRESS', 'NONE', null, null, 'IN_PROGRESS', pg_temp.at('2026-11-22 03:44:35.609+00'), pg_temp.at('2026-11-22 03:44:35.624502+00'), null, null),
  (12, '66461476-e1dd-48e9-925c-b6b25eb116c4', '8f534ece-1050-4bf8-a947-3f3698364d9f', '3f514cfb-8376-447b-97a6-4023ef0a82a1', 'STATUS_CHANGED', 'CALLBACK', 4, true, 'FINISHED', 'DENIED', 'IN_PROGRESS', 'NONE', 'FAIL', pg_temp.at('2026-11-22 03:44:35.86+00'), pg_temp.at('2026-11-22 03:44:35.919843+00'), null, null),
  (13, 'b2c3e96a-f30e-4046-a608-1597760c5f91', '4c80bd72-ea77-47b2-9051-2b01011310d7', 'e014ffed-c9c2-497c-91c7-37b4e1a57e8f', 'CREATED', 'API_CALL', 1, true, 'SENT', 'NONE', null, null, 'REQUESTED', pg_temp.at('2026-11-22 03:44:35.968+00'), pg_temp.at('2026-11-22 03:44:35.979814+00'), null, null),
  (14, '30a53b79-49b2-4ed4-bd69-782d267b724d', '4c80bd72-ea77-47b2-9051-2b01011310d7', 'e014ffed-c9c2-497c-91c7-37b4e1a57e8f', 'STATUS_CHANGED', 'CALLBACK', 2, true, 'IN_PROGRESS', 'NONE', 'SENT', null, 'INITIATED', pg_temp.at('2026-11-22 03:44:36.22+00'), pg_temp.at('2026-11-22 03:44:36.246393+00'), null, null),
  (15, '943bc636-82a8-4da1-b1d9-33ae9423c2a7', '4c80bd72-ea77-47b2-9051-2b01011310d7', 'e014ffed-c9c2-497c-91c7-37b4e1a57e8f', 'STATUS_CHANGED', 'CALLBACK', 3, true, 'IN_PROGRESS', 'NONE', null, null, 'IN_PROGRESS', pg_temp.at('2026-11-22 03:44:36.471+00'), pg_temp.at('2026-11-22 03:44:36.510418+00'), null, null),
  (16, '44215591-52f4-4879-a12e-318bc362f2a0', '4c80bd72-ea77-47b2-9051-2b01011310d7', 'e014ffed-c9c2-497c-91c7-37b4e1a57e8f', 'APPROVED_BY_OPERATOR', 'API_CALL', 4, true, 'FINISHED', 'APPROVED_MANUALLY', 'IN_PROGRESS', 'NONE', 'APPROVED_MANUALLY', pg_temp.at('2026-11-22 03:44:36.521+00'), pg_temp.at('2026-11-22 03:44:36.532105+00'), '{"id": "b9d379b1-f33e-40da-a07a-a6f29b02248d", "kind": "OPERATOR", "displayName": "Ada Admin"}', 'Seen in person at the counter'),
  (17, 'b3c529ca-2401-4328-96c2-8164354ac0b0', '8362cb6e-10d4-4669-acf4-4b242a3f203d', '3f514cfb-8376-447b-97a6-4023ef0a82a1', 'CREATED', 'API_CALL', 1, true, 'SENT', 'NONE', null, null, 'REQUESTED', pg_temp.at('2026-11-22 03:44:36.58+00'), pg_temp.at('2026-11-22 03:44:36.587023+00'), null, null),
  (18, 'cb426457-805d-4879-ace0-0371237fdca9', '8362cb6e-10d4-4669-acf4-4b242a3f203d', '3f514cfb-8376-447b-97a6-4023ef0a82a1', 'DELETED', 'API_CALL', 2, true, 'CANCELLED', 'NONE', 'SENT', null, 'REQUESTED', pg_temp.at('2026-11-22 03:44:36.659+00'), pg_temp.at('2026-11-22 03:44:36.667382+00'), '{"id": "b9d379b1-f33e-40da-a07a-a6f29b02248d", "kind": "OPERATOR", "displayName": "Ada Admin"}', null),
  (19, '31ba4d2e-12e3-442b-aa81-08c75f96f789', 'a069a841-aff5-4610-990b-7c99c7cded85', 'e014ffed-c9c2-497c-91c7-37b4e1a57e8f', 'DATA_REVEALED', 'API_CALL', 4, false, 'FINISHED', 'APPROVED', null, null, 'SUCCESS', pg_temp.at('2026-11-22 03:44:36.729+00'), pg_temp.at('2026-11-22 03:44:36.731652+00'), '{"id": "b54e2969-ac61-4a57-aaee-296e61ffd678", "kind": "OPERATOR", "displayName": "Sam Support"}', 'Ticket 4711'),
  (20, '6c5f825c-36d8-4b1b-af1e-7d6f87d43045', 'f8f11f14-fe7a-49c5-9c3b-f501fc7df398', '3f514cfb-8376-447b-97a6-4023ef0a82a1', 'CREATED', 'API_CALL', 1, true, 'SENT', 'NONE', null, null, 'REQUESTED', pg_temp.at('2026-11-22 03:44:36.834+00'), pg_temp.at('2026-11-22 03:44:36.839461+00'), null, null),
  (21, 'bd841e56-e4dc-404e-868b-c184f27816bb', 'f8f11f14-fe7a-49c5-9c3b-f501fc7df398', '3f514cfb-8376-447b-97a6-4023ef0a82a1', 'STATUS_CHANGED', 'DEADLINE', 2, true, 'EXPIRED', 'NONE', 'SENT', null, 'REQUESTED', pg_temp.at('2026-11-22 03:44:39.608+00'), pg_temp.at('2026-11-22 03:44:39.614575+00'), null, null),
  (22, '8e2a4620-2aa3-498f-b786-6620965a99ce', 'a452fe99-711c-4593-874b-b98eda78c491', 'e014ffed-c9c2-497c-91c7-37b4e1a57e8f', 'CREATED', 'API_CALL', 1, true, 'SENT', 'NONE', null, null, 'REQUESTED', pg_temp.at('2026-11-22 03:44:41.684+00'), pg_temp.at('2026-11-22 03:44:41.68846+00'), null, null),
  (23, '1564da79-ac16-4aa3-a220-cc6fb7449c14', '05774d3b-c726-402d-ae3b-7189e6d8940e', 'e014ffed-c9c2-497c-91c7-37b4e1a57e8f', 'CREATED', 'API_CALL', 1, true, 'SENT', 'NONE', null, null, 'REQUESTED', pg_temp.at('2026-11-22 03:44:41.729+00'), pg_temp.at('2026-11-22 03:44:41.733547+00'), null, null),
  (24, '86bca6eb-90a9-4208-b005-daaa9000dde6', '05774d3b-c726-402d-ae3b-7189e6d8940e', 'e014ffed-c9c2-497c-91c7-37b4e1a57e8f', 'STATUS_CHANGED', 'CALLBACK', 2, true, 'IN_PROGRESS', 'NONE', 'SENT', null, 'INITIATED', pg_temp.at('2026-11-22 03:44:41.98+00'), pg_temp.at('2026-11-22 03:44:41.995083+00'), null, null);

insert into log_floor (singleton, position) values
  (true, 4);

insert into verification_starts (id, source, reference, user_id, secret_hash, verification_id, started_at) values
  ('53efbcce-d3f1-4eb6-8c2b-c568f322dac6', 'PINGONE_VERIFY', 'order-1000', '3f514cfb-8376-447b-97a6-4023ef0a82a1', '\x51c297f28025294871b75672df0638e345aaba99190e0310a258dfef14a7d5d6', '98337a59-173d-4ed6-9f10-761758858b31', pg_temp.at('2026-11-22 03:44:33.352047+00')),
  ('24448051-c01e-49ea-a125-eaaa8552e856', 'PINGONE_VERIFY', 'order-1001', 'e014ffed-c9c2-497c-91c7-37b4e1a57e8f', '\x58a82dd4f62d98545d5d01e55ca7aebd150eb94f18987f677e072af934be87a7', 'a069a841-aff5-4610-990b-7c99c7cded85', pg_temp.at('2026-11-22 03:44:34.298371+00')),
  ('6cf7cdfb-55ef-4997-983a-f7dfb4e0f054', 'PINGONE_VERIFY', 'order-1002', '3f514cfb-8376-447b-97a6-4023ef0a82a1', '\xb128991877766be9a45c225c09a947be681cbd7da153a58134aa0565f1e9c352', '8f534ece-1050-4bf8-a947-3f3698364d9f', pg_temp.at('2026-11-22 03:44:35.102834+00')),
  ('4f02a091-c1c4-4ac1-bbaf-ca0e7c73f7b1', 'PINGONE_VERIFY', 'order-1003', 'e014ffed-c9c2-497c-91c7-37b4e1a57e8f', '\x8251d318ca4c787d5ac12444979cefc82e6ab9df87ab94aa01e9dd05b3723965', '4c80bd72-ea77-47b2-9051-2b01011310d7', pg_temp.at('2026-11-22 03:44:35.956264+00')),
  ('3205dddb-85c8-48f3-a859-4c1c988eb037', 'PINGONE_VERIFY', 'order-1004', '3f514cfb-8376-447b-97a6-4023ef0a82a1', '\x68adbc35be6b95a33c3137cee821c352d5c4e934c8a92802faeb67e195717445', '8362cb6e-10d4-4669-acf4-4b242a3f203d', pg_temp.at('2026-11-22 03:44:36.563048+00')),
  ('d040c839-0e8e-4751-811b-a2662dbf6a22', 'PINGONE_VERIFY', 'order-1005', '3f514cfb-8376-447b-97a6-4023ef0a82a1', '\x410e97c5ee9b536ae86a530462747e32de68f79e3cc3b77a66e68403035cca9e', 'f8f11f14-fe7a-49c5-9c3b-f501fc7df398', pg_temp.at('2026-11-22 03:44:36.82778+00')),
  ('8707906c-f9dc-450b-a129-56b9d0db87d4', 'PINGONE_VERIFY', 'order-1006', 'e014ffed-c9c2-497c-91c7-37b4e1a57e8f', '\x1641de25fd6f62527e47a50803e00ee644250bb0901f1641edfa6e3c1d89344d', 'a452fe99-711c-4593-874b-b98eda78c491', pg_temp.at('2026-11-22 03:44:41.675752+00')),
  ('bb18d75a-45d8-4fad-9d7d-cee6c29d6ddf', 'PINGONE_VERIFY', 'order-1007', 'e014ffed-c9c2-497c-91c7-37b4e1a57e8f', '\x054b68af1aac4b3750e1e4484ba4e781d187a632ce1dc47534ea750231eabbe2', '05774d3b-c726-402d-ae3b-7189e6d8940e', pg_temp.at('2026-11-22 03:44:41.724206+00')),
  ('8faa8fd6-4854-4fde-9fdf-fffdaae37253', 'PINGONE_VERIFY', '49ceff71-25a0-4031-b76a-bdab453e09e8', 'e014ffed-c9c2-497c-91c7-37b4e1a57e8f', '\x58b9b5fbe812634cab7e98c05e6187ec3b35ed98ee4f0893d24696c00f701516', null, pg_temp.at('2026-11-22 03:44:42.013925+00'));

insert into callback_inbox (id, source, start_id, received_at, handled_at) values
  ('b9adf957-e746-4700-a85c-3323a5309a00', 'PINGONE_VERIFY', '53efbcce-d3f1-4eb6-8c2b-c568f322dac6', pg_temp.at('2026-11-22 03:44:33.715708+00'), pg_temp.at('2026-11-22 03:44:33.779006+00')),
  ('889affee-8a48-49ea-b629-620bfb8b35c9', 'PINGONE_VERIFY', '53efbcce-d3f1-4eb6-8c2b-c568f322dac6', pg_temp.at('2026-11-22 03:44:33.947573+00'), pg_temp.at('2026-11-22 03:44:34.018338+00')),
  ('853e9d31-a44a-4d67-956d-131f859987b9', 'PINGONE_VERIFY', '53efbcce-d3f1-4eb6-8c2b-c568f322dac6', pg_temp.at('2026-11-22 03:44:34.200301+00'), pg_temp.at('2026-11-22 03:44:34.247244+00')),
  ('badb4dea-6839-45a4-b6d0-98c1d9eb75d1', 'PINGONE_VERIFY', '24448051-c01e-49ea-a125-eaaa8552e856', pg_temp.at('2026-11-22 03:44:34.559669+00'), pg_temp.at('2026-11-22 03:44:34.585979+00')),
  ('1b390203-bfcf-4aa8-8e08-9454036ae4a2', 'PINGONE_VERIFY', '24448051-c01e-49ea-a125-eaaa8552e856', pg_temp.at('2026-11-22 03:44:34.811803+00'), pg_temp.at('2026-11-22 03:44:34.879371+00')),
  ('26e8e3ad-bd5c-4769-9380-2025cda9cfcc', 'PINGONE_VERIFY', '24448051-c01e-49ea-a125-eaaa8552e856', pg_temp.at('2026-11-22 03:44:35.062463+00'), pg_temp.at('2026-11-22 03:44:35.092184+00')),
  ('fa2069a7-d31f-4cc9-8123-5623edd9b549', 'PINGONE_VERIFY', '6cf7cdfb-55ef-4997-983a-f7dfb4e0f054', pg_temp.at('2026-11-22 03:44:35.362678+00'), pg_temp.at('2026-11-22 03:44:35.391355+00')),
  ('f6b1a2bb-562f-4359-9703-6f5cdfcba009', 'PINGONE_VERIFY', '6cf7cdfb-55ef-4997-983a-f7dfb4e0f054', pg_temp.at('2026-11-22 03:44:35.612716+00'), pg_temp.at('2026-11-22 03:44:35.630472+00')),
  ('59b0db01-b077-4ee4-a16e-2916f11e1c82', 'PINGONE_VERIFY', '6cf7cdfb-55ef-4997-983a-f7dfb4e0f054', pg_temp.at('2026-11-22 03:44:35.872522+00'), pg_temp.at('2026-11-22 03:44:35.939469+00')),
  ('5312a727-e0f4-4477-9a56-3ac1a47b7cd5', 'PINGONE_VERIFY', '4f02a091-c1c4-4ac1-bbaf-ca0e7c73f7b1', pg_temp.at('2026-11-22 03:44:36.224503+00'), pg_temp.at('2026-11-22 03:44:36.253657+00')),
  ('675ef399-71ee-4e49-860b-30c69f2b3b9f', 'PINGONE_VERIFY', '4f02a091-c1c4-4ac1-bbaf-ca0e7c73f7b1', pg_temp.at('2026-11-22 03:44:36.476229+00'), pg_temp.at('2026-11-22 03:44:36.51911+00')),
  ('95582e95-732d-4472-bef2-e4fe89097ba4', 'PINGONE_VERIFY', '4f02a091-c1c4-4ac1-bbaf-ca0e7c73f7b1', pg_temp.at('2026-11-22 03:44:36.538172+00'), pg_temp.at('2026-11-22 03:44:36.578143+00')),
  ('2fdcaba1-cf26-412b-934d-bb0fadee04a5', 'PINGONE_VERIFY', 'bb18d75a-45d8-4fad-9d7d-cee6c29d6ddf', pg_temp.at('2026-11-22 03:44:41.983369+00'), pg_temp.at('2026-11-22 03:44:42.00644+00')),
  ('73c8898b-b652-425f-844a-aa54fb988a71', 'PINGONE_VERIFY', '8707906c-f9dc-450b-a129-56b9d0db87d4', pg_temp.at('2026-11-22 03:44:42.554992+00'), null);

insert into idempotency_keys (caller, operation, key, input_hash, result_id, created_at) values
  ('END_USER e014ffed-c9c2-497c-91c7-37b4e1a57e8f', 'createVerifyTransaction', 'key-of-order-1001', '\xcbeb8d9e4c55f8abb8c524e0d170e6030f3c462c4f9a7ecc8a095462cc2eebd1', 'a069a841-aff5-4610-990b-7c99c7cded85', pg_temp.at('2026-11-22 03:44:34.290342+00')),
  ('OPERATOR b9d379b1-f33e-40da-a07a-a6f29b02248d', 'createVerifyTransaction', 'key-of-order-1006', '\x6c9a4f7b7be2f542d3ff91ec058781f36f6e46501d5cf2dafe8374fe93099241', 'a452fe99-711c-4593-874b-b98eda78c491', pg_temp.at('2026-11-22 03:44:41.67083+00')),
  ('END_USER e014ffed-c9c2-497c-91c7-37b4e1a57e8f', 'createVerifyTransaction', 'key-of-order-1008', '\x1a55d42bb90a19210a6f961e8b77fc53a9f5275e21cd1a8a22c2ef861721231b', null, pg_temp.at('2026-11-22 03:44:42.012321+00'));

insert into audit_events (position, id, occurred_at, actor, action, outcome, target_type, target_id, user_id, fields, reason, request_id, ip_address, user_agent, hash, previous_hash) values
  (1, '852a9601-71e2-4e7f-8835-387b744becaf', '2026-11-22 03:44:36.537+00', '{"id": "b9d379b1-f33e-40da-a07a-a6f29b02248d", "kind": "OPERATOR", "displayName": "Ada Admin"}', 'approveVerifyTransaction', 'SUCCEEDED', 'VerifyTransaction', '4c80bd72-ea77-47b2-9051-2b01011310d7', 'e014ffed-c9c2-497c-91c7-37b4e1a57e8f', '{}', 'Seen in person at the counter', 'd090cacb-5090-4dfa-bd2b-82d5820ad51a', '127.0.0.1', 'node', 'beba2670abf70fcf676f282fcb66895cee627aa3ecd53a4e8a7781a584a8a7a0', null),
  (2, '513e1977-97e7-49d7-991d-68cd408a24bb', '2026-11-22 03:44:36.67+00', '{"id": "b9d379b1-f33e-40da-a07a-a6f29b02248d", "kind": "OPERATOR", "displayName": "Ada Admin"}', 'deleteVerifyTransaction', 'SUCCEEDED', 'VerifyTransaction', '8362cb6e-10d4-4669-acf4-4b242a3f203d', null, '{}', null, '3ed10243-7b50-4a2e-bc84-c4efdad55400', '127.0.0.1', 'node', '8dd0483edd21377da29a823018467e44fc2bc922c76bfdbd769803d801a79d59', 'beba2670abf70fcf676f282fcb66895cee627aa3ecd53a4e8a7781a584a8a7a0'),
  (3, 'e818ea3e-b872-4e93-a6b5-1a4b94239de0', '2026-11-22 03:44:36.748+00', '{"id": "b54e2969-ac61-4a57-aaee-296e61ffd678", "kind": "OPERATOR", "displayName": "Sam Support"}', 'revealVerifiedData', 'SUCCEEDED', 'VerifyTransaction', 'a069a841-aff5-4610-990b-7c99c7cded85', 'e014ffed-c9c2-497c-91c7-37b4e1a57e8f', '{}', 'Ticket 4711', '7af0d21e-3cf9-417e-a14b-af094c59c844', '127.0.0.1', 'node', 'e18f40e0f316e13a071eb80460680a93cd7d1c7ec0dc78f8ccdb7ecb0577f29f', '8dd0483edd21377da29a823018467e44fc2bc922c76bfdbd769803d801a79d59'),
  (4, '64f2aa90-ed39-4d82-b7c4-07c3456d2c7b', '2026-11-22 03:44:36.778+00', '{"id": "b54e2969-ac61-4a57-aaee-296e61ffd678", "kind": "OPERATOR", "displayName": "Sam Support"}', 'approveVerifyTransaction', 'DENIED', 'VerifyTransaction', '8f534ece-1050-4bf8-a947-3f3698364d9f', null, '{}', null, '99e6407f-10d5-4c43-97aa-b88e969ac026', '127.0.0.1', 'node', '5f3f131db375d287306260a7fa384af1b59cc3087f96bd5e91f914a9b08a73ad', 'e18f40e0f316e13a071eb80460680a93cd7d1c7ec0dc78f8ccdb7ecb0577f29f'),
  (5, '4a85002f-38ec-4790-9f22-416caa10b2da', '2026-11-22 03:44:41.694+00', '{"id": "b9d379b1-f33e-40da-a07a-a6f29b02248d", "kind": "OPERATOR", "displayName": "Ada Admin"}', 'createVerifyTransaction', 'SUCCEEDED', 'VerifyTransaction', 'a452fe99-711c-4593-874b-b98eda78c491', 'e014ffed-c9c2-497c-91c7-37b4e1a57e8f', '{}', null, 'a45d611d-67bb-4373-a081-3c902998908a', '127.0.0.1', 'node', 'a2d409d9058168f7e1086c10c58eb14d064964a15d73f00ae5351bfa0128a95c', '5f3f131db375d287306260a7fa384af1b59cc3087f96bd5e91f914a9b08a73ad');

insert into kysely_migration (name, timestamp) values
  ('001_verifications', '2026-11-22T03:44:33.165Z'),
  ('002_audit', '2026-11-22T03:44:33.177Z');

insert into kysely_migration_lock (id, is_locked) values
  ('migration_lock', 0);

select setval('verification_events_position_seq', (select max(position) from verification_events));
select setval('audit_events_position_seq', (select max(position) from audit_events));
