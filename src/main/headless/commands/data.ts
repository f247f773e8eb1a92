/** show, profile, verify. */
import { argument, usageError, type Command } from './command';
import { findSnapshot } from './references';
import { formatNumber, formatTable } from './table';

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
