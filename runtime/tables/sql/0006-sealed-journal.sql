-- Who read what of the types whose reading is to be traced.
create table kernel_reading (
  id bigint generated always as identity primary key,
  at timestamptz(3) not null default now(),
  who uuid,
  via text not null,
  trace jsonb,
  type text not null,
  -- Null where many were read at once: a list, an export.
  record uuid,
  how text not null,
  detail jsonb,
  salt uuid not null default gen_random_uuid(),
  erased bytea
);
create index kernel_reading_record on kernel_reading (record, id);
create index kernel_reading_type on kernel_reading (type, id);

-- The chain: each seal covers the rows of one journal behind the seal before it, up to `last`, and the hash of the
-- seal before it, whatever journal that was of.
create table kernel_seal (
  no bigint primary key,
  at timestamptz(3) not null default now(),
  journal text not null,
  after bigint not null,
  last bigint not null,
  count bigint not null,
  -- Every row that a later seal of this journal covers was begun at this instant or later.
  horizon timestamptz(3) not null,
  previous bytea not null,
  hash bytea not null
);
create index kernel_seal_journal on kernel_seal (journal, no);

create function kernel_milliseconds(at timestamptz) returns bigint
  language sql immutable parallel safe
  return (extract(epoch from at) * 1000)::bigint;

-- The digest of what may be erased. It stays when the values go; the salt goes with them.
create function kernel_kept_digest(salt uuid, erased bytea, kept text) returns bytea
  language sql immutable parallel safe
  return coalesce(erased, sha256(convert_to(coalesce(salt::text, '') || ' ' || kept, 'UTF8')));

create function kernel_digest(r kernel_mutation) returns bytea
  language sql stable parallel safe
  return sha256(convert_to(json_build_array(r.id, kernel_milliseconds(r.at), r.type, r.record, r.op, r.version, r.who,
      r.via, r.revision)::text, 'UTF8')
    || kernel_kept_digest(r.salt, r.erased, json_build_array(r.old, r.trace)::text));

create function kernel_digest(r kernel_security_event) returns bytea
  language sql stable parallel safe
  return sha256(convert_to(json_build_array(r.id, kernel_milliseconds(r.at), r.kind, r.who, r.via, r.account)::text, 'UTF8')
    || kernel_kept_digest(r.salt, r.erased, json_build_array(r.trace, r.address, r.detail)::text));

create function kernel_digest(r kernel_reading) returns bytea
  language sql stable parallel safe
  return sha256(convert_to(json_build_array(r.id, kernel_milliseconds(r.at), r.who, r.via, r.type, r.record, r.how)::text, 'UTF8')
    || kernel_kept_digest(r.salt, r.erased, json_build_array(r.trace, r.detail)::text));

create function kernel_digest(r kernel_revision) returns bytea
  language sql stable parallel safe
  return sha256(convert_to(json_build_array(r.revision, kernel_milliseconds(r.at), r.by_account, r.via, r.trace, r.why,
    r.undoes, r.changes::text, r.renamings::text, r.before::text, r.after::text, r.purged::text)::text, 'UTF8'));
