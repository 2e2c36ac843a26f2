-- The revision of a mutation is the one in force at its time: writing it with every row cost a fifth of the journal.
alter table kernel_mutation alter column revision drop not null;

create function kernel_revision_at(moment timestamptz) returns int
  language sql stable parallel safe
  return (select coalesce(max(r.revision), 0) from kernel_revision r where r.at <= moment);
