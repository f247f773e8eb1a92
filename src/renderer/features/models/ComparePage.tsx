/** Two to ten runs side by side: differences first, verdicts with intervals, residuals, and all runs behind them. */
import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { Comparison } from '@shared/areas/tracking';
import { navigate } from '@renderer/app/router';
import { notify } from '@renderer/app/notices';
import { tableText } from '@renderer/charts/tableText';
import { useQuery } from '@renderer/engine';
import { Card, copyText, EmptyState, ErrorPanel, Link, PageHeader, Segmented, Skeleton } from '@renderer/ui';
import { compareAddress, runsAddress } from './addresses';
import { ChampionChecks } from './ChampionChecks';
import styles from './ComparePage.module.css';
import { ComparisonTable } from './ComparisonTable';
import { comparisonFinding, runName } from './findings';
import { modelsMessages as words } from './messages';
import { PairVerdict } from './PairVerdict';
import { ParallelCoordinates } from './ParallelCoordinates';
import { PromoteDialog } from './PromoteDialog';
import { promotionReason } from './promotionReason';
import { ResidualsChart } from './ResidualsChart';

interface ComparePageProps {
  readonly runIds: readonly string[];
  readonly allSettings: boolean;
}

export function ComparePage({ runIds, allSettings }: ComparePageProps) {
  const enough = runIds.length >= 2;
  const comparison = useQuery('tracking.compare', enough ? { runIds: [...runIds] } : null);
  if (!enough) {
    return (
      <>
        <PageHeader title={words.compareRuns} question={words.compare.question} />
        <Card><EmptyState picture="race" sentence={words.compare.tooFew} action={<Link to={runsAddress()}>{words.compare.backToRuns}</Link>} /></Card>
      </>
    );
  }
  if (!comparison.data) {
    return (
      <>
        <PageHeader title={`Compare ${runIds.length} runs`} question={words.compare.question} />
        {comparison.error === null ? <div className={styles.page}><Skeleton height={380} /><Skeleton height={320} /></div> : <ErrorPanel error={comparison.error} onRetry={comparison.reload} action={<Link to={runsAddress()}>{words.compare.backToRuns}</Link>} />}
      </>
    );
  }
  return <Loaded comparison={comparison.data} runIds={runIds} allSettings={allSettings} />;
}

interface LoadedProps {
  readonly comparison: Comparison;
  readonly runIds: readonly string[];
  readonly allSettings: boolean;
}

function Loaded({ comparison, runIds, allSettings }: LoadedProps) {
  const [promoting, setPromoting] = useState(false);
  const champion = useQuery('registry.champion', {});
  const allRuns = useQuery('tracking.runs', {});
  const first = comparison.runs[0];
  const detail = useQuery('tracking.run', first ? { runId: first.id } : null);
  const differing = comparison.settings.filter((setting) => setting.differs).length;
  if (!first) return null;
  const isChampion = champion.data?.decision.runId === first.id;
  const reach = Math.max(1e-9, ...comparison.pairs.flatMap((pair) => [pair.lower, pair.upper]).map((value) => Math.abs(value ?? 0)));
  return (
    <>
      <PageHeader
        title={`Compare ${comparison.runs.length} runs`}
        question={words.compare.question}
        actions={
          <>
            <Segmented label={words.compare.settingsLabel} value={allSettings ? 'all' : 'differences'} options={[{ value: 'differences', label: 'Differences only', count: differing }, { value: 'all', label: `All ${comparison.settings.length} settings` }]} onChange={(next) => navigate(compareAddress(runIds, next === 'all'), { replace: true })} />
            <Button onClick={() => copyText(comparisonText(comparison)) && notify(words.compare.copied)}>{words.compare.copyTable}</Button>
            <Button variant="filled" disabled={isChampion || first.state !== 'finished'} onClick={() => setPromoting(true)}>{isChampion ? `Run ${first.number} is champion` : `Keep run ${first.number} as champion`}</Button>
          </>
        }
      />
      <div className={styles.page}>
        <div className={styles.column}>
          <Card flush label="Scores and settings">
            <ComparisonTable comparison={comparison} allSettings={allSettings} championId={champion.data?.decision.runId ?? null} />
          </Card>
          <ParallelCoordinates runs={allRuns.data ?? comparison.runs} compared={comparison.runs} />
          <Residuals comparison={comparison} logarithmic={detail.data?.experiment.targetTransform === 'log1p'} />
        </div>
        <div className={styles.side}>
          <Card title={comparisonFinding(comparison)} note="95 % intervals over paired folds">
            {comparison.pairs.map((pair) => {
              const other = comparison.runs.find((run) => run.id === pair.againstId);
              return other ? <PairVerdict key={pair.againstId} pair={pair} first={first} other={other} reach={reach} /> : null;
            })}
          </Card>
          {detail.data && <ChampionChecks detail={detail.data} isChampion={isChampion} />}
        </div>
      </div>
      {promoting && <PromoteDialog run={first} proposedReason={detail.data ? promotionReason(detail.data) : ''} onClose={() => setPromoting(false)} />}
    </>
  );
}

function Residuals({ comparison, logarithmic }: { readonly comparison: Comparison; readonly logarithmic: boolean }) {
  const panels = useMemo(() => comparison.residuals.flatMap(({ runId, points }) => {
    const run = comparison.runs.find((candidate) => candidate.id === runId);
    return run && points.length > 0 ? [{ title: runName(run), points, faded: run.usesLeak }] : [];
  }), [comparison]);
  const target = comparison.runs[0]?.target;
  if (panels.length === 0 || target === undefined) return null;
  return <ResidualsChart panels={panels} target={target} logarithmic={logarithmic} />;
}

/** Scores and settings as tab-separated values, one column per run. */
function comparisonText(comparison: Comparison): string {
  return tableText({
    columns: ['', ...comparison.runs.map(runName)],
    rows: [
      ...comparison.metrics.flatMap((metric) => [
        [`${metric.name} mean`, ...metric.values.map((value) => value.mean)],
        [`${metric.name} sd`, ...metric.values.map((value) => value.sd)],
      ]),
      ...comparison.settings.map((setting) => [setting.name, ...setting.values]),
    ],
  });
}
