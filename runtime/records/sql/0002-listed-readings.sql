-- Who read a record among others: lists, exports and merges name their records in one row.
create index kernel_reading_listed on kernel_reading using gin ((detail -> 'records') jsonb_path_ops);
