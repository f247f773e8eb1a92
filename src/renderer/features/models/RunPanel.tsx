/** One run in detail: score against baseline, folds, interval, drivers, residuals, curves, settings, provenance. */
import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { baselineKinds, higherIsBetter, type MetricName, type RunDetail } from '@shared/areas/tracking';
import { explanationMessages } from '@shared/messages/explanation';
import { metricWords, modelWords } from '@shared/messages/names';
import { ExportMenu } from '@renderer/app/ExportMenu';
import { lineageAddress } from '@renderer/app/lineageAddress';
import { formatAddress, navigate } from '@renderer/app/router';
import { useQuery } from '@renderer/engine';
import { DotStrip, ErrorPanel, formatBytes, formatDateTime, formatDuration, formatInteger, KeyValue, SidePanel, SkeletonLines, StatTile, Tag, type DotStripRow } from '@renderer/ui';
import { formatMetric } from '@renderer/ui/formatMetric';
import { explainAddress, raceAddress } from './addresses';
import { DriverBars } from './DriverBars';
import { FeaturesSection } from './FeaturesSection';
import { runName } from './findings';
import { IntervalSection } from './IntervalSection';
import { modelsMessages as words } from './messages';
import { PromoteDialog } from './PromoteDialog';
import { promotionReason } from './promotionReason';
import { ResidualsChart } from './ResidualsChart';
import { RunNotes } from './RunNotes';
import styles from './RunPanel.module.css';
import { settingWords } from './settingWords';
import { TrainingCurves } from './TrainingCurves';

interface RunPanelProps {
  readonly runId: string;
  /** Beside its own race there is no need for a way to it. */
  readonly inRace?: boolean;
  readonly onClose: () => void;
}

export function RunPanel({ runId, inRace = false, onClose }: RunPanelProps) {
  const detail = useQuery('tracking.run', { runId });
  const champion = useQuery('registry.champion', {});
  const title = detail.data ? runName(detail.data.run) : 'Run';
  const challenger = useQuery('registry.challenger', {});
  const isChampion = champion.data?.decision.runId === runId;
  const isChallenger = challenger.data?.decision.runId === runId;
  return (
    <SidePanel title={title} label={title} onClose={onClose} mark={isChampion ? <Tag tone="accent">{words.champion}</Tag> : isChallenger ? <Tag tone="attention">{words.challenger}</Tag> : detail.data?.run.usesLeak === true ? <Tag tone="failure">{words.leak}</Tag> : undefined}>
      {detail.data ? <PanelBody detail={detail.data} isChampion={isChampion} inRace={inRace} /> : detail.error !== null ? <ErrorPanel error={detail.error} onRetry={detail.reload} /> : <SkeletonLines lines={12} />}
    </SidePanel>
  );
}

interface PanelBodyProps {
  readonly detail: RunDetail;
  readonly isChampion: boolean;
  readonly inRace: boolean;
}

