/** What runs measured of their ranges, as lines: every run with its method, then groups and other methods of the best one. */
import type { Interval } from '@shared/areas/intervals';
import type { Run } from '@shared/areas/tracking';
import type { Connection } from './command';
import { formatNumber, formatTable } from './table';

export interface MeasuredInterval {
  readonly run: Run;
  readonly interval: Interval;
}

/** Of the finished runs. */
export async function readIntervals({ client }: Connection, runs: readonly Run[]): Promise<MeasuredInterval[]> {
  const details = await Promise.all(runs.filter(({ state }) => state === 'finished').map(({ id }) => client.call('tracking.run', { runId: id })));
  return details.flatMap(({ run, interval }) => (interval ? [{ run, interval }] : []));
}

export function intervalLines(measured: readonly MeasuredInterval[], best: string | null): string[] {
  const chosen = measured.find(({ run }) => run.id === best);
  return [
    '',
    formatTable(
      ['range of', 'model', 'method', 'level', 'rows', 'held', 'mean width', ''],
      measured.map(({ run, interval }) => [String(run.number), run.model, interval.method, formatNumber(interval.level), String(interval.rows ?? ''), formatNumber(interval.coverage), formatNumber(interval.width), interval.askedFor === null ? '' : `${run.model} has no ${interval.askedFor}`]),
    ),
    ...(chosen ? detailLines(chosen) : []),
  ];
}

function detailLines({ run, interval }: MeasuredInterval): string[] {
  const { groups, others, reach } = interval;
  return [
    '',
    formatTable(['run ' + String(run.number), 'group', 'rows', 'held', 'mean width'], groups.map(({ by, name, rows, coverage, width }) => [by, name, String(rows), formatNumber(coverage), formatNumber(width)])),
    '',
    formatTable(['run ' + String(run.number), 'rows', 'held', 'mean width'], others.map(({ method, rows, coverage, width }) => [method, String(rows), formatNumber(coverage), formatNumber(width)])),
    ...(reach
      ? ['', formatTable(['chance of', 'rows', 'said', 'happened', 'Brier', 'of the share alone'], reach.steps.map(({ step, rows, expected, reached, brier, brierOfShare }) => [`at least ${formatNumber(step)}`, String(rows), formatNumber(expected), formatNumber(reached), formatNumber(brier), formatNumber(brierOfShare)]))]
      : []),
  ];
}
