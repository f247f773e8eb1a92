/** Whether the cells of a text column are lists, told from its first cells, and how many entries the whole column has. */
import { listEntries, listFormOf, listSeparators, type ListForm } from '@shared/cells/lists';
import { literal, type TableSession } from '../storage/tableSession';
import type { SnapshotTable, TableColumn } from './snapshotTable';

export interface ListFacts {
  readonly form: ListForm;
  readonly meanEntries: number;
  readonly differentEntries: number;
}

/** So many cells tell the form. */
export const sampleCells = 1000;

/** SQL that is false for text which no form of list would divide; an array of JSON has commas. */
export function mayBeList(text: string): string {
  return `(${Object.values(listSeparators).map((separator) => `contains(${text}, ${literal(separator)})`).join(' or ')})`;
}

/** `sample` are the first cells that are not missing, where they are here already. */
export async function gatherListFacts(tables: TableSession, table: SnapshotTable, { field }: TableColumn, sample: readonly string[] | null, signal: AbortSignal): Promise<ListFacts | null> {
  const form = listFormOf(sample ?? (await firstCells(tables, table, field, signal)));
  if (form === null) return null;
  const entries = form === 'json' ? `json_extract_string(case when json_valid(${field}) then ${field} else '[]' end, '$[*]')` : `string_split(${field}, ${literal(listSeparators[form])})`;
  const { rows } = await tables.rows(`select sum(n) / (select count(${field}) from ${table.source}), count(distinct trim(entry)) from (select unnest(${entries}) as entry, n from (select ${field}, count(*) as n from ${table.source} where ${field} is not null group by ${field})) where trim(entry) <> ''`, [], { signal });
  const [meanEntries, differentEntries] = rows[0] ?? [];
  return { form, meanEntries: Number(meanEntries), differentEntries: Number(differentEntries) };
}

async function firstCells(tables: TableSession, table: SnapshotTable, field: string, signal: AbortSignal): Promise<string[]> {
  const { rows } = await tables.rows(`select ${field} from ${table.source} where ${field} is not null order by row limit ${sampleCells}`, [], { signal });
  return rows.map(([text]) => String(text));
}

/** The same over cells that are here already. */
export function listFactsOf(texts: readonly string[]): ListFacts | null {
  const form = listFormOf(texts.slice(0, sampleCells));
  if (form === null) return null;
  const entries = texts.flatMap((text) => listEntries(text, form));
  return { form, meanEntries: entries.length / texts.length, differentEntries: new Set(entries).size };
}
