/** One finding in a table: the row (the header is row 1) and the column, from 1, null where it is of none, and its kind by frictionless-py's name. */
export type TableError = readonly [row: number | null, field: number | null, kind: string];
