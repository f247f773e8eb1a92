/** The checks that follow from what a schema declares of its columns and of the table. */
import type { Check, DataSchema, DeclaredColumn } from './qualitySchema';

const base = { mostly: 1, nulls: 'pass', severity: 'critical', enabled: true } as const;

/** `found` are the columns of the data that the declaration stands for: its name, or those that its pattern matches. */
export function declaredChecks({ name, pattern, type, coerce, required }: DeclaredColumn, found: readonly string[]): Check[] {
  if (pattern && found.length === 0) return required ? [{ ...base, check: 'column-exists', args: { name } }] : [];
  if (type === 'any' && !required) return [];
  return found.map((column): Check => (type === 'any' ? { ...base, check: 'column-exists', args: { name: column } } : { ...base, check: 'type', column, args: { type, coerce } }));
}

/** `declared` are the names of all declared columns, patterns spelled out. */
export function tableChecks({ table, columns }: DataSchema, declared: readonly string[]): Check[] {
  const optional = columns.some(({ required }) => !required);
  return [
    ...(table.strict === 'error' ? [{ ...base, check: 'columns-are', args: { columns: [...declared], absent: true } }] : []),
    ...(table.ordered ? [{ ...base, check: 'columns-ordered', args: { columns: [...declared], others: optional || table.strict !== 'error' } }] : []),
  ];
}
