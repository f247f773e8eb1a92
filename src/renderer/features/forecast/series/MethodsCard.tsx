/** Every method on what is shown, best first; where one cannot run, the reason stands in the place of the numbers. */
import type { SeriesDetail, SeriesOverview } from '@shared/areas/series';
import { modelWords } from '@shared/messages/names';
import { Card, DataTable, formatNumber, formatPercent, type DataColumn } from '@renderer/ui';
import { seriesWords as words } from './messages';
import { backtestNote } from './seriesFindings';
import styles from './Series.module.css';

interface Row {
  readonly runId: string;
  readonly name: string;
  readonly isBaseline: boolean;
  readonly wape: number | null;
  readonly scaled: number | null;
  readonly bias: number | null;
  readonly first: number | null;
  readonly last: number | null;
  readonly reason: string | null;
}

interface MethodsCardProps {
  readonly detail: SeriesDetail;
  readonly overview: SeriesOverview;
  readonly runId: string;
  readonly onChoose: (runId: string) => void;
}

export function MethodsCard({ detail, overview, runId, onChoose }: MethodsCardProps) {
  const pooled = detail.series === null;
  const rows = rowsOf(detail, overview, pooled);
  const percent = (value: number | null) => formatPercent(value, 1);
  const columns: readonly DataColumn<Row>[] = [
    { key: 'method', header: words.columns.method, value: (row) => row.name, cell: (row) => <span className={row.runId === runId ? styles.strong : undefined} title={row.isBaseline ? 'A baseline' : undefined}>{row.name}</span> },
    { key: 'wape', header: words.columns.wape, hint: words.hints.wape, numeric: true, value: (row) => row.wape, cell: (row) => percent(row.wape) },
    pooled ? { key: 'scaled', header: words.columns.rmsse, hint: words.hints.rmsse, numeric: true, value: (row) => row.scaled, cell: (row) => formatNumber(row.scaled, 2) } : { key: 'scaled', header: words.columns.mase, hint: words.hints.mase, numeric: true, value: (row) => row.scaled, cell: (row) => formatNumber(row.scaled, 2) },
    { key: 'bias', header: words.columns.bias, hint: words.hints.bias, numeric: true, value: (row) => row.bias, cell: (row) => percent(row.bias) },
    ...(pooled && overview.setup.horizon > 1 ? [stepColumn('last', `${words.columns.last} ${overview.setup.horizon}`)] : []),
  ];
  const ran = rows.filter(({ wape }) => wape !== null);
  const idle = rows.filter(({ wape }) => wape === null);
  const partly = rows.filter(({ wape, reason }) => wape !== null && reason !== null);
  return (
    <Card flush title={pooled ? overview.finding : words.methods} note={backtestNote(overview)}>
      <DataTable label={words.methods} columns={columns} rows={ran} rowKey={(row) => row.runId} initialSort={{ key: 'wape', descending: false }} selectedKey={runId} onSelect={(row) => onChoose(row.runId)} faded={(row) => row.isBaseline} rowHeight={32} />
      {(idle.length > 0 || partly.length > 0 || (pooled && overview.biasWarning !== null)) && (
        <div style={{ padding: '10px 16px 14px' }}>
          {pooled && overview.biasWarning !== null && <p className={styles.quiet}>{overview.biasWarning}</p>}
          {idle.map((row) => <p key={row.runId} className={styles.quiet}><b>{row.name}</b>: {row.reason ?? 'not scored on this series'}</p>)}
          {partly.map((row) => <p key={row.runId} className={styles.quiet}><b>{row.name}</b>: {row.reason}</p>)}
        </div>
      )}
    </Card>
  );
}

function stepColumn(key: 'first' | 'last', header: string): DataColumn<Row> {
  return { key, header, hint: words.hints.step, numeric: true, value: (row) => row[key], cell: (row) => formatPercent(row[key], 1) };
}

/** The pooled scores for the sum of all, the own scores for one series. */
function rowsOf(detail: SeriesDetail, overview: SeriesOverview, pooled: boolean): Row[] {
  const own = new Map(detail.methods.map((each) => [each.runId, each]));
  return overview.methods.flatMap((method): Row[] => {
    const base = { runId: method.runId, name: modelWords[method.method].name, isBaseline: method.isBaseline, first: method.wapeByStep[0] ?? null, last: method.wapeByStep.at(-1) ?? null };
    if (pooled) return [{ ...base, wape: method.metrics.wape?.mean ?? null, scaled: method.metrics.rmsse?.mean ?? null, bias: method.metrics.bias?.mean ?? null, reason: method.reason }];
    const found = own.get(method.runId);
    return found ? [{ ...base, wape: found.wape, scaled: found.mase, bias: found.bias, reason: found.reason }] : [];
  });
}
