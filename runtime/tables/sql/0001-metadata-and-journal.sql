-- What administrators have said. Kept as json, not jsonb: the order of keys is the author's.
create table kernel_document (
  kind text not null,
  name text not null,
  body json not null,
  revision int not null,
  primary key (kind, name)
);

-- One row per published change set. before and after hold only the documents that changed: [{ kind, name, body }],
-- body null where there was or is none.
create table kernel_revision (
  revision int primary key,
  at timestamptz(3) not null default now(),
  by_account uuid,
  why text,
  undoes int references kernel_revision,
  changes json not null,
  renamings json not null default '[]',
  before json not null,
  after json not null
);

-- The columns of the record tables. A removed field keeps its column, so that it can come back with its values;
-- one that is being filled belongs to a conversion not yet published.
create table kernel_column (
  base text not null,
  column_name text not null,
  declared_in text not null,
  field text not null,
  field_type text not null,
  sql_type text not null,
  -- The base type whose records a reference points to.
  target text,
  -- The field document as it was last.
  document json not null,
  state text not null check (state in ('live', 'removed', 'filling')),
  since timestamptz(3) not null default now(),
  primary key (base, column_name)
);
create unique index kernel_column_live on kernel_column (base, declared_in, field) where state = 'live';

-- Files that records point to; their bytes are in the storage under the hash.
create table kernel_file (
  id uuid primary key,
  hash text not null,
  name text not null,
  size bigint not null,
  mime text not null,
  created_at timestamptz(3) not null default now(),
  created_by uuid
);
create index kernel_file_hash on kernel_file (hash);

-- The mutation journal: the old values of what changed. The first values of a record are in the record itself.
create table kernel_mutation (
  id bigint generated always as identity,
  at timestamptz(3) not null default now(),
  -- Its type, not its base type.
  type text not null,
  record uuid not null,
  -- U changed (trash and archive included), D really deleted.
  op char(1) not null check (op in ('U', 'D')),
  -- After the change.
  version int not null,
  who uuid,
  -- The door; sql where somebody wrote around the house.
  via text not null,
  revision int not null,
  old jsonb not null
) partition by range (at);
create table kernel_mutation_default partition of kernel_mutation default;
create index kernel_mutation_record on kernel_mutation (record, id);
