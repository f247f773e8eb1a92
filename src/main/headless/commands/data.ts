/** import, show, snapshots, profile, verify. */
import { dateOrders, decimals, encodingSchema, type ReadingRequest } from '@shared/areas/datasets';
import { basename } from 'node:path';
import { argument, resolvePath, usageError, type Command, type CommandOptions } from './command';
import { readRecipeRef } from './recipes';
import { findSnapshot } from './references';
import { formatNumber, formatTable } from './table';

function readReading(options: CommandOptions): ReadingRequest {
  const nulls = options.list('null');
  const own = columnTokens(options.list('null-in'));
  return {
    encoding: options.choice('encoding', encodingSchema.options),
    delimiter: options.text('delimiter')?.replace('\\t', '\t'),
    quote: options.text('quote'),
    hasHeader: options.flag('no-header') ? false : undefined,
    decimal: options.choice('decimal', decimals),
    dateOrder: options.choice('date-order', dateOrders),
    nullTokens: nulls.length > 0 ? nulls : undefined,
    columnNullTokens: own.length > 0 ? own : undefined,
    sheet: options.text('sheet'),
    onAmbiguous: options.choice('on-ambiguous', ['ask', 'fail', 'guess'] as const) ?? 'ask',
    onRagged: options.choice('on-ragged', ['reject', 'quarantine'] as const) ?? 'reject',
  };
}

/** `COLUMN=TOKEN`; `COLUMN=` alone means that no word stands for missing in that column. A name may hold `=`: the last one divides. */
function columnTokens(options: readonly string[]): { column: string; tokens: string[] }[] {
  const byColumn = new Map<string, string[]>();
  for (const option of options) {
    const at = option.lastIndexOf('=');
    if (at < 1) throw usageError(`--null-in needs COLUMN=TOKEN, not "${option}".`);
    const column = option.slice(0, at);
    const token = option.slice(at + 1);
    byColumn.set(column, [...(byColumn.get(column) ?? []), ...(token === '' ? [] : [token])]);
  }
  return [...byColumn].map(([column, tokens]) => ({ column, tokens }));
}

export const importCommand: Command = {
  name: 'import',
  usage: 'import FILE [--name N] [--delimiter --encoding --decimal --date-order --quote --no-header --null TOKEN... --null-in COLUMN=TOKEN... --sheet NAME] [--on-ambiguous ask|fail|guess] [--on-ragged reject|quarantine] [--recipe NAME[@version]]',
  options: {
    name: { type: 'string' },
    delimiter: { type: 'string' },
    encoding: { type: 'string' },
    decimal: { type: 'string' },
    'date-order': { type: 'string' },
    quote: { type: 'string' },
    'no-header': { type: 'boolean' },
    null: { type: 'string', multiple: true },
    'null-in': { type: 'string', multiple: true },
    sheet: { type: 'string' },
    'on-ambiguous': { type: 'string' },
    'on-ragged': { type: 'string' },
    recipe: { type: 'string' },
  },
  async run(context) {
    const path = resolvePath(argument(context, 0, 'a file to import'));
    const reading = readReading(context.options);
    const connection = await context.connect();
    const { ticket } = await connection.client.call('files.grant', { path });
    const report = await connection.runJob('datasets.import', { ticket, name: context.options.text('name'), reading, recipe: readRecipeRef(context.options.text('recipe')) });
    const { snapshot } = report;
    const columns = snapshot?.columns.map(({ name, type, role, nulls, distinct }) => ({ name, type, role, nulls, distinct })) ?? [];
    const notes = [...report.warnings, ...report.questions].map(({ code, message }) => `  ${code}: ${message}`);
    return {
      json: {
        verdict: report.verdict,
        snapshot: snapshot?.id ?? null,
        dataset: snapshot ? `${snapshot.datasetName}@${snapshot.number}` : null,
        alreadyThere: report.alreadyThere,
        rows: snapshot?.rows ?? 0,
        columns,
        encoding: report.reading?.encoding ?? null,
        delimiter: report.reading?.delimiter ?? null,
        reading: report.reading,
        warnings: report.warnings,
        questions: report.questions,
        records: report.records,
      },
      text: snapshot
        ? [
            `${report.alreadyThere ? 'Already here' : 'Imported'}: ${snapshot.datasetName}@${snapshot.number}, ${snapshot.rows} rows x ${columns.length} columns (snapshot ${snapshot.id.slice(0, 12)})`,
            ...notes,
            formatTable(['column', 'type', 'role', 'missing', 'distinct'], columns.map((column) => [column.name, column.type, column.role, String(column.nulls), String(column.distinct)])),
          ].join('\n')
        : [`${basename(path)} was not imported: ${report.verdict}. Nothing was stored.`, ...notes].join('\n'),
      exitCode: snapshot ? 0 : 1,
    };
  },
};

