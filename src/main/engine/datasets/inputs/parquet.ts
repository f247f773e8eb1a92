/** Parquet files: DuckDB reads them, and each value becomes the text that loses nothing of it. */
import { EngineError } from '@shared/contract/errors';
import { inputsMessages } from '@shared/messages/inputs';
import { systemFault } from '../../kernel/systemFaults';
import { identifier, literal, type TableConnection } from '../../storage/tableSession';
import { noticeIf, type Notice } from '../reading/notices';
import { nothingSetAside, type Input, type InputSource, type PreparedText } from './input';
import { plainDialect, surveyPlainText } from './plainText';

const { evidence, notes, refused } = inputsMessages;

export const parquetInput: Input = {
  recognises: (head) => head.subarray(0, 4).equals(Buffer.from('PAR1')),
  prepare,
};

interface ParquetColumn {
  readonly name: string;
  readonly type: string;
  /** SQL for the value as text, null where missing. */
  readonly text: string;
}

async function prepare(source: InputSource): Promise<PreparedText> {
  const path = source.tempPath('.csv');
  const from = `read_parquet(${literal(source.path)})`;
  return source.tables.withConnection(
    async (connection) => {
      const columns = await describe(connection, from);
      const limit = source.mostRecords === null ? '' : ` limit ${source.mostRecords}`;
      const select = columns.map(({ name, text }) => `${text} as ${identifier(name)}`).join(', ');
      await connection.run(`copy (select ${select} from ${from}${limit}) to ${literal(path)} (format csv, header true, delimiter ',', quote '"', escape '"')`);
      const { rows } = await connection.rows(`select count(*) from ${from}`);
      return {
        path,
        survey: await surveyPlainText(path, source.mostRecords === null ? { signal: source.signal } : { headOnly: true }),
        settles: { ...plainDialect, decimal: '.', hasHeader: true, skipLines: 0 },
        lineOf: source.mostRecords === null ? await lineMap(connection, from, columns) : null,
        notices: await notices(connection, from, columns),
        setAside: nothingSetAside,
        evidence: evidence.parquet,
        whole: source.mostRecords === null || Number(rows[0]?.[0]) <= source.mostRecords,
      };
    },
    { signal: source.signal },
  );
}

async function describe(connection: TableConnection, from: string): Promise<readonly ParquetColumn[]> {
  try {
    const { rows } = await connection.rows(`describe select * from ${from}`);
    return rows.map(([name, type]) => ({ name: String(name), type: String(type), text: textOf(identifier(String(name)), String(type)) }));
  } catch (error) {
    if (error instanceof EngineError) throw error;
    const fault = systemFault(error);
    if (fault) throw fault;
    const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
    throw new EngineError('unreadable-file', refused.brokenParquet(reason.replace(/'[^']*[\\/][^']*'/g, 'the file')), { format: 'parquet' }, { cause: error });
  }
}

function textOf(field: string, type: string): string {
  if (isNested(type)) return `cast(to_json(${field}) as varchar)`;
  if (isFloat(type)) return `case when isnan(${field}) then null else cast(${field} as varchar) end`;
  if (type === 'TIMESTAMP WITH TIME ZONE') return `cast(timezone('UTC', ${field}) as varchar) || 'Z'`;
  return `cast(${field} as varchar)`;
}

function isNested(type: string): boolean {
  return /\[\d*\]$|^(STRUCT|MAP|UNION)\(/.test(type);
}

function isFloat(type: string): boolean {
  return type === 'DOUBLE' || type === 'FLOAT';
}

async function notices(connection: TableConnection, from: string, columns: readonly ParquetColumn[]): Promise<Notice[]> {
  const nested = columns.filter(({ type }) => isNested(type)).map(({ name }) => name);
  const count = async (found: readonly ParquetColumn[], holds: (field: string) => string): Promise<number> => {
    if (found.length === 0) return 0;
    const { rows } = await connection.rows(`select ${found.map(({ name }) => `count(*) filter (where ${holds(identifier(name))})`).join(' + ')} from ${from}`);
    return Number(rows[0]?.[0]);
  };
  const notNumbers = await count(columns.filter(({ type }) => isFloat(type)), (field) => `isnan(${field})`);
  const empty = await count(columns.filter(({ type }) => type === 'VARCHAR'), (field) => `${field} = ''`);
  return [
    ...noticeIf(nested.length > 0, { code: 'nested-as-json', message: notes.nested(nested), count: nested.length }),
    ...noticeIf(notNumbers > 0, { code: 'nan-as-missing', message: notes.notANumber(notNumbers), count: notNumbers }),
    ...noticeIf(empty > 0, { code: 'empty-as-missing', message: notes.emptyTexts(empty), count: empty }),
  ];
}

/** A Parquet file has no lines: its header counts as line 1 and each row as one. The map is needed only where a cell holds line ends. */
async function lineMap(connection: TableConnection, from: string, columns: readonly ParquetColumn[]): Promise<PreparedText['lineOf']> {
  const texts = columns.filter(({ type }) => type === 'VARCHAR' || isNested(type) || type.startsWith('ENUM'));
  const headerLines = columns.reduce((sum, { name }) => sum + lineEnds(name), 0);
  if (texts.length === 0 && headerLines === 0) return null;
  const perRow = texts.length === 0 ? '0' : texts.map(({ text }) => `coalesce(len(regexp_extract_all(${text}, '\\r\\n|\\r|\\n')), 0)`).join(' + ');
  const { rows } = await connection.rows(`select count(*), sum(${perRow}) from ${from}`);
  const [count, more] = [Number(rows[0]?.[0]), Number(rows[0]?.[1] ?? 0)];
  if (more + headerLines === 0) return null;
  const perRowCounts = new Float64Array(count);
  await connection.fillNumbers(`select (${perRow})::double from ${from}`, [perRowCounts]);
  const map = new Uint32Array(count + more + headerLines + 1).fill(1, 0, headerLines + 1);
  let at = headerLines + 1;
  for (const [row, extra] of perRowCounts.entries()) {
    map.fill(row + 2, at, at + extra + 1);
    at += extra + 1;
  }
  return (line) => map[line - 1] ?? line;
}

function lineEnds(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}
