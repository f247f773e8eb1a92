/** A run explained: what it leans on, how one column moves it, two columns at once, and what not to read into it. */
import { Button, NativeSelect } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import type { Drivers } from '@shared/areas/explanation';
import type { RunDetail } from '@shared/areas/tracking';
import { formatAddress, navigate } from '@renderer/app/router';
import { ChartCard } from '@renderer/charts/ChartCard';
import { useQuery } from '@renderer/engine';
import { Card, EmptyState, ErrorPanel, formatInteger, Link, PageHeader, Segmented, Skeleton, WarningList } from '@renderer/ui';
import { explainAddress, runsAddress } from '../addresses';
import { runName } from '../findings';
import { DependencePicture, type DependenceMode } from './DependencePicture';
import styles from './Explain.module.css';
import { dependenceFinding, pairFinding, sharesFinding, shareWords, summaryFinding } from './explainFindings';
import { ImportanceCard } from './ImportanceCard';
import { explainWords as words } from './messages';
import { PairPicture } from './PairPicture';
import { SharesPicture } from './SharesPicture';
import { SummaryPicture } from './SummaryPicture';

export interface ExplainView {
  readonly column: string | null;
  readonly second: string | null;
  readonly mode: DependenceMode;
}

export function ExplainPage({ runId, view }: { readonly runId: string; readonly view: ExplainView }) {
  const run = useQuery('tracking.run', { runId });
  const drivers = useQuery('explanation.drivers', { model: runId });
  const title = run.data ? `Explain ${runName(run.data.run).toLowerCase()}` : 'Explain';
  const error = run.error ?? drivers.error;
  return (
    <>
      <PageHeader
        title={title}
        question={words.question}
        actions={
          <>
            <Button onClick={() => navigate(runsAddress({ run: runId }))}>{words.backToRun}</Button>
            <Button variant="filled" onClick={() => navigate(formatAddress('forecast', ['what-if'], { model: runId }))}>{words.whatIf}</Button>
          </>
        }
      />
      {error !== null ? <ErrorPanel error={error} onRetry={drivers.reload} action={<Link to={runsAddress({ run: runId })}>{words.backToRun}</Link>} /> : run.data && drivers.data ? <Loaded detail={run.data} drivers={drivers.data} view={view} /> : <Waiting />}
    </>
  );
}

function Waiting() {
  return <Card title={words.working}><Skeleton height={420} /></Card>;
}

interface LoadedProps {
  readonly detail: RunDetail;
  readonly drivers: Drivers;
  readonly view: ExplainView;
}

function Loaded({ detail, drivers, view }: LoadedProps) {
  const names = drivers.drivers.map(({ column }) => column);
  const column = view.column !== null && names.includes(view.column) ? view.column : (names[0] ?? null);
  const second = view.second !== null && names.includes(view.second) && view.second !== column ? view.second : (names.find((name) => name !== column) ?? null);
  const go = (next: Partial<ExplainView>): void => navigate(explainAddress(drivers.runId, { column, second, mode: view.mode, ...next }), { replace: true });
  const target = detail.run.target;
  const logarithmic = drivers.space === 'log1p';
  if (column === null) return <Card><EmptyState picture="race" sentence={words.noModel} action={<Link to={runsAddress({ run: drivers.runId })}>{words.backToRun}</Link>} /></Card>;
  return (
    <div className={styles.page}>
      <div className={styles.column}>
        <ChartCard
          title={summaryFinding(drivers.drivers)}
          note={words.summaryNote(formatInteger(drivers.sampleRows), logarithmic ? words.factors : words.units)}
          height={420}
          table={{ columns: [words.column, words.headers.strength, words.headers.direction], rows: drivers.drivers.map((driver) => [driver.column, driver.meanAbsolute, driver.direction]) }}
        >
          <SummaryPicture drivers={drivers} chosen={column} onChoose={(next) => go({ column: next })} />
          <WarningList warnings={drivers.warnings.filter(({ code }) => code === 'not-cause' || code === 'near-copies')} />
          <p className={styles.method}>{drivers.method}</p>
        </ChartCard>
        {drivers.importance.length > 0 && (
          <ImportanceCard drivers={drivers} unit={logarithmic ? 'log units' : 'units'} />
        )}
      </div>
      <div className={styles.column}>
        <SharesCard drivers={drivers} column={column} choose={<NativeSelect className={styles.select} aria-label={words.column} value={column} data={names} onChange={(event) => go({ column: event.currentTarget.value })} />} />
        <DependenceCard runId={drivers.runId} column={column} mode={view.mode} target={target} logarithmic={logarithmic} onMode={(mode) => go({ mode })} />
        {second !== null && <PairCard runId={drivers.runId} columns={[column, second]} target={target} logarithmic={logarithmic} choose={<NativeSelect className={styles.select} aria-label={words.secondColumn} value={second} data={names.filter((name) => name !== column)} onChange={(event) => go({ second: event.currentTarget.value })} />} />}
      </div>
    </div>
  );
}

