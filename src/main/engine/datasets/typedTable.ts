/** Writes a snapshot's Parquet file: text becomes typed values by the forms decided before. */
import type { Reading } from '@shared/areas/datasets';
import { EngineError } from '@shared/contract/errors';
import { datasetsMessages } from '@shared/messages/datasets';
import { literal, type TableConnection, type TableSession } from '../storage/tableSession';
import { writeCodedTable, type KnownColumn } from './coded/codedTable';
import type { ColumnForm } from './reading/columnForm';
import { tokensOf } from './reading/missingTokens';
import type { PlainText, TableText } from './reading/tableText';
import { textField, valueField } from './snapshotTable';
import { mostGroupRows } from '../storage/parquet/parquetFile';
import { plainSource } from './textSource';
import { typedExpression } from './typedExpression';

export interface TypedTableInput {
  readonly text: TableText;
  readonly parquetPath: string;
  readonly forms: readonly ColumnForm[];
  readonly reading: Reading;
  readonly rows: number;
  readonly signal: AbortSignal;
}

/** Answers with what is known of each column already, null where only the table tells. Throws `internal` where the file does not give every row back. */
export async function writeTypedTable(tables: TableSession, input: TypedTableInput): Promise<readonly (KnownColumn | null)[]> {
  const { text, parquetPath, rows } = input;
  return tables.withConnection(
    async (connection) => {
      const facts = text.kind === 'coded' ? await writeCodedTable(connection, { ...input, text }) : await writePlainTable(connection, text, input);
      const { rows: found } = await connection.rows(`select count(*), min(row), max(row) from read_parquet(${literal(parquetPath)})`);
      const [count, first, last] = found[0] ?? [];
      if (Number(count) !== rows || (rows > 0 && (Number(first) !== 1 || Number(last) !== rows))) {
        throw new EngineError('internal', datasetsMessages.refused.rowsLost(Number(count), rows), { count: Number(count), rows });
      }
      return facts;
    },
    { signal: input.signal },
  );
}

async function writePlainTable(connection: TableConnection, text: PlainText, { forms, reading, parquetPath }: TypedTableInput): Promise<readonly null[]> {
  const asRead = forms.map((form) => readType(form, reading));
  const values = forms.map((form, i) => `${asRead[i] === 'VARCHAR' ? typedExpression(form, `x${i}`, reading) : `x${i}`} as ${valueField(i)}`);
  const texts = forms.flatMap((form, i) => (form.keepsText ? [`x${i} as ${textField(i)}`] : []));
  const copy = (source: string): Promise<void> =>
    connection.run(`copy (select row, line, ${[...values, ...texts].join(', ')} from ${source}) to ${literal(parquetPath)} (format parquet, compression zstd, row_group_size ${mostGroupRows})`);
  await copyPlain(copy, (parallel) => plainSource(text, asRead, parallel));
  return forms.map(() => null);
}

async function copyPlain(copy: (source: string) => Promise<void>, source: (parallel: boolean) => string): Promise<void> {
  try {
    await copy(source(true));
  } catch (error) {
    // DuckDB 1.5 cannot split some files with line ends inside quotes among threads, and says so.
    if (!(error instanceof Error) || !error.message.includes('Parallel CSV Reader')) throw error;
    await copy(source(false));
  }
}

/** The type DuckDB's reader gives a column itself: numbers written as their values are. (Dates it would read by a format of its own.) */
function readType(form: ColumnForm, reading: Reading): string {
  const plain = !form.keepsText && (tokensOf(reading, form.name) ?? []).length === 0;
  if (plain && form.storage === 'integer') return 'BIGINT';
  return plain && form.storage === 'decimal' ? 'DOUBLE' : 'VARCHAR';
}
