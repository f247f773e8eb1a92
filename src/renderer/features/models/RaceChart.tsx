/**
 * The race on one axis: a dot per fold, a bar at the mean, the best baseline a thin line through all rows, scores at the
 * right. Only the leader is coloured. A row opens its run.
 */
import type { CSSProperties, KeyboardEvent } from 'react';
import { higherIsBetter, type MetricName } from '@shared/areas/tracking';
import { metricWords } from '@shared/messages/names';
import { linearScale, paddedScale, type Scale } from '@renderer/charts/scales';
import { formatNumber } from '@renderer/ui';
import { formatMetric } from '@renderer/ui/formatMetric';
import { modelsMessages as words } from './messages';
import styles from './RaceChart.module.css';
import type { Race, RaceRow } from './raceRows';
import { rowState } from './raceWords';

interface RaceChartProps {
  readonly race: Race;
  /** A column that gives the answer away is in: the leader is not honest and drawn so. */
  readonly leaking: boolean;
  /** Two more scores beside the one that decides. */
  readonly besides: readonly [MetricName, MetricName];
  readonly selectedRunId: string | null;
  readonly onOpen: (runId: string) => void;
}

export function RaceChart({ race, leaking, besides, selectedRunId, onOpen }: RaceChartProps) {
  const scale = raceScale(race);
  const baseline = race.bestBaseline?.mean ?? null;
  const { name } = metricWords[race.metric];
  const direction = race.metric === 'bias' ? 'nearer 0 is better' : higherIsBetter.has(race.metric) ? 'higher is better' : 'lower is better';
  const decimals = tickDecimals(scale);
  return (
    <div className={`${styles.chart} ${leaking ? styles.leaking : ''}`} role="table" data-list aria-label={`${name} of each model on each fold`} onKeyDown={move}>
      <div className={styles.head} role="row">
        <span role="columnheader"><span className="visually-hidden">Model</span></span>
        <div className={styles.plot} role="columnheader">
          <span className="visually-hidden">Folds</span>
          {baseline !== null && <span className={styles.baselineName} style={{ left: percent(scale, baseline) }}>{words.baseline} {formatMetric(race.metric, baseline, 2)}</span>}
        </div>
        <span role="columnheader" title={metricWords[race.metric].explanation}>{name} ± sd</span>
        {besides.map((metric) => <span key={metric} role="columnheader" className={styles.optional} title={metricWords[metric].explanation}>{shortName(metric)}</span>)}
      </div>
      {race.candidates.map((row) => (
        <ChartRow key={row.runId} row={row} race={race} scale={scale} besides={besides} selected={row.runId === selectedRunId} onOpen={onOpen} />
      ))}
      <div className={styles.axis} aria-hidden="true">
        {scale.ticks.map((tick) => <span key={tick} style={{ left: percent(scale, tick) }}>{formatNumber(tick, decimals)}</span>)}
        <span className={styles.unit}>{name}, {direction}</span>
      </div>
    </div>
  );
}

