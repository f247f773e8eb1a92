/** What a monitoring run shows of each subject of a rule: its value, and whether it breaks the rule. Pure. */
import type { AlertMetric, AlertRule, ColumnDrift, DriftReport } from '@shared/areas/monitoring';
import type { Observation } from './alertMachine';

export interface Observed {
  /** Column, or null for the whole table. */
  readonly column: string | null;
  readonly value: number | null;
  readonly observation: Observation;
}

const ofColumn: Partial<Record<AlertMetric, (column: ColumnDrift) => number | null>> = {
  'column-drifted': (column) => (column.method === null ? null : column.drifted ? 1 : 0),
  'column-score': (column) => column.score,
  'column-missing-share': ({ current }) => (current === null || current.rows + current.missing === 0 ? null : current.missing / (current.rows + current.missing)),
  'column-unseen-rows': (column) => (column.reference === null ? null : (column.unseen?.rows ?? 0)),
  'column-mean': ({ current }) => current?.mean ?? null,
};

const ofTable: Partial<Record<AlertMetric, (report: DriftReport) => number | null>> = {
  'drift-share': ({ dataset }) => (dataset.compared === 0 ? null : dataset.share),
  rows: ({ current }) => current.rows,
  'prediction-mean': ({ prediction }) => prediction?.current?.mean ?? null,
  score: ({ performance }) => performance.current?.metric.value ?? null,
  mae: ({ performance }) => performance.current?.quality.mae ?? null,
  rmse: ({ performance }) => performance.current?.quality.rmse ?? null,
  mape: ({ performance }) => performance.current?.quality.mape ?? null,
};

/** `known`: columns that had an alert of this rule before; one that is gone from the table is missing. */
export function observeRule(rule: AlertRule, report: DriftReport, known: readonly string[]): readonly Observed[] {
  const read = ofColumn[rule.metric];
  if (!read) {
    const value = ofTable[rule.metric]?.(report) ?? null;
    return [{ column: null, value, observation: judge(rule, value) }];
  }
  const watched = report.columns.filter(({ column, used }) => (rule.column === null ? used || report.model === null || known.includes(column) : column === rule.column));
  const gone = [...new Set([...known, ...(rule.column === null ? [] : [rule.column])])].filter((column) => watched.every((each) => each.column !== column));
  return [
    ...watched.map((column) => {
      const value = read(column);
      // A rule for every column skips those that cannot be compared; a rule for one column says so.
      const observation = value === null && rule.column === null ? 'fine' : judge(rule, value);
      return { column: column.column, value, observation };
    }),
    ...gone.map((column) => ({ column, value: null, observation: 'missing' as const })),
  ];
}

function judge({ operator, value: limit }: AlertRule, value: number | null): Observation {
  if (value === null) return 'no-data';
  const broken = { '>': value > limit, '>=': value >= limit, '<': value < limit, '<=': value <= limit }[operator];
  return broken ? 'breach' : 'fine';
}
