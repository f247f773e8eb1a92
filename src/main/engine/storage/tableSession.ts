/** DuckDB in memory over immutable Parquet files: one instance, a connection per piece of work. UTC, no extensions loaded from outside. */
import { DuckDBInstance, type DuckDBAppender, type DuckDBConnection, type DuckDBValue, type JS } from '@duckdb/node-api';
import { textDecoder } from '@duckdb/node-api/lib/vectors/dataAccessors';
import { EngineError } from '@shared/contract/errors';

// @duckdb/node-api 1.5.6 decodes each text by itself and takes a U+FEFF at its beginning for a byte order mark: the cell would lose a character.
const wholeText = new TextDecoder('utf-8', { ignoreBOM: true });
textDecoder.decode = (bytes: Uint8Array) => wholeText.decode(bytes);

export type Value = JS;
export interface RowResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Value[])[];
}
export interface ColumnResult {
  readonly columns: readonly string[];
  /** One list per column. */
  readonly values: readonly (readonly Value[])[];
}
export interface QueryOptions {
  /** Aborting interrupts the statement; the promise rejects with code `cancelled`. */
  readonly signal?: AbortSignal;
}

/** Statements over one connection: its temp tables live until the end of `withConnection`. */
export interface TableConnection {
  run(sql: string, parameters?: readonly DuckDBValue[]): Promise<void>;
  rows(sql: string, parameters?: readonly DuckDBValue[]): Promise<RowResult>;
  columns(sql: string, parameters?: readonly DuckDBValue[]): Promise<ColumnResult>;
  /** Fills one array per column with a statement's numbers (all columns double), NaN where missing. Many times quicker than `columns`. */
  fillNumbers(sql: string, arrays: readonly Float64Array[]): Promise<void>;
  createAppender(table: string): Promise<DuckDBAppender>;
}

export interface TableSession {
  withConnection<T>(work: (connection: TableConnection) => Promise<T>, options?: QueryOptions): Promise<T>;
  rows(sql: string, parameters?: readonly DuckDBValue[], options?: QueryOptions): Promise<RowResult>;
  columns(sql: string, parameters?: readonly DuckDBValue[], options?: QueryOptions): Promise<ColumnResult>;
  /** Takes effect when all that runs has ended. */
  close(): void;
}

export interface TableSessionSettings {
  readonly tempDir: string;
  /** DuckDB's own limit, not that of the process. */
  readonly memoryLimitMiB: number;
  readonly threads: number;
}

export function createTableSession(settings: TableSessionSettings): TableSession {
  // Loading DuckDB's library costs start-up time, so the instance is made at first use.
  let instance: Promise<DuckDBInstance> | null = null;

  async function open(): Promise<DuckDBConnection> {
    instance ??= DuckDBInstance.create(':memory:', {
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      temp_directory: settings.tempDir,
      memory_limit: `${settings.memoryLimitMiB}MiB`,
      threads: String(settings.threads),
      preserve_insertion_order: 'true',
    });
    const connection = await (await instance).connect();
    await connection.run("set timezone = 'UTC'");
    return connection;
  }

  /** Closing the instance under a statement would end the process. */
  const running = new Set<Promise<unknown>>();

  function withConnection<T>(work: (connection: TableConnection) => Promise<T>, options: QueryOptions = {}): Promise<T> {
    const done = workWith(work, options);
    running.add(done);
    const forget = (): void => void running.delete(done);
    done.then(forget, forget);
    return done;
  }

  async function workWith<T>(work: (connection: TableConnection) => Promise<T>, options: QueryOptions): Promise<T> {
    assertNotAborted(options.signal);
    const connection = await open();
    const interrupt = (): void => connection.interrupt();
    options.signal?.addEventListener('abort', interrupt);
    try {
      return await work(wrap(connection, options.signal));
    } catch (error) {
      assertNotAborted(options.signal);
      throw error;
    } finally {
      options.signal?.removeEventListener('abort', interrupt);
      connection.closeSync();
    }
  }

  return {
    withConnection,
    rows: (sql, parameters, options) => withConnection((connection) => connection.rows(sql, parameters), options),
    columns: (sql, parameters, options) => withConnection((connection) => connection.columns(sql, parameters), options),
    close() {
      void Promise.allSettled(running).then(async () => (await instance)?.closeSync());
    },
  };
}

function wrap(connection: DuckDBConnection, signal: AbortSignal | undefined): TableConnection {
  return {
    async run(sql, parameters = []) {
      assertNotAborted(signal);
      await connection.run(sql, [...parameters]);
    },
    async rows(sql, parameters = []) {
      assertNotAborted(signal);
      const result = await connection.run(sql, [...parameters]);
      return { columns: result.columnNames(), rows: (await result.getRowsJS()).map((row) => row.map(narrow)) };
    },
    async columns(sql, parameters = []) {
      assertNotAborted(signal);
      const result = await connection.run(sql, [...parameters]);
      return { columns: result.columnNames(), values: (await result.getColumnsJS()).map((column) => column.map(narrow)) };
    },
    async fillNumbers(sql, arrays) {
      assertNotAborted(signal);
      const result = await connection.stream(sql);
      let row = 0;
      for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
        for (const [index, array] of arrays.entries()) {
          const vector = chunk.getColumnVector(index);
          for (let i = 0; i < chunk.rowCount; i++) {
            const value = vector.getItem(i);
            array[row + i] = typeof value === 'number' ? value : Number.NaN;
          }
        }
        row += chunk.rowCount;
      }
    },
    createAppender: (table) => connection.createAppender(table),
  };
}

function assertNotAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new EngineError('cancelled', 'Cancelled. Nothing was changed.');
}

/** Counts come as bigint; those that fit become numbers so that arithmetic stays plain. */
function narrow(value: Value): Value {
  if (typeof value !== 'bigint') return value;
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}

/** Quotes a name so that any text is safe as an identifier. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Quotes a text as a literal, for places where DuckDB takes no parameter (file names, options). */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