/** j, k and the arrows go from model to model. */
function move(event: KeyboardEvent<HTMLDivElement>): void {
  const step = event.key === 'ArrowDown' || event.key === 'j' ? 1 : event.key === 'ArrowUp' || event.key === 'k' ? -1 : 0;
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const next = buttons[buttons.findIndex((button) => button === document.activeElement) + step];
  if (step === 0 || !next || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  next.focus();
}

interface ChartRowProps {
  readonly row: RaceRow;
  readonly race: Race;
  readonly scale: Scale;
  readonly besides: readonly [MetricName, MetricName];
  readonly selected: boolean;
  readonly onOpen: (runId: string) => void;
}

function ChartRow({ row, race, scale, besides, selected, onOpen }: ChartRowProps) {
  const leads = row.runId === race.leader?.runId;
  const scored = row.complete && row.mean !== null;
  return (
    <div role="row" className={`${styles.row} ${styles.pick} ${leads ? styles.lead : ''}`} data-selected={selected || undefined} onClick={() => onOpen(row.runId)}>
      <div role="rowheader" className={styles.label}>
        <button type="button" className={styles.name} onClick={(event) => { event.stopPropagation(); onOpen(row.runId); }}>{row.label}</button>
      </div>
      <div role="cell" className={styles.plot}>
        <FoldDots row={row} scale={scale} baseline={race.bestBaseline?.mean ?? null} />
      </div>
      {scored ? (
        <>
          <div role="cell" className={styles.number}><span className={styles.score}>{formatMetric(race.metric, row.mean)}</span> <small>± {formatMetric(race.metric, row.sd, 2)}</small></div>
          {besides.map((metric) => <div key={metric} role="cell" className={`${styles.number} ${styles.optional}`}>{formatMetric(metric, row.run?.metrics[metric]?.mean, 2)}</div>)}
        </>
      ) : (
        <div role="cell" className={`${styles.state} ${row.state === 'failed' ? styles.failed : ''}`}>{rowState(row)}</div>
      )}
    </div>
  );
}

/** Percentages need no measuring; the small svg inside moves its contents by pixels from there. */
function FoldDots({ row, scale, baseline }: { readonly row: RaceRow; readonly scale: Scale; readonly baseline: number | null }) {
  const folds = row.folds.filter((fold): fold is number => fold !== null && Number.isFinite(fold));
  const low = Math.min(...folds);
  const high = Math.max(...folds);
  const names = folds.map((fold, index) => `fold ${index + 1}: ${formatNumber(fold, 3)}`).join(', ');
  return (
    <svg role="img" aria-label={names === '' ? 'no fold yet' : names}>
      {scale.ticks.map((tick) => <line key={tick} x1={percent(scale, tick)} x2={percent(scale, tick)} y1="0" y2="100%" className={styles.gridLine} />)}
      {baseline !== null && <line x1={percent(scale, baseline)} x2={percent(scale, baseline)} y1="0" y2="100%" className={styles.baseline} />}
      {folds.length > 1 && <line x1={percent(scale, low)} x2={percent(scale, high)} y1="50%" y2="50%" className={styles.range} />}
      {folds.map((fold, index) => (
        <circle key={index} cx={percent(scale, fold)} cy="50%" r={4.5} className={styles.dot}><title>{`${row.label}, fold ${index + 1}: ${formatNumber(fold, 4)}`}</title></circle>
      ))}
      {row.mean !== null && row.complete && (
        <svg x={percent(scale, row.mean)} y="50%" overflow="visible"><rect x={-1.25} y={-12} width={2.5} height={24} className={styles.mean}><title>{`${row.label}, mean: ${formatNumber(row.mean, 4)}`}</title></rect></svg>
      )}
      {row.running && (
        <svg x={folds.length > 0 ? percent(scale, high) : '50%'} y="50%" overflow="visible">
          <circle cx={26} cy={0} r={5} className={styles.pending} />
          <text x={37} y={4} className={styles.pendingText}>fold {Math.min(row.folds.length + 1, row.foldsTotal)} runs</text>
        </svg>
      )}
    </svg>
  );
}

function raceScale(race: Race): Scale {
  const values = race.candidates.flatMap((row) => row.folds).filter((value): value is number => value !== null && Number.isFinite(value));
  const baseline = race.bestBaseline?.mean ?? null;
  if (values.length === 0) return baseline === null ? linearScale(0, 1) : paddedScale([baseline], 0.2);
  return paddedScale(baseline === null ? values : [...values, baseline], 0.14, 7);
}

function percent(scale: Scale, value: number): CSSProperties['left'] & string {
  return `${(scale.position(value) * 100).toFixed(3)}%`;
}

function tickDecimals(scale: Scale): number {
  const [first, second] = scale.ticks;
  if (first === undefined || second === undefined) return 2;
  return Math.max(0, -Math.floor(Math.log10(second - first) + 1e-9));
}

function shortName(metric: MetricName): string {
  return metric === 'withinOneStep' ? '± 1 step' : metricWords[metric].name;
}
