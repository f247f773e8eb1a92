/** Runs side by side: scores as bars from zero with the folds as dots on their own axis below, then the settings. */
import type { Comparison, Metric, MetricName, Run } from '@shared/areas/tracking';
import { higherIsBetter } from '@shared/areas/tracking';
import { metricWords, modelWords } from '@shared/messages/names';
import { paddedScale } from '@renderer/charts/scales';
import { formatInteger, formatNumber, Tag } from '@renderer/ui';
import { formatMetric } from '@renderer/ui/formatMetric';
import styles from './ComparePage.module.css';
import { runName } from './findings';
import { modelsMessages as words } from './messages';
import { settingWords } from './settingWords';
import { tellListsApart } from './tellListsApart';

interface ComparisonTableProps {
  readonly comparison: Comparison;
  readonly allSettings: boolean;
  readonly championId: string | null;
}

const scoreOrder: readonly MetricName[] = ['rmsle', 'r2Log', 'mae', 'rmse', 'spearman', 'withinOneStep', 'stepAccuracy', 'wape', 'bias', 'coverage'];

export function ComparisonTable({ comparison, allSettings, championId }: ComparisonTableProps) {
  const { runs } = comparison;
  const settings = allSettings ? comparison.settings : comparison.settings.filter((setting) => setting.differs);
  const wanted = allSettings ? comparison.metrics.map((metric) => metric.name) : shownMetrics(comparison);
  const metrics = wanted.flatMap((name) => comparison.metrics.filter((metric) => metric.name === name));
  return (
    <div className={styles.scroll}>
      <table className={styles.table} style={{ minWidth: 160 + runs.length * 218 }}>
        <colgroup><col style={{ width: 160 }} />{runs.map((run) => <col key={run.id} />)}</colgroup>
        <thead>
          <tr>
            <th scope="col"><span className="visually-hidden">Score or setting</span></th>
            {runs.map((run) => (
              <th key={run.id} scope="col">
                <span>
                  {runName(run)}
                  {run.id === championId && <Tag tone="accent">{words.champion}</Tag>}
                  {run.usesLeak && <Tag tone="failure">{words.leak}</Tag>}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr className={styles.group}><th colSpan={runs.length + 1} scope="colgroup">{words.compare.scores}</th></tr>
          {metrics.map((metric) => (
            <tr key={metric.name}>
              <th scope="row" title={metricWords[metric.name].explanation}>{metricWords[metric.name].name} {arrow(metric.name)}</th>
              {runs.map((run, index) => <td key={run.id}><ScoreCell name={metric.name} values={metric.values} index={index} run={run} first={runs[0]} /></td>)}
            </tr>
          ))}
          <tr className={styles.group}><th colSpan={runs.length + 1} scope="colgroup">{allSettings ? words.compare.settingsAll : words.compare.settingsDiffer}</th></tr>
          {settings.length === 0 && <tr><td colSpan={runs.length + 1} className={styles.none}>{words.compare.noneDiffers}</td></tr>}
          {settings.map((setting) => (
            <tr key={setting.name}>
              <th scope="row" title={setting.name}>{settingWords(setting.name)}</th>
              {(setting.name === 'leftOut' ? tellListsApart(setting.values) : setting.values).map((value, index) => (
                <td key={runs[index]?.id ?? index}>
                  <span className={`${styles.value} ${setting.differs && index > 0 && value !== null && setting.values[index] !== setting.values[0] ? styles.changed : value === null ? styles.absent : ''}`} title={setting.values[index] == null ? undefined : String(setting.values[index])}>{settingValue(setting.name, value)}</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function shownMetrics(comparison: Comparison): readonly MetricName[] {
  const deciding = comparison.runs[0]?.metric ?? 'rmsle';
  const others = scoreOrder.filter((name) => name !== deciding && ['spearman', 'withinOneStep', 'wape', 'bias', 'mae'].includes(name));
  return [deciding, ...others.filter((name) => comparison.metrics.some((metric) => metric.name === name && metric.values.some((value) => value.mean !== null)))].slice(0, 5);
}

interface ScoreCellProps {
  readonly name: MetricName;
  readonly values: readonly Metric[];
  readonly index: number;
  readonly run: Run;
  readonly first: Run | undefined;
}

/** The bar starts at zero; the dots below have an axis of their own, the same for every run. */
function ScoreCell({ name, values, index, run, first }: ScoreCellProps) {
  const value = values[index];
  if (!value || value.mean === null) return <span className={styles.absent}>{words.compare.missing}</span>;
  const longest = Math.max(...values.map((each) => Math.abs(each.mean ?? 0)), 1e-12);
  const scale = paddedScale(values.flatMap((each) => each.folds).filter((fold): fold is number => fold !== null), 0.04);
  const folds = value.folds.filter((fold): fold is number => fold !== null);
  const at = (fold: number): string => `${(scale.position(fold) * 100).toFixed(2)}%`;
  const greyed = run.usesLeak && first?.usesLeak !== true;
  return (
    <div className={`${styles.score} ${greyed ? styles.rest : ''}`} title={`folds ${folds.map((fold) => formatNumber(fold, 3)).join(', ')}`}>
      <div className={styles.bars} aria-hidden="true">
        <div className={styles.track}><div className={styles.bar} style={{ width: `${(Math.abs(value.mean) / longest) * 100}%` }} /></div>
        {folds.length > 1 && (
          <svg className={styles.strip}>
            <line x1={at(Math.min(...folds))} x2={at(Math.max(...folds))} y1="3.5" y2="3.5" />
            {folds.map((fold, each) => <circle key={each} cx={at(fold)} cy="3.5" r="2.2" />)}
            <line className={styles.mean} x1={at(value.mean)} x2={at(value.mean)} y1="-1" y2="8" />
          </svg>
        )}
      </div>
      <b>{formatMetric(name, value.mean)}</b>
    </div>
  );
}

function arrow(name: MetricName): string {
  if (name === 'bias') return '→ 0';
  if (name === 'coverage') return '';
  return higherIsBetter.has(name) ? '↑' : '↓';
}

function settingValue(name: string, value: string | number | boolean | null): string {
  if (value === null) return '–';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return name === 'seed' ? String(value) : Number.isInteger(value) ? formatInteger(value) : formatNumber(value);
  if (name === 'model' && Object.hasOwn(modelWords, value)) return modelWords[value as keyof typeof modelWords].name;
  return value === '' ? 'none' : value;
}