export const showCommand: Command = {
  name: 'show',
  usage: 'show SNAPSHOT [--rows A:B] [--cells]',
  options: { rows: { type: 'string' }, cells: { type: 'boolean' } },
  async run(context) {
    const connection = await context.connect();
    const snapshot = await findSnapshot(connection, argument(context, 0, 'a snapshot'));
    const all = context.options.flag('cells') && context.options.text('rows') === undefined;
    const [first, last] = readRange(context.options.text('rows') ?? (all ? `1:${Math.max(1, snapshot.rows)}` : '1:10'));
    const cells: string[][] = [];
    const rows: unknown[][] = [];
    let columns: string[] = [];
    for (let offset = first - 1; offset < Math.min(last, snapshot.rows); offset += 1000) {
      const limit = Math.min(1000, last - offset);
      if (context.options.flag('cells')) {
        // Row 0 is the header; the page's own rows start at 1.
        const page = await connection.client.call('datasets.cells', { snapshotId: snapshot.id, offset: offset + 1, limit });
        cells.push(...page.cells);
      } else {
        const page = await connection.client.call('datasets.page', { snapshotId: snapshot.id, offset, limit });
        columns = page.columns;
        rows.push(...page.rows);
      }
    }
    if (context.options.flag('cells')) {
      const header = await connection.client.call('datasets.cells', { snapshotId: snapshot.id, offset: 0, limit: 1 });
      const all = [...header.cells, ...cells];
      return { json: { cells: all }, text: all.map((row) => row.join('\t')).join('\n') };
    }
    return {
      json: { snapshot: snapshot.id, columns, rows },
      text: formatTable(columns, rows.map((row) => row.map((cell) => (cell === null ? '–' : String(cell).slice(0, 30))))),
    };
  },
};

/** A:B counts data rows from 1, both included. */
function readRange(text: string): [number, number] {
  const match = /^(\d+):(\d+)$/.exec(text);
  const first = Number(match?.[1]);
  const last = Number(match?.[2]);
  if (!match || first < 1 || last < first) throw usageError('--rows needs A:B, such as 1:10.');
  return [first, last];
}

export const snapshotsCommand: Command = {
  name: 'snapshots',
  usage: 'snapshots',
  options: {},
  async run(context) {
    const { client } = await context.connect();
    const datasets = await client.call('datasets.list', {});
    const snapshots = datasets.flatMap((dataset) =>
      dataset.versions.map((version) => ({ id: version.snapshotId, dataset: dataset.name, number: version.number, rows: version.rows, columns: version.columns, source: version.sourceName, createdAt: version.createdAt })),
    );
    return {
      json: { snapshots },
      text: snapshots.length === 0 ? 'No data yet. Import a file first.' : formatTable(['snapshot', 'name', 'rows', 'columns', 'file'], snapshots.map((snapshot) => [snapshot.id.slice(0, 12), `${snapshot.dataset}@${snapshot.number}`, String(snapshot.rows), String(snapshot.columns), snapshot.source])),
    };
  },
};

export const profileCommand: Command = {
  name: 'profile',
  usage: 'profile SNAPSHOT',
  options: {},
  async run(context) {
    const connection = await context.connect();
    const snapshot = await findSnapshot(connection, argument(context, 0, 'a snapshot'));
    const profile = await connection.client.call('quality.profile', { snapshotId: snapshot.id });
    return {
      json: profile,
      text: [
        `${snapshot.datasetName}@${snapshot.number}: ${profile.rows} rows, ${profile.duplicateRows} repeated`,
        formatTable(
          ['column', 'type', 'missing', 'distinct', 'min', 'median', 'max'],
          profile.columns.map((column) => [column.name, column.type, String(column.nulls), String(column.distinct), String(column.min ?? '–').slice(0, 20), formatNumber(column.quantiles?.[3]), String(column.max ?? '–').slice(0, 20)]),
        ),
        ...profile.alerts.map((alert) => `  ${alert.severity}: ${alert.message}`),
      ].join('\n'),
    };
  },
};

export const verifyCommand: Command = {
  name: 'verify',
  usage: 'verify [--deep]',
  options: { deep: { type: 'boolean' } },
  async run(context) {
    const { client } = await context.connect();
    const report = await client.call('datasets.verify', { deep: context.options.flag('deep') });
    return {
      json: report,
      text: report.ok ? `${report.objects} stored files are there and whole.` : report.problems.map(({ object, problem }) => `${problem} (${object.slice(0, 12)})`).join('\n'),
      exitCode: report.ok ? 0 : 1,
    };
  },
};
