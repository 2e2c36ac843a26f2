-- Whom an account stands for, groups of accounts, deputies, and as whom a session works.

alter table auth_user add column person uuid;

create table auth_group (
  name text primary key check (name ~ '^[a-z][a-z0-9_]{0,39}$'),
  label text not null,
  roles text[] not null default '{}',
  -- what single sign-on calls the group: who comes with one of these names is in it
  directory text[] not null default '{}',
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);

create table auth_group_member (
  group_name text not null references auth_group on delete cascade,
  user_id uuid not null references auth_user on delete cascade,
  -- true where single sign-on said so, and may take it back
  by_directory boolean not null default false,
  primary key (group_name, user_id)
);
create index on auth_group_member (user_id);

create table auth_deputy (
  id uuid primary key,
  account uuid not null references auth_user on delete cascade,
  deputy uuid not null references auth_user on delete cascade,
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3),
  -- null: all that the account has
  roles text[],
  created_by uuid references auth_user on delete set null,
  created_at timestamptz(3) not null default now(),
  check (account <> deputy),
  check (ends_at > starts_at)
);
create index on auth_deputy (account);
create index on auth_deputy (deputy);

-- A session of which neither is said works for itself.
alter table auth_session
  add column acting_by uuid references auth_deputy on delete set null,
  add column seeing_as uuid references auth_user on delete set null;
