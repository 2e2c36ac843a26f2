-- Stored computed fields: a digest of what their value means, and the state while their values are worked out.
alter table kernel_column add column meaning text;
alter table kernel_column drop constraint kernel_column_state_check;
alter table kernel_column add constraint kernel_column_state_check
  check (state in ('live', 'removed', 'filling', 'computing'));
