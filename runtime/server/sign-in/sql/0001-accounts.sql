-- Accounts, their sessions, passwords, one-time tokens and keys, as better-auth reads and writes them.

create table auth_user (
  id uuid primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null default false,
  image text,
  -- what better-auth does not know about
  language text,
  roles text[] not null default '{}',
  collaborator uuid,
  disabled boolean not null default false,
  last_sign_in_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  check (email = lower(email))
);

create table auth_session (
  id uuid primary key,
  token text not null unique,
  user_id uuid not null references auth_user on delete cascade,
  expires_at timestamptz(3) not null,
  ip_address text,
  user_agent text,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create index on auth_session (user_id);
create index on auth_session (expires_at);

create table auth_account (
  id uuid primary key,
  account_id text not null,
  provider_id text not null,
  user_id uuid not null references auth_user on delete cascade,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz(3),
  refresh_token_expires_at timestamptz(3),
  scope text,
  password text,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  unique (provider_id, account_id)
);
create index on auth_account (user_id);

create table auth_verification (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create index on auth_verification (identifier);

create table auth_apikey (
  id uuid primary key,
  config_id text not null default 'default',
  name text,
  start text,
  prefix text,
  key text not null unique,
  reference_id uuid not null references auth_user on delete cascade,
  refill_interval integer,
  refill_amount integer,
  last_refill_at timestamptz(3),
  enabled boolean not null default true,
  rate_limit_enabled boolean not null default false,
  rate_limit_time_window integer,
  rate_limit_max integer,
  request_count integer not null default 0,
  remaining integer,
  last_request timestamptz(3),
  expires_at timestamptz(3),
  permissions text,
  metadata text,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create index on auth_apikey (reference_id);

-- Tries to sign in that have not succeeded, counted to slow down guessing; an hour old ones are removed.
create table auth_attempt (
  at timestamptz(3) not null default now(),
  address text not null,
  email text not null
);
create index on auth_attempt (email, at);
create index on auth_attempt (address, at);
