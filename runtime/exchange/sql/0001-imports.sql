-- Files brought for an import. Their contents are kept by hash in the storage, for seven days.
create table kernel_upload (
  id uuid primary key,
  hash text not null,
  name text not null,
  size bigint not null,
  rows int not null default 0,
  created_by uuid,
  created_at timestamptz(3) not null default now()
);
create index kernel_upload_created on kernel_upload (created_at);

-- One run of a file into a type, and how far it got: `done` rows of the file are dealt with.
create table kernel_import (
  id uuid primary key,
  job uuid,
  upload uuid not null,
  file_name text not null,
  type text not null,
  mapping json not null,
  state text not null default 'waiting'
    check (state in ('waiting', 'running', 'done', 'cancelled', 'failed', 'undoing', 'undone')),
  total int not null default 0,
  done int not null default 0,
  created int not null default 0,
  changed int not null default 0,
  unchanged int not null default 0,
  refused int not null default 0,
  created_by uuid,
  created_at timestamptz(3) not null default now(),
  ended_at timestamptz(3)
);
create index kernel_import_created on kernel_import (created_at desc);

-- Rows that were refused, with their reasons, and rows that wait for a record of the same file.
create table kernel_import_line (
  import uuid not null references kernel_import on delete cascade,
  line int not null,
  state text not null check (state in ('waiting', 'refused')),
  cells json not null,
  faults json not null,
  primary key (import, line)
);

-- What an import wrote, to be able to undo it: values before and after of what it changed.
create table kernel_import_record (
  import uuid not null references kernel_import on delete cascade,
  n bigint generated always as identity,
  line int not null,
  record uuid not null,
  op text not null check (op in ('created', 'changed')),
  version int not null,
  before json,
  after json,
  undone boolean not null default false,
  conflict json,
  primary key (import, record)
);
create index kernel_import_record_order on kernel_import_record (import, n);
