/** Suggests a schema from a profile: only what the data supports, each check with the evidence for it. */
import type { Column } from '@shared/areas/datasets';
import type { ColumnProfile, Profile } from '@shared/areas/quality';
import { checkSchema, dataSchemaSchema, schemaFormatVersion, type Check, type DataSchema } from '@shared/areas/qualitySchema';
import { qualityMessages } from '@shared/messages/quality';
import { isText, wireExpression, type SnapshotTable } from '@engine/datasets';
import type { TableSession } from '../../storage/tableSession';
import { commonPattern } from './textShape';

const words = qualityMessages.evidence;
/** A closed set is worth checking where it is small and its values come back often. */
const largestSet = 20;
const leastRepeats = 5;
const patternSample = 2000;
const leastUnique = 20;

export async function inferSchema(tables: TableSession, table: SnapshotTable, columns: readonly Column[], profile: Profile, signal: AbortSignal): Promise<DataSchema> {
  const checks: Check[] = [];
  for (const column of columns) {
    const found = profile.columns.find(({ name }) => name === column.name);
    if (!found) continue;
    checks.push(...figureChecks(column, found));
    const pattern = await suggestPattern(tables, table, column, signal);
    if (pattern) checks.push(pattern);
  }
  return dataSchemaSchema.parse({ format: 'almanac-schema', formatVersion: schemaFormatVersion, columns: columns.map(({ name, type, evidence }) => ({ name, type, description: words.type(evidence) })), checks });
}

/** Checks that follow from the figures of one column. */
export function figureChecks(column: Column, profile: ColumnProfile): Check[] {
  const { name } = column;
  const values = profile.rows - profile.nulls;
  const checks: Check[] = [];
  if (values === 0) return checks;
  if (profile.nulls === 0) checks.push(suggestion('not-null', name, {}, 'critical', words.notNull(profile.rows)));
  const set = closedSet(column, profile, values);
  if (set) checks.push(suggestion('one-of', name, { values: set }, 'warning', words.oneOf(set.length, values)));
  else if (typeof profile.min === 'number' && typeof profile.max === 'number') checks.push(...rangeCheck(name, profile.min, profile.max));
  if ((column.type === 'id' || column.role === 'id') && profile.distinct === values && values > leastUnique) checks.push(suggestion('unique', name, {}, 'critical', words.unique(values)));
  return checks;
}

function closedSet(column: Column, profile: ColumnProfile, values: number): string[] | null {
  const flag = column.type === 'integer' && profile.min === 0 && profile.max === 1;
  if (column.type !== 'category' && column.type !== 'boolean' && !flag) return null;
  if (profile.distinct > largestSet || profile.topValues.length < profile.distinct || values < leastRepeats * profile.distinct) return null;
  return profile.topValues.map(({ value }) => value).sort();
}

/** New data may go further than old, so bounds are round numbers well outside; a sign or a scale is kept. */
function rangeCheck(column: string, min: number, max: number): Check[] {
  const evidence = words.range(min, max);
  if (min >= 0 && max <= 1) return [suggestion('range', column, { min: 0, max: 1 }, 'warning', evidence)];
  if (/rating|stars|score/i.test(column) && min >= 0 && max <= 5) return [suggestion('range', column, { min: 0, max: 5 }, 'critical', evidence)];
  if (min >= 0) return [suggestion('range', column, { min: 0, max: roundOutside(max) }, 'warning', evidence)];
  return [suggestion('range', column, { min: -roundOutside(-min), max: max <= 0 ? 0 : roundOutside(max) }, 'warning', evidence)];
}

/** The next of 1, 2, 5 times a power of ten above twice the value. */
export function roundOutside(value: number): number {
  const power = 10 ** Math.floor(Math.log10(2 * value));
  return ([1, 2, 5, 10].find((step) => step * power >= 2 * value) ?? 10) * power;
}

/** A form seen in a sample counts only where every value of the column has it. */
async function suggestPattern(tables: TableSession, table: SnapshotTable, column: Column, signal: AbortSignal): Promise<Check | null> {
  const stored = table.columns.find(({ name }) => name === column.name);
  if (!stored || !isText(column.type) || column.type === 'text' || column.distinct < 3) return null;
  const { field } = stored;
  const { values } = await tables.columns(`select ${wireExpression(stored)} from (select distinct ${field} from ${table.source} where ${field} is not null order by 1 limit ${patternSample})`, [], { signal });
  const pattern = commonPattern((values[0] ?? []).map(String));
  if (pattern === null) return null;
  const { rows } = await tables.rows(`select count(${field}), count(*) filter (where not regexp_full_match(${field}, $1)) from ${table.source}`, [pattern], { signal });
  const [count, failing] = (rows[0] ?? []).map(Number);
  return failing === 0 ? suggestion('pattern', column.name, { pattern }, 'warning', words.pattern(count ?? 0)) : null;
}

function suggestion(check: string, column: string, args: Check['args'], severity: Check['severity'], evidence: string): Check {
  return checkSchema.parse({ check, column, args, severity, evidence });
}
