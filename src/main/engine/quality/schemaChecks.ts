/** A schema against the columns of one table: the checks that follow from its declarations, and its own, with column patterns spelled out. */
import { declaredChecks, tableChecks } from '@shared/areas/declaredChecks';
import type { DataSchema, DeclaredColumn, Check } from '@shared/areas/qualitySchema';
import { columnsOf } from '@shared/areas/qualitySchema';
import { EngineError } from '@shared/contract/errors';
import { checkMessages } from '@shared/messages/checks';
import { literal, type TableConnection } from '../storage/tableSession';
import { bindCheck } from './checks';
import type { BoundCheck } from './checks/checkDefinition';

/** Every check bound. Throws `invalid-input` for an unknown kind, a wrong argument or a pattern that RE2 does not know. */
export async function bindAll(connection: TableConnection, checks: readonly Check[], columnPatterns: readonly string[] = []): Promise<BoundCheck[]> {
  const bound = checks.map(bindCheck);
  for (const pattern of new Set([...columnPatterns, ...bound.flatMap(({ patterns }) => patterns)])) await assertPattern(connection, pattern);
  return bound;
}

export async function assertSchema(connection: TableConnection, { checks, columns }: DataSchema): Promise<void> {
  await bindAll(connection, checks, columns.filter(({ pattern }) => pattern).map(({ name }) => name));
}

/** DuckDB knows RE2 best: it is asked. */
async function assertPattern(connection: TableConnection, pattern: string): Promise<void> {
  try {
    await connection.rows(`select regexp_full_match('', ${literal(pattern)})`);
  } catch (error) {
    if (error instanceof EngineError) throw error;
    const reason = error instanceof Error ? (error.message.replace(/^.*?Error: /s, '').split('\n')[0] ?? '') : String(error);
    throw new EngineError('invalid-input', checkMessages.refused.pattern(pattern, reason), { pattern }, { cause: error });
  }
}

/** What to run on a table with these columns. Throws `invalid-input` where none of the schema's columns is there. */
export async function checksFor(connection: TableConnection, schema: DataSchema, names: readonly string[]): Promise<readonly Check[]> {
  const expanded = await spellOut(connection, schema, names);
  assertSameTable(expanded.flatMap((each) => each.names), names);
  const absent = new Set(expanded.filter(({ column }) => !column.required).flatMap((each) => each.names.filter((name) => !names.includes(name))));
  const spelled = new Map(expanded.filter(({ column }) => column.pattern).map(({ column, names: found }) => [column.name, found]));
  const own = schema.checks.filter(({ enabled }) => enabled).flatMap((check): readonly Check[] => (check.column !== undefined && spelled.has(check.column) ? (spelled.get(check.column) ?? []).map((column) => ({ ...check, column })) : [check]));
  return [...tableChecks(schema, expanded.flatMap((each) => each.names)), ...expanded.flatMap(({ column, names: found }) => declaredChecks(column, found)), ...own].filter((check) => !columnsOf(check).some((name) => absent.has(name)));
}

export interface SpelledColumn {
  readonly column: DeclaredColumn;
  /** Its name, there or not, or those that its pattern matches. */
  readonly names: readonly string[];
}

/** Declared columns against the names of a table. */
export async function spellOut(connection: TableConnection, { columns }: DataSchema, names: readonly string[]): Promise<readonly SpelledColumn[]> {
  const spelled: SpelledColumn[] = [];
  for (const column of columns) spelled.push({ column, names: column.pattern ? await matching(connection, column.name, names) : [column.name] });
  return spelled;
}

async function matching(connection: TableConnection, pattern: string, names: readonly string[]): Promise<readonly string[]> {
  await assertPattern(connection, pattern);
  if (names.length === 0) return [];
  const { rows } = await connection.rows(`select i from (values ${names.map((name, i) => `(${i}, ${literal(name)})`).join(', ')}) as names (i, name) where regexp_full_match(name, ${literal(pattern)}) order by i`);
  return rows.flatMap(([i]) => names[Number(i)] ?? []);
}

function assertSameTable(declared: readonly string[], names: readonly string[]): void {
  if (declared.length > 0 && !declared.some((name) => names.includes(name))) throw new EngineError('invalid-input', checkMessages.refused.otherColumns(declared, names), { declared: declared.slice(0, 50) });
}