function PanelBody({ detail, isChampion, inRace }: PanelBodyProps) {
  const { run, experiment, baseline, importance, curves, residuals } = detail;
  const [promoting, setPromoting] = useState(false);
  const isBaseline = baselineKinds.includes(run.model);
  const logarithmic = experiment.targetTransform === 'log1p';
  const panels = useMemo(() => [{ title: null, points: residuals, faded: run.usesLeak }], [residuals, run.usesLeak]);
  return (
    <div className={styles.body}>
      <Headline detail={detail} />
      {run.usesLeak && <p className={styles.warning}>{words.panel.notHonest}</p>}
      {run.failure !== null && <p className={styles.warning}>{run.failure}</p>}
      {run.state === 'finished' && (
        <div className={styles.actions}>
          {!isChampion && <Button size="xs" onClick={() => setPromoting(true)}>{words.panel.promote}</Button>}
          <Button size="xs" onClick={() => navigate(formatAddress('forecast', ['report'], { run: run.id }))}>{words.panel.report}</Button>
          <Button size="xs" onClick={() => navigate(formatAddress('forecast', ['what-if'], { model: run.id }))}>{words.panel.whatIf}</Button>
          {!isBaseline && run.task === 'regression' && <Button size="xs" onClick={() => navigate(explainAddress(run.id))}>{words.panel.explain}</Button>}
          <Button size="xs" onClick={() => navigate(lineageAddress('run', run.id))}>{words.panel.lineage}</Button>
          <ExportMenu subject={{ runId: run.id }} size="xs" />
          {!inRace && <Button size="xs" onClick={() => navigate(raceAddress(experiment.id))}>{words.panel.openRace}</Button>}
        </div>
      )}
      <section className={styles.section}>
        <h3>{words.panel.folds}</h3>
        <DotStrip rows={stripRows(detail)} labelWidth={120} noteWidth={84} rowHeight={32} axis={`${metricWords[run.metric].name}, ${higherIsBetter.has(run.metric) ? 'higher' : 'lower'} is better`} {...(baseline?.metrics[run.metric]?.mean != null && run.id !== baseline.id && { baseline: { value: baseline.metrics[run.metric]?.mean ?? 0, label: words.baseline } })} />
      </section>
      <section className={styles.section}>
        <h3>{words.panel.interval}</h3>
        <IntervalSection interval={detail.interval} />
      </section>
      <section className={styles.section}>
        <h3>{words.panel.drivers}</h3>
        {importance.length > 0 ? (
          <>
            <p>{words.panel.driversNote}, {logarithmic ? 'in log units' : 'in units'}</p>
            <DriverBars importance={importance} />
            <p className={styles.notCause}>{explanationMessages.notCause}</p>
          </>
        ) : (
          <p>{isBaseline ? words.panel.noDrivers : words.compare.missing}</p>
        )}
      </section>
      {residuals.length > 0 && <ResidualsChart bare panels={panels} target={run.target} logarithmic={logarithmic} />}
      {curves.length > 0 && <TrainingCurves label={null} curves={curves} />}
      <RunNotes key={run.id} run={run} />
      <details className={styles.settings}>
        <summary>{words.panel.settings}</summary>
        <KeyValue rows={Object.entries(run.parameters).map(([name, value]) => ({ label: settingWords(name), value: String(value ?? '–'), title: name }))} />
      </details>
      {run.state === 'finished' && run.task === 'regression' && !isBaseline && <FeaturesSection key={`features ${run.id}`} runId={run.id} />}
      <section className={styles.section}>
        <h3>{words.panel.provenance}</h3>
        <Provenance detail={detail} />
      </section>
      {promoting && <PromoteDialog run={run} proposedReason={promotionReason(detail)} onClose={() => setPromoting(false)} />}
    </div>
  );
}

const headlineMetrics: readonly MetricName[] = ['withinOneStep', 'spearman', 'wape', 'bias', 'mae', 'r2Log'];

function Headline({ detail: { run, baseline } }: { readonly detail: RunDetail }) {
  const metric = run.metric;
  const against = baseline && baseline.id !== run.id ? `against ${formatMetric(metric, baseline.metrics[metric]?.mean, 2)} for the ${modelWords[baseline.model].name.toLowerCase()}` : baselineKinds.includes(run.model) ? 'a baseline itself' : 'no baseline ran';
  const others = headlineMetrics.filter((name) => name !== metric && run.metrics[name]?.mean != null).slice(0, 4);
  return (
    <div className={styles.head}>
      <StatTile size="large" label={metricWords[metric].name} value={formatMetric(metric, run.metrics[metric]?.mean, 2)} note={against} title={metricWords[metric].explanation} />
      <div className={styles.figures}>
        {others.map((name) => (
          <StatTile key={name} label={metricWords[name].name} value={formatMetric(name, run.metrics[name]?.mean, 2)} title={metricWords[name].explanation} note={baseline && baseline.id !== run.id && baseline.metrics[name]?.mean != null ? `baseline ${formatMetric(name, baseline.metrics[name]?.mean, 2)}` : undefined} />
        ))}
      </div>
    </div>
  );
}

function Provenance({ detail: { run, experiment } }: { readonly detail: RunDetail }) {
  return (
    <KeyValue
      rows={[
        { label: 'Race', value: formatInteger(experiment.number) },
        { label: 'Data', value: <span className={styles.hash} title={run.snapshotId}>{run.snapshotId.slice(0, 12)}…</span> },
        { label: 'Rows', value: formatInteger(run.rows) },
        { label: 'Trained', value: formatDateTime(run.createdAt) },
        { label: 'Took', value: formatDuration(run.durationMs) },
        { label: 'Peak memory', value: run.peakMemoryBytes === null ? words.compare.missing : formatBytes(run.peakMemoryBytes) },
        { label: 'Computed by', value: run.backend },
        { label: 'Seed', value: String(run.seed) },
        { label: 'Almanac', value: run.appVersion },
      ]}
    />
  );
}

function stripRows({ run, baseline }: RunDetail): readonly DotStripRow[] {
  const rowOf = (from: RunDetail['run'], lead: boolean): DotStripRow => {
    const scores = from.metrics[run.metric];
    return { key: from.id, label: modelWords[from.model].name, folds: scores?.folds ?? [], mean: scores?.mean ?? null, lead, note: `± ${formatMetric(run.metric, scores?.sd, 2)}` };
  };
  return baseline && baseline.id !== run.id ? [rowOf(run, true), rowOf(baseline, false)] : [rowOf(run, true)];
}
