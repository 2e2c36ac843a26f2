-- An import from the command line has no job that could tell its death: it is missed when it writes nothing any more.
alter table kernel_import add column touched_at timestamptz(3) not null default now();