function SharesCard({ drivers, column, choose }: { readonly drivers: Drivers; readonly column: string; readonly choose: ReactNode }) {
  const shares = useQuery('explanation.driverPoints', { model: drivers.runId, column }, { keepPrevious: true });
  const driver = drivers.drivers.find((each) => each.column === column);
  if (shares.error !== null) return <Card title={column}><ErrorPanel error={shares.error} onRetry={shares.reload} /></Card>;
  if (!shares.data || !driver) return <Card label={column}><Skeleton height={300} /></Card>;
  const { points, space } = shares.data;
  return (
    <ChartCard title={sharesFinding(driver)} note={words.sharesNote(shares.data.column)} height={290} table={{ columns: [words.headers.row, shares.data.column, words.headers.share], rows: points.map(({ row, x, value }) => [row, x, shareWords(value, space)]) }}>
      <div className={styles.choose}>{choose}</div>
      <SharesPicture column={shares.data.column} points={points} space={space} />
    </ChartCard>
  );
}

interface DependenceCardProps {
  readonly runId: string;
  readonly column: string;
  readonly mode: DependenceMode;
  readonly target: string;
  readonly logarithmic: boolean;
  readonly onMode: (mode: DependenceMode) => void;
}

function DependenceCard({ runId, column, mode, target, logarithmic, onMode }: DependenceCardProps) {
  const dependence = useQuery('explanation.dependence', { model: runId, column }, { keepPrevious: true });
  const view = dependence.data;
  const shown: DependenceMode = view?.kind === 'category' && mode === 'accumulated' ? 'lines' : mode;
  const table = useMemo(() => (view ? dependenceTable(view, shown) : null), [view, shown]);
  if (dependence.error !== null) return <Card title={column}><ErrorPanel error={dependence.error} onRetry={dependence.reload} /></Card>;
  if (!view || !table) return <Card label={column}><Skeleton height={330} /></Card>;
  const rows = formatInteger(view.sampleRows);
  const note = view.kind === 'category' ? words.categoriesNote(target, rows) : { lines: words.linesNote(target, rows), centred: words.centredNote(target), accumulated: words.accumulatedNote(target) }[shown];
  const options = (['lines', 'centred', 'accumulated'] as const).map((value) => ({ value, label: words.dependence[value], disabled: value === 'accumulated' && view.kind === 'category' }));
  return (
    <ChartCard title={dependenceFinding(view)} note={note} height={320} table={table}>
      <div className={styles.choose}><Segmented label={words.dependenceLabel} size="small" value={shown} onChange={onMode} options={options} /></div>
      <DependencePicture view={view} mode={shown} target={target} logarithmic={logarithmic} />
      <WarningList warnings={view.warnings} />
    </ChartCard>
  );
}

function dependenceTable({ column, points, accumulated }: Parameters<typeof dependenceFinding>[0], mode: DependenceMode) {
  const { headers } = words;
  if (mode === 'accumulated') return { columns: [column, headers.effect, headers.rows], rows: accumulated.map(({ x, effect, rows }) => [x, effect, rows]) };
  return { columns: [column, headers.mean, headers.low, headers.high, headers.rows], rows: points.map((point) => { const spread = mode === 'centred' ? point.centred : point; return [point.x, spread.mean, spread.low, spread.high, point.rows]; }) };
}

interface PairCardProps {
  readonly runId: string;
  readonly columns: [string, string];
  readonly target: string;
  readonly logarithmic: boolean;
  readonly choose: ReactNode;
}

function PairCard({ runId, columns, target, logarithmic, choose }: PairCardProps) {
  const pair = useQuery('explanation.pair', { model: runId, columns }, { keepPrevious: true });
  if (pair.error !== null) return <Card title={columns.join(', ')}><ErrorPanel error={pair.error} onRetry={pair.reload} /></Card>;
  if (!pair.data) return <Card label={columns.join(', ')}><Skeleton height={320} /></Card>;
  const { first, second, cells } = pair.data;
  return (
    <ChartCard title={pairFinding(pair.data)} note={words.pairNote(target)} height={320} table={{ columns: [...pair.data.columns, words.headers.mean, words.headers.rows], rows: cells.flatMap((line, i) => line.map(({ mean, rows }, j) => [first[i] ?? null, second[j] ?? null, mean, rows])) }}>
      <div className={styles.choose}>{columns[0]} {words.secondColumn} {choose}</div>
      <PairPicture pair={pair.data} logarithmic={logarithmic} />
    </ChartCard>
  );
}
