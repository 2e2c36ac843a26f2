-- What else is known of a change: { for, request, reason, key, job }, all as far as there is any.
alter table kernel_mutation add column trace jsonb;
-- Makes the digest of the values unguessable, and is forgotten with them when a person is erased.
alter table kernel_mutation add column salt uuid;
alter table kernel_mutation alter column salt set default gen_random_uuid();
-- The digest of what stood here before a person was erased.
alter table kernel_mutation add column erased bytea;

do $$
declare
  found record;
begin
  for found in
    select relname from pg_class
    where relnamespace = current_schema()::regnamespace and relkind = 'r' and relname like 'record\_%'
  loop
    execute format('alter table %I add column updated_trace jsonb', found.relname);
  end loop;
end $$;

alter table kernel_revision add column via text;
alter table kernel_revision add column trace jsonb;

-- Sign-ins, accounts, roles, keys, sessions: what decides who may come in, and who did.
create table kernel_security_event (
  id bigint generated always as identity primary key,
  at timestamptz(3) not null default now(),
  kind text not null,
  -- Who did it; null for the house itself, or somebody who is not known.
  who uuid,
  via text not null,
  trace jsonb,
  -- The account it is about.
  account uuid,
  -- The network address it came from.
  address text,
  detail jsonb,
  salt uuid not null default gen_random_uuid(),
  erased bytea
);
create index kernel_security_event_at on kernel_security_event (at);
create index kernel_security_event_account on kernel_security_event (account, id);
