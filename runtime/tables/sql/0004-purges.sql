-- A revision that drops kept values for good says which: [{ key, type, field, rows, bytes }]. It cannot be taken back.
alter table kernel_revision add column purged json;
