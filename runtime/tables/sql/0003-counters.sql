-- Counters of numbers without gaps: a row is locked until its transaction ends, so a number that is taken back is
-- given again. The name is that of the sequence that would count otherwise.
create table kernel_counter (
  name text primary key,
  value bigint not null
);
