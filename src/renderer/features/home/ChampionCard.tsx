/** The champion, never without its baseline and the spread of its folds. */
import type { Overview } from '@shared/areas/project';
import { higherIsBetter, type Metric, type MetricName, type RunDetail } from '@shared/areas/tracking';
import { metricWords, modelWords } from '@shared/messages/names';
import { formatAddress } from '../../app/router';
import { Card, DotStrip, EmptyState, formatNumber, formatPercent, Link, StatTile, Tag, type DotStripRow } from '../../ui';
import styles from './Home.module.css';
import { homeMessages } from './messages';
import { scoreText } from './scoreText';

export function ChampionCard({ champion, challenger }: Pick<Overview, 'champion' | 'challenger'>) {
  if (!champion) {
    return (
      <Card label={homeMessages.words.champion}>
        <EmptyState picture="race" sentence={homeMessages.noChampion} action={<Link to={formatAddress('models')}>{homeMessages.words.goToModels}</Link>} />
      </Card>
    );
  }
  const { detail } = champion;
  const { run, baseline } = detail;
  const name = modelWords[run.model].name;
  const metric = run.metric;
  const own = run.metrics[metric];
  const other = baseline?.metrics[metric];
  return (
    <Card
      title={
        <>
          Champion: {name}, {champion.decision.version === null ? `run ${run.number}` : `version ${champion.decision.version}`}
          <SplitTag detail={detail} />
        </>
      }
      label={homeMessages.words.champion}
      note={challenger && challenger.decision.modelId === champion.decision.modelId ? <Challenger challenger={challenger} /> : undefined}
      actions={<><Link to={formatAddress('models', ['registry', champion.decision.modelId])}>{homeMessages.words.registry}</Link><Link to={formatAddress('models', ['runs', run.id])}>{homeMessages.words.evidence}</Link></>}
    >
      <div className={styles.champion2}>
        <div>
          <StatTile size="large" label={`${metricWords[metric].name}, ${higherIsBetter.has(metric) ? 'higher' : 'lower'} is better`} value={scoreText(metric, own?.mean, 2)} note={baseline ? `against ${scoreText(metric, other?.mean, 2)} for the ${modelWords[baseline.model].name.toLowerCase()}` : 'no baseline in this race'} title={metricWords[metric].explanation} />
          {baseline?.id === run.id ? <p className={styles.gain}>{homeMessages.isBaseline}</p> : <Gain metric={metric} own={own} other={other} />}
        </div>
        <DotStrip rows={stripRows(detail)} {...(typeof other?.mean === 'number' && { baseline: { value: other.mean, label: 'baseline' } })} noteHeader={`range, ${run.foldsDone} folds`} />
      </div>
      <div className={styles.figures}>
        <Figure detail={detail} metric="withinOneStep" />
        <Figure detail={detail} metric="spearman" />
        {detail.interval && <StatTile label={`${formatPercent(detail.interval.level, 0)} interval held`} value={formatPercent(detail.interval.coverage)} note="of held-out rows" />}
        {detail.interval && <StatTile label={homeMessages.words.widthOfThatInterval} value={detail.interval.space === 'log1p' ? `× ${formatNumber(Math.exp(detail.interval.halfWidth), 1)}` : `± ${formatNumber(detail.interval.halfWidth)}`} note="each way" />}
      </div>
    </Card>
  );
}

/** What stands against it, with its own score. */
function Challenger({ challenger: { decision, detail } }: { readonly challenger: NonNullable<Overview['challenger']> }) {
  const { metric, metrics, model } = detail.run;
  return <span className={styles.inText}>Against it stands {modelWords[model].name.toLowerCase()}, {decision.version === null ? `run ${decision.runNumber}` : `version ${decision.version}`}, with {metricWords[metric].name} {scoreText(metric, metrics[metric]?.mean, 2)}. <Link to={formatAddress('models', ['registry', decision.modelId], { version: decision.version })}>{homeMessages.words.evaluate}</Link></span>;
}

function stripRows({ run, baseline }: RunDetail): readonly DotStripRow[] {
  const row = (from: typeof run, label: string, lead: boolean): DotStripRow => {
    const metric = from.metrics[run.metric];
    const folds = (metric?.folds ?? []).filter((fold): fold is number => fold !== null);
    const range = folds.length > 0 ? `${scoreText(run.metric, Math.min(...folds), 2)} to ${scoreText(run.metric, Math.max(...folds), 2)}` : '';
    return { key: from.id, label, folds: metric?.folds ?? [], mean: metric?.mean ?? null, lead, note: range };
  };
  const rows = [row(run, modelWords[run.model].name, true)];
  if (baseline) rows.push(row(baseline, `${modelWords[baseline.model].name} (baseline)`, false));
  return rows;
}

function Gain({ metric, own, other }: { readonly metric: MetricName; readonly own: Metric | undefined; readonly other: Metric | undefined }) {
  if (typeof own?.mean !== 'number' || typeof other?.mean !== 'number' || other.mean === 0) return null;
  const gain = higherIsBetter.has(metric) ? own.mean - other.mean : other.mean - own.mean;
  const share = Math.abs(gain / other.mean);
  if (gain <= 0) return <p className={styles.loss}><b>{formatPercent(share, 0)} worse</b> than the baseline</p>;
  return <p className={styles.gain}><b>{formatPercent(share, 0)} better</b> than the baseline</p>;
}

function Figure({ detail, metric }: { readonly detail: RunDetail; readonly metric: MetricName }) {
  const own = detail.run.metrics[metric]?.mean;
  const base = detail.baseline?.metrics[metric]?.mean;
  if (typeof own !== 'number') return null;
  return <StatTile label={metricWords[metric].name} value={scoreText(metric, own, 2)} note={typeof base === 'number' ? `baseline ${scoreText(metric, base, 2)}` : undefined} title={metricWords[metric].explanation} />;
}

function SplitTag({ detail }: { readonly detail: RunDetail }) {
  if (detail.run.usesLeak) return <Tag tone="failure" title={homeMessages.words.leakNote}>leak</Tag>;
  const { split, groupBy } = detail.experiment.request;
  if (split === 'group') return <Tag tone="good" title={`Folds are grouped by ${groupBy ?? 'a column'}: no group stands on both sides.`}>honest split</Tag>;
  if (split === 'time') return <Tag tone="good" title={homeMessages.words.timeSplitNote}>honest split</Tag>;
  return null;
}
