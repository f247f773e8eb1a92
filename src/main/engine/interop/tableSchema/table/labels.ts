/** What is wrong with the header row of a table, and which field each column is (Table Schema 2.0, fieldsMatch; errors of frictionless-py 5.19). */
import { plainField, type FieldsMatch, type TableField, type TableSchema } from './field';
import type { TableError } from './tableError';

export interface MatchedLabels {
  readonly errors: readonly TableError[];
  /** In the order of the columns. */
  readonly fields: readonly TableField[];
}

type MatchedSchema = Pick<TableSchema, 'fields' | 'fieldsMatch' | 'primaryKey'>;

/** Modes that take a column without a field, and a field without a column. */
const takesExtra: readonly FieldsMatch[] = ['subset', 'partial'];
const takesFewer: readonly FieldsMatch[] = ['superset', 'partial'];

export function matchLabels(labels: readonly string[], schema: MatchedSchema): MatchedLabels {
  if (labels.length === 0) return { errors: [], fields: schema.fields };
  return schema.fieldsMatch === 'exact' ? matchByPlace(labels, schema.fields) : matchByName(labels, schema);
}

function matchByPlace(labels: readonly string[], fields: readonly TableField[]): MatchedLabels {
  const extra = labels.slice(fields.length).map((_, i): TableError => [null, fields.length + i + 1, 'extra-label']);
  const absent = fields.slice(labels.length).map((_, i): TableError => [null, labels.length + i + 1, 'missing-label']);
  const wrong = fields.slice(0, labels.length).flatMap(({ name }, i): TableError[] => {
    const label = labels[i] ?? '';
    if (label === '') return [[null, i + 1, 'blank-label']];
    if (labels.indexOf(label) < i) return [[null, i + 1, 'duplicate-label']];
    return label.replaceAll('\n', ' ').trim() === name ? [] : [[null, i + 1, 'incorrect-label']];
  });
  return { errors: [...extra, ...absent, ...wrong], fields };
}

function matchByName(labels: readonly string[], { fields, fieldsMatch, primaryKey }: MatchedSchema): MatchedLabels {
  const named = new Map(fields.map((field) => [field.name, field]));
  // Columns of one name could be either field.
  const repeated = labels.flatMap((label, i): TableError[] => (labels.indexOf(label) < i ? [[null, i + 1, 'duplicate-label']] : []));
  const extra = takesExtra.includes(fieldsMatch) ? [] : labels.flatMap((label, i): TableError[] => (named.has(label) ? [] : [[null, i + 1, 'extra-label']]));
  const isUnmatched = fieldsMatch === 'partial' && fields.length > 0 && !labels.some((label) => named.has(label));
  const absent = fields.filter(({ name, constraints }) => !labels.includes(name) && (!takesFewer.includes(fieldsMatch) || constraints.required || primaryKey.includes(name)));
  return {
    errors: [...extra, ...(isUnmatched ? [[null, null, 'unmatched-header'] satisfies TableError] : []), ...absent.map((_, i): TableError => [null, labels.length + i + 1, 'missing-label']), ...repeated],
    fields: labels.map((label) => named.get(label) ?? plainField(label, 'any')),
  };
}
