-- Mails that wait to be sent, were sent, or failed. They can be read here whether or not they leave the house.
create table kernel_outbox (
  id uuid primary key,
  run uuid,
  template text not null,
  type text not null,
  record uuid not null,
  recipient text not null,
  subject text not null,
  html text not null,
  text text not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed')),
  error text,
  tries int not null default 0,
  taken_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  created_by uuid,
  sender_name text not null,
  sender_email text not null,
  sent_at timestamptz(3)
);
create index kernel_outbox_state on kernel_outbox (state, created_at desc);
create index kernel_outbox_record on kernel_outbox (record);
-- A run that is begun again after a crash finds the mail it had already put here.
create unique index kernel_outbox_once on kernel_outbox (run, record);

-- What a merge run has done, recipient by recipient: a run that is begun again goes on behind it. A kill just between a
-- document and its row here leaves that one document twice.
create table kernel_merge_item (
  run uuid not null,
  record uuid not null,
  document uuid,
  mail uuid,
  error json,
  at timestamptz(3) not null default now(),
  primary key (run, record)
);
