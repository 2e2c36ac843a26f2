-- Answers to calls that carried an Idempotency-Key, so that a repeated call is answered and not done twice.
create table kernel_idempotency (
  -- The account, or '-' for the house itself.
  account text not null,
  key text not null,
  -- Digest of method, path and body: the same key for something else is a mistake.
  fingerprint text not null,
  -- Null while the first call is at work, or where it was cut off.
  status int,
  headers json,
  body text,
  at timestamptz(3) not null default now(),
  primary key (account, key)
);
create index kernel_idempotency_at on kernel_idempotency (at);
