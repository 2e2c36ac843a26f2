-- The packs of documents that were taken in, each time as they were then: what the next version is merged with.
create table kernel_pack (
  id bigint generated always as identity primary key,
  name text not null,
  version text not null,
  documents json not null,
  -- The revision that taking it in made; null where everything was here already.
  revision int references kernel_revision,
  -- The revision in force afterwards.
  since int not null,
  at timestamptz(3) not null default now(),
  by_account uuid
);
create index kernel_pack_name on kernel_pack (name, id);
