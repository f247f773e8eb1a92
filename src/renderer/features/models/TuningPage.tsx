/** One search for settings: as it runs and as it ended. */
import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { higherIsBetter } from '@shared/areas/tracking';
import type { Tuning } from '@shared/areas/tuning';
import { metricWords, modelWords } from '@shared/messages/names';
import { reportError } from '@renderer/app/notices';
import { navigate } from '@renderer/app/router';
import { ChartCard } from '@renderer/charts/ChartCard';
import { useChartPalette } from '@renderer/charts/palette';
import { trialKindWords, tuningFigure } from '@renderer/charts/tuningFigure';
import { useJob, useQuery, type JobView } from '@renderer/engine';
import { Card, EmptyState, ErrorPanel, formatNumber, Link, PageHeader, ProgressBar, Skeleton } from '@renderer/ui';
import { raceAddress, runsAddress, setupAddress, startingAddress } from './addresses';
import styles from './RacePage.module.css';
import { TrialsTable } from './TrialsTable';
import { TunedModelCard } from './TunedModelCard';
import { tuningMessages as words } from './tuningMessages';
import { settingsText, trialMarks, trialRows } from './tuningRows';
import { budgetLine, searchFinding } from './tuningWords';

const chartHeight = 300;

export function TuningPage({ tuningId }: { readonly tuningId: string }) {
  const answer = useQuery('tracking.tuning', { tuningId });
  if (answer.data === undefined && answer.error === null) return <Skeleton height={420} />;
  if (!answer.data) {
    return (
      <>
        <PageHeader title={words.title} question={words.question} />
        {answer.error !== null ? <ErrorPanel error={answer.error} /> : <Card><EmptyState picture="race" sentence={words.noChoice} action={<Link to={runsAddress()}>{words.toRace}</Link>} /></Card>}
      </>
    );
  }
  return <LoadedTuning tuning={answer.data} />;
}

function LoadedTuning({ tuning }: { readonly tuning: Tuning }) {
  const palette = useChartPalette();
  const job = useJob(tuning.jobId);
  const rows = useMemo(() => trialRows(tuning), [tuning]);
  const metric = metricWords[tuning.metric].name;
  const figure = useMemo(() => tuningFigure(trialMarks(rows), { metric, higherIsBetter: higherIsBetter.has(tuning.metric), palette }), [rows, metric, tuning.metric, palette]);
  const { experimentId } = tuning;
  return (
    <>
      <PageHeader
        title={`${words.title}: ${tuning.target}`}
        question={words.question}
        actions={
          <>
            {experimentId !== null && <Button variant="filled" onClick={() => navigate(raceAddress(experimentId))}>{words.toRace}</Button>}
            {job.running && experimentId === null && <Button className={styles.cancel} title={words.cancelHint} onClick={() => void job.cancel().catch(reportError)}>{words.cancel}</Button>}
            {!job.running && <Button onClick={() => navigate(setupAddress({ snapshot: tuning.snapshotId, target: tuning.target }))}>{words.anotherSearch}</Button>}
          </>
        }
      />
      <div className={styles.page}>
        <div className={styles.column}>
          <StateCard tuning={tuning} job={job} />
          <ChartCard
            title={searchFinding(tuning)}
            note={words.chartNote(metric)}
            height={chartHeight}
            figure={figure}
            table={{ columns: ['trial', 'model', 'what became of it', 'folds', metric, 'settings'], rows: rows.map((row) => [row.number, modelWords[row.model].name, trialKindWords[row.kind], row.scores.length, row.score, settingsText(row.settings)]) }}
          />
          {tuning.trials.length > 0 && <Card title={words.trials} note={words.trialsNote}><TrialsTable rows={rows} metric={tuning.metric} /></Card>}
        </div>
        <div className={styles.side}>
          {tuning.models.map((tuned) => <TunedModelCard key={tuned.model} tuned={tuned} tuning={tuning} />)}
          <Card title={words.how}><p className={styles.words}>{words.howText(tuning.folds, tuning.unseenFold)}</p></Card>
        </div>
      </div>
    </>
  );
}

function StateCard({ tuning, job }: { readonly tuning: Tuning; readonly job: JobView }) {
  const resume = (): void => void job.resume().then((jobId) => navigate(startingAddress(jobId), { replace: true }), reportError);
  if (job.running) {
    return (
      <Card>
        <p className={styles.line} role="status"><b>{tuning.state === 'racing' ? words.racing : (job.progress?.title ?? words.nothingYet)}</b><span>· {budgetLine(tuning)}</span></p>
        <ProgressBar fraction={job.progress?.fraction ?? 0} label={words.title} />
      </Card>
    );
  }
  if (tuning.state === 'interrupted') {
    return (
      <Card tone="attention">
        <div className={styles.line}>
          <b>{words.interrupted}</b>
          <span>{words.kept}</span>
          {job.job?.resumable === true && <button type="button" className={styles.keep} onClick={resume}>{words.resume}</button>}
        </div>
      </Card>
    );
  }
  if (tuning.state === 'cancelled') return <Card tone="attention"><p className={styles.words}>{words.cancelled}</p></Card>;
  if (tuning.state === 'failed') return <ErrorPanel error={job.job?.error ?? new Error(words.failed)} />;
  return <Card><p className={styles.words}>{budgetLine(tuning)}, {formatNumber(tuning.trials.filter(({ state }) => state === 'pruned').length)} given up early.</p></Card>;
}
