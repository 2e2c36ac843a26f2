-- Links that were emptied because what they led to went to the trash: put back when it comes back.
create table kernel_emptied (
  gone uuid not null,
  -- As precise as the journal, which tells what was changed since.
  at timestamptz(3) not null default now(),
  -- Whose field was emptied: table, column, record; what it held.
  holder_table text not null,
  holder_column text not null,
  holder uuid not null,
  was jsonb not null
);
create index kernel_emptied_gone on kernel_emptied (gone);
