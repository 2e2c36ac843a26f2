-- How a session began and when it was last used; second factors, passkeys and recovery codes; what a key may do.

alter table auth_session
  add column method text not null default 'password',
  -- both factors were shown when it began, or a second one was set up in it
  add column second_factor boolean not null default false,
  add column last_used_at timestamptz(3) not null default now(),
  -- when somebody last showed in it who he is: what guards an account is changed soon after, or not at all
  add column shown_at timestamptz(3) not null default now();

-- One-time codes of an authenticator app (RFC 6238).
create table auth_totp (
  user_id uuid primary key references auth_user on delete cascade,
  -- encrypted under a key outside the database
  secret text not null,
  -- null until a first code showed that the app has the secret
  confirmed_at timestamptz(3),
  -- the last step whose code was taken, so that none is taken twice
  last_step bigint not null default 0,
  created_at timestamptz(3) not null default now()
);

-- Recovery codes: all of an account share the salt, so that one derivation finds the one that was typed.
create table auth_recovery (
  user_id uuid primary key references auth_user on delete cascade,
  salt text not null,
  hashes text[] not null,
  created_at timestamptz(3) not null default now()
);

create table auth_passkey (
  id uuid primary key,
  user_id uuid not null references auth_user on delete cascade,
  name text not null,
  credential text not null unique,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}',
  created_at timestamptz(3) not null default now(),
  last_used_at timestamptz(3)
);
create index on auth_passkey (user_id);

-- Null: all that the account may.
alter table auth_apikey add column scope jsonb;
