/** diff: what changed between two versions, in sentences and tables or as JSON, with rows side by side where asked for. */
import type { Cell } from '@shared/areas/common';
import { differenceKindSchema, noticeableDistance, type ColumnDifference, type Diff, type DiffRows, type DifferentRow } from '@shared/areas/diff';
import { argument, usageError, type Command } from './command';
import { findSnapshot } from './references';
import { formatNumber, formatTable } from './table';

export const diffCommand: Command = {
  name: 'diff',
  usage: 'diff A B [--key COL... | --no-key] [--rows N] [--kind added|removed|changed] [--column COL]',
  options: {
    key: { type: 'string', multiple: true },
    'no-key': { type: 'boolean' },
    rows: { type: 'string' },
    kind: { type: 'string' },
    column: { type: 'string' },
  },
  async run(context) {
    const { options } = context;
    const given = options.list('key');
    if (given.length > 0 && options.flag('no-key')) throw usageError('--key and --no-key exclude each other.');
    const key = given.length > 0 ? given : options.flag('no-key') ? [] : undefined;
    const limit = options.number('rows') ?? 0;
    if (!Number.isInteger(limit) || limit < 0 || limit > 1000) throw usageError('--rows needs a whole number from 0 to 1000.');
    const kind = options.choice('kind', differenceKindSchema.options);
    const connection = await context.connect();
    const before = await findSnapshot(connection, argument(context, 0, 'two versions'));
    const after = await findSnapshot(connection, argument(context, 1, 'two versions'));
    const question = { beforeId: before.id, afterId: after.id, key };
    const diff = await connection.runJob('datasets.diff', question);
    const page = limit === 0 ? null : await connection.client.call('datasets.diffRows', { ...question, offset: 0, limit, kinds: kind && [kind], column: options.text('column') });
    return { json: { ...diff, ...(page && { rows: { total: page.total, sample: page.rows.map((row) => sideBySide(row, page.columns)) } }) }, text: tell(diff, page) };
  },
};

/** The cells of the key, and those that differ (all of an added or removed row). */
function sideBySide({ kind, before, after, beforeCells, afterCells, differing }: DifferentRow, columns: DiffRows['columns']) {
  const shown = kind === 'changed' ? differing : columns.map((_, i) => i);
  const value = (i: number): Cell => afterCells[i] ?? beforeCells[i] ?? null;
  return {
    kind,
    key: columns.flatMap(({ name, isKey }, i) => (isKey ? [{ column: name, value: value(i) }] : [])),
    before,
    after,
    cells: shown.map((i) => ({ column: columns[i]?.name ?? '', before: beforeCells[i] ?? null, after: afterCells[i] ?? null })),
  };
}

function tell(diff: Diff, page: DiffRows | null): string {
  const { before, after, key, distributions } = diff;
  const name = ({ datasetName, number, rows }: Diff['before']): string => `${datasetName}@${number} (${rows} rows)`;
  const order = [...distributions].sort((a, b) => (b.changedCells ?? 0) - (a.changedCells ?? 0) || b.distance - a.distance);
  const changed = order.filter(isChanged);
  const calm = order.length - changed.length;
  return [
    `${name(before)} -> ${name(after)}`,
    `key: ${key.columns.length === 0 ? 'none' : key.columns.join(', ')} (${key.reason})`,
    ...diff.sentences,
    ...(changed.length === 0 ? [] : ['', formatTable(['column', 'type', 'cells changed', 'distance', 'change', 'what moved'], changed.map(columnLine))]),
    ...(calm === 0 ? [] : [`${calm} ${changed.length > 0 ? 'other ' : ''}${calm === 1 ? 'column' : 'columns'}: no cell changed, and the values moved by less than ${noticeableDistance} or not at all.`]),
    ...(page === null ? [] : ['', ...tellRows(page)]),
  ].join('\n');
}

function isChanged({ distance, changedCells, type, renamedFrom }: ColumnDifference): boolean {
  return distance >= noticeableDistance || (changedCells ?? 0) > 0 || type.before !== type.after || renamedFrom !== null;
}

function columnLine({ column, type, changedCells, distance, strength, sentences }: ColumnDifference): string[] {
  const types = type.before === type.after ? type.after : `${type.before} -> ${type.after}`;
  return [column, types, changedCells === null ? '–' : String(changedCells), formatNumber(distance), strength, sentences[0] ?? ''];
}

function tellRows({ total, columns, rows }: DiffRows): string[] {
  const marks = { changed: '~', added: '+', removed: '-' } as const;
  const lines = rows.flatMap((row) => {
    const { kind, key, before, after, cells } = sideBySide(row, columns);
    const place = [before && `row ${before.row}, line ${before.line}`, after && `row ${after.row}, line ${after.line}`].filter((text) => text !== null).join(' -> ');
    const head = `${marks[kind]} ${[...key.map(({ column, value }) => `${column} = ${show(value)}`), `(${place})`].join(' ')}`;
    return [head, ...cells.filter((cell) => kind === 'changed' || (cell.before ?? cell.after) !== null).map((cell) => `    ${cell.column}: ${kind === 'changed' ? `${show(cell.before)} -> ${show(cell.after)}` : show(kind === 'added' ? cell.after : cell.before)}`)];
  });
  return [`${rows.length} of ${total} rows that differ:`, ...lines];
}

function show(cell: Cell): string {
  return cell === null ? '(missing)' : String(cell);
}
