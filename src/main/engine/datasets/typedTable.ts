/** Turns the plain copy of a file into a snapshot's Parquet file: text becomes typed values by the forms decided before. */
import type { Reading } from '@shared/areas/datasets';
import { EngineError } from '@shared/contract/errors';
import { datasetsMessages } from '@shared/messages/datasets';
import { literal, type TableSession } from '../storage/tableSession';
import type { ColumnForm } from './reading/columnForm';
import { tokensOf } from './reading/missingTokens';
import type { TableText } from './reading/tableText';
import { textField, valueField } from './snapshotTable';
import { plainSource, regularSource } from './textSource';

export interface TypedTableInput {
  readonly text: TableText;
  readonly parquetPath: string;
  readonly forms: readonly ColumnForm[];
  readonly reading: Reading;
  readonly rows: number;
  readonly signal: AbortSignal;
}

/** Small groups keep paging quick and writing lean. */
const rowGroupRows = 20_480;

export async function writeTypedTable(tables: TableSession, input: TypedTableInput): Promise<void> {
  const { text, forms, reading, rows } = input;
  const asRead = forms.map((form) => readType(form, reading));
  const values = forms.map((form, i) => `${asRead[i] === 'VARCHAR' ? typedExpression(form, `x${i}`, reading) : `x${i}`} as ${valueField(i)}`);
  const texts = forms.flatMap((form, i) => (form.keepsText ? [`x${i} as ${textField(i)}`] : []));
  await tables.withConnection(
    async (connection) => {
      const copy = (source: string): Promise<void> =>
        connection.run(`copy (select row, line, ${[...values, ...texts].join(', ')} from ${source}) to ${literal(input.parquetPath)} (format parquet, compression zstd, row_group_size ${rowGroupRows})`);
      if (text.kind === 'regular') await copy(await regularSource(connection, text, asRead, rows));
      else await copyPlain(copy, (parallel) => plainSource(text, asRead, parallel));
      const { rows: found } = await connection.rows(`select count(*), min(row), max(row) from read_parquet(${literal(input.parquetPath)})`);
      const [count, first, last] = found[0] ?? [];
      if (Number(count) !== rows || (rows > 0 && (Number(first) !== 1 || Number(last) !== rows))) {
        throw new EngineError('internal', datasetsMessages.refused.rowsLost(Number(count), rows), { count: Number(count), rows });
      }
    },
    { signal: input.signal },
  );
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

function typedExpression(form: ColumnForm, raw: string, reading: Reading): string {
  const missing = tokensOf(reading, form.name) ?? [];
  const tokens = missing.length === 0 ? raw : `case when ${raw} in (${missing.map(literal).join(', ')}) then null else ${raw} end`;
  switch (form.storage) {
    case 'text':
      return tokens;
    case 'boolean':
      return `cast(lower(trim(${tokens})) as boolean)`;
    case 'integer':
      return `cast(${form.keepsText ? numberText(tokens, reading) : tokens} as bigint)`;
    case 'decimal':
      return `cast(${form.keepsText ? numberText(tokens, reading) : tokens} as double)`;
    case 'date':
      return form.keepsText ? dateExpression(tokens, form, reading) : `cast(${tokens} as date)`;
    case 'datetime':
      return datetimeExpression(tokens, form, reading);
  }
}

/** Digits, point and sign as DuckDB reads them: no separator between thousands, minus for accounting's parentheses. */
function numberText(text: string, { decimal, parentheses }: Reading): string {
  const trimmed = `trim(${text})`;
  const plain = decimal === '.' ? `replace(${trimmed}, ',', '')` : `replace(replace(${trimmed}, '.', ''), ',', '.')`;
  return parentheses === 'negative' ? `case when ${trimmed} like '(%' then '-' || replace(replace(${plain}, '(', ''), ')', '') else ${plain} end` : plain;
}

function dateExpression(text: string, form: ColumnForm, reading: Reading): string {
  if (form.dayNumbers) return `date '1899-12-30' + cast(trim(${text}) as integer)`;
  return dateOf(`regexp_replace(trim(${text}), '[./]', '-', 'g')`, form, reading);
}

/** `parts` is three numbers with hyphens; a first part of four digits is the year. */
function dateOf(parts: string, { dateOrder }: ColumnForm, { twoDigitYears }: Reading): string {
  const part = (n: number): string => `cast(split_part(${parts}, '-', ${n}) as integer)`;
  const pivot = twoDigitYears === 'to-2029' ? 29 : 68;
  const year = `(case when length(split_part(${parts}, '-', 3)) = 2 then (case when ${part(3)} <= ${pivot} then 2000 else 1900 end) + ${part(3)} else ${part(3)} end)`;
  const other = dateOrder === 'mdy' ? `make_date(${year}, ${part(1)}, ${part(2)})` : `make_date(${year}, ${part(2)}, ${part(1)})`;
  return `case when length(split_part(${parts}, '-', 1)) = 4 then make_date(${part(1)}, ${part(2)}, ${part(3)}) else ${other} end`;
}

/** A time without zone is taken as UTC; with one it is converted. */
function datetimeExpression(text: string, form: ColumnForm, reading: Reading): string {
  const trimmed = `trim(${text})`;
  const day = `regexp_replace(regexp_extract(${trimmed}, '^[^T ]+'), '[./]', '-', 'g')`;
  const time = `regexp_extract(${trimmed}, '[T ](\\d{1,2}:\\d{2}(:\\d{2}(\\.\\d+)?)?)', 1)`;
  const zone = `regexp_extract(${trimmed}, '[T ].*(Z|[+-]\\d{2}:?\\d{2})$', 1)`;
  const offset = `(case when ${zone} in ('', 'Z') then 0 else (case when ${zone} like '-%' then -1 else 1 end) * (cast(substr(${zone}, 2, 2) as integer) * 60 + cast(right(${zone}, 2) as integer)) end)`;
  const clock = `case when ${time} = '' then time '00:00:00' else cast(${time} as time) end`;
  return `case when ${text} is null then null else (${dateOf(day, form, reading)}) + (${clock}) - to_minutes(${offset}) end`;
}
