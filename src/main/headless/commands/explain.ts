/** explain: what drives a run, one row's values, one column's curve and lines. */
import type { Explanation } from '@shared/areas/forecasting';
import { argument, type Command } from './command';
import { findRun, parseRow } from './references';
import { formatNumber, formatTable } from './table';

export const explainCommand: Command = {
  name: 'explain',
  usage: 'explain RUN [--row JSON] [--pdp COL] [--ice COL] [--shuffles N]',
  options: { row: { type: 'string' }, pdp: { type: 'string' }, ice: { type: 'string' }, shuffles: { type: 'string' } },
  async run(context) {
    const rowText = context.options.text('row');
    const table = rowText === undefined ? undefined : parseRow(rowText);
    const connection = await context.connect();
    const run = await findRun(connection, argument(context, 0, 'a run'));
    const explanation = await connection.client.call('forecasting.explain', { model: run.id, table, pdp: context.options.text('pdp'), ice: context.options.text('ice') });
    const shuffles = context.options.number('shuffles');
    if (shuffles === undefined) return { json: explanation, text: textOf(explanation).join('\n') };
    const measured = await connection.runJob('tracking.measureImportance', { runId: run.id, shuffles });
    const { importance, groups } = measured;
    return { json: { ...explanation, importance, groups, shuffles }, text: [...textOf({ ...explanation, importance }), ...groups.map(({ columns, mean }) => `\nShuffled together, ${columns.join(' + ')}: ${formatNumber(mean)}`)].join('\n') };
  },
};

function textOf({ importance, values, base, prediction, space, pdp, ice, warnings }: Explanation): string[] {
  return [
    formatTable(['column', 'rise of the error when shuffled', 'sd over folds', '95 % interval'], importance.map(({ column, mean, sd, lower, upper }) => [column, formatNumber(mean), formatNumber(sd), lower === null || upper === null ? '' : `${formatNumber(lower)} to ${formatNumber(upper)}`])),
    ...(values ? ['', `From ${formatNumber(base)} to ${formatNumber(prediction)} (${space})`, formatTable(['column', 'adds'], values.map(({ column, value }) => [column, formatNumber(value)]))] : []),
    ...(pdp ? ['', formatTable([pdp.column, 'mean prediction', 'rows'], pdp.points.map(({ x, mean, rows }) => [String(x), formatNumber(mean), String(rows)]))] : []),
    ...(ice ? ['', formatTable([ice.column, 'mean of the lines', '10 %', '90 %', 'rows'], ice.points.map(({ x, mean, low, high, rows }) => [String(x), formatNumber(mean), formatNumber(low), formatNumber(high), String(rows)]))] : []),
    ...warnings.map(({ message }) => `\n${message}`),
  ];
}
