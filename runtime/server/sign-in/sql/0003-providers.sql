-- Who else may say who somebody is: providers of single sign-on and directories with people's passwords.

create table auth_provider (
  name text primary key,
  -- `oidc`, or the plugin that knows how to ask it
  kind text not null,
  admission jsonb not null,
  settings jsonb not null,
  -- what it knows us by, encrypted under a key outside the database
  secret text,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);

-- By whom a session came in, and its proof of that, encrypted: signing out there asks for it.
alter table auth_session
  add column provider text,
  add column id_token text;
