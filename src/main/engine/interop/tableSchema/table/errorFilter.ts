/** Which findings a report keeps, by kind or by what they are about, and how many (frictionless-py 5.19: checklist, limit of errors). */
import type { TableError } from './tableError';

export interface ErrorFilter {
  /** Kinds, or #header, #label, #row, #cell, #table; empty for all. */
  readonly pick: readonly string[];
  readonly skip: readonly string[];
  readonly limit: number;
}

const labelKinds = ['blank-label', 'duplicate-label', 'extra-label', 'incorrect-label', 'missing-label'];
const headerKinds = ['blank-header', 'unmatched-header'];
const rowKinds = ['blank-row', 'duplicate-row', 'foreign-key', 'primary-key', 'row-constraint'];
const tableKinds = ['source-error', 'check-error', 'deviated-cell', 'deviated-value', 'required-value', 'table-dimensions'];

export function filterErrors(errors: readonly TableError[], { pick, skip, limit }: ErrorFilter): TableError[] {
  const isNamed = (kind: string, names: readonly string[]): boolean => names.includes(kind) || scopesOf(kind).some((scope) => names.includes(scope));
  return errors.filter(([, , kind]) => (pick.length === 0 || isNamed(kind, pick)) && !isNamed(kind, skip)).slice(0, limit);
}

function scopesOf(kind: string): string[] {
  if (labelKinds.includes(kind)) return ['#label', '#header', '#table'];
  if (headerKinds.includes(kind)) return ['#header', '#table'];
  if (rowKinds.includes(kind)) return ['#row', '#table'];
  return tableKinds.includes(kind) ? ['#table'] : ['#cell', '#row', '#table'];
}
