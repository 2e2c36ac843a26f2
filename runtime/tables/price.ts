/**
 * What work on a table costs, in milliseconds, to say before it is done what it will take. Measured on 2 shared
 * cores with the embedded PostgreSQL 18, 1,000,000 rows of 14 columns, medians of three runs; `price.measure.ts`
 * measures them anew.
 */
export const costs = {
  /** Adding a column, whatever the rows. */
  addColumn: 8,
  /** Making an empty table with its journal, sequences and indexes. */
  createTable: 25,
  /** Writing documents and revision. */
  publish: 15,
  /** By row: filling a converted column in batches. */
  convertRow: 0.02,
  /** By row: building an ordinary index while work goes on. */
  indexRow: 0.0015,
  /** By row: building a full-text index. */
  searchRow: 0.02,
  /** By row: looking whether the keys in a column point somewhere. */
  validateRow: 0.0005,
} as const;
