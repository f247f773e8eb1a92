/** One race: as it runs and as it ended. The selected run opens at the right in place of the explaining cards. */
import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { Experiment, MetricName, RaceProgress, Run } from '@shared/areas/tracking';
import { navigate } from '@renderer/app/router';
import { reportError } from '@renderer/app/notices';
import { useJob, useQuery, type JobView } from '@renderer/engine';
import { Card, ErrorPanel, formatWhen, Link, PageHeader, ProgressBar, Segmented, Skeleton, Tag } from '@renderer/ui';
import { compareAddress, raceAddress, runsAddress, searchAddress, setupAddress, startingAddress, type RaceView } from './addresses';
import { CancelButton } from './CancelButton';
import { CurvesView } from './CurvesView';
import { leakFinding, leakingColumns, raceFinding, twoAnswers } from './findings';
import { HonestyCard } from './HonestyCard';
import { LeakRadar } from './LeakRadar';
import { modelsMessages as words } from './messages';
import { RaceChart } from './RaceChart';
import styles from './RacePage.module.css';
import { progressOf } from './raceProgress';
import { raceOf, testToTrainOf, type Race } from './raceRows';
import { RaceTable } from './RaceTable';
import { progressLine, viewNote } from './raceWords';
import { RunPanel } from './RunPanel';
import { SetupCard } from './SetupCard';
import { SplitCard } from './SplitCard';
import { TwoAnswersCard } from './TwoAnswersCard';
import { tuningMessages } from './tuningMessages';
import { ViewSwitch } from './ViewSwitch';

interface RacePageProps {
  readonly experimentId: string;
  readonly view: RaceView;
  readonly runId: string | null;
}

export function RacePage({ experimentId, view, runId }: RacePageProps) {
  const answer = useQuery('tracking.experiment', { experimentId });
  if (answer.error !== null && !answer.data) {
    return (
      <>
        <PageHeader title={words.title} question={words.question} />
        <ErrorPanel error={answer.error} action={<Link to={runsAddress()}>{words.compare.backToRuns}</Link>} />
      </>
    );
  }
  if (!answer.data) return <Skeleton height={420} />;
  return <LoadedRace experiment={answer.data.experiment} runs={answer.data.runs} view={view} runId={runId} />;
}

interface LoadedRaceProps {
  readonly experiment: Experiment;
  readonly runs: readonly Run[];
  readonly view: RaceView;
  readonly runId: string | null;
}

function LoadedRace({ experiment, runs, view, runId }: LoadedRaceProps) {
  const anyRunning = runs.length === 0 || runs.some((run) => run.state === 'running');
  const job = useJob(anyRunning ? experiment.jobId : null);
  const progress = progressOf(job.job, job);
  const race = raceOf(runs, job.running ? progress : null, experiment.metric, testToTrainOf(experiment.request));
  const snapshot = useQuery('datasets.snapshot', { ref: experiment.snapshotId });
  const experiments = useQuery('tracking.experiments', {});
  const allRuns = useQuery('tracking.runs', {});
  const answers = twoAnswers(experiment, experiments.data ?? [], allRuns.data ?? []);
  const leaks = leakingColumns(experiment);
  const data = snapshot.data ? ` on ${snapshot.data.datasetName} v${snapshot.data.number}` : '';
  const selected = runs.find((run) => run.id === runId) ?? null;
  const open = (id: string): void => navigate(raceAddress(experiment.id, { view, run: id === runId ? null : id }));
  return (
    <>
      <PageHeader
        title={`Race ${experiment.number}${data}`}
        mark={<>{leaks.length > 0 && <Tag tone="failure" title={leaks.join(', ')}>{words.notHonest}</Tag>}<OtherRaces experiment={experiment} experiments={experiments.data ?? []} /></>}
        question={words.question}
        actions={
          <>
            <ViewSwitch value="race" raceId={experiment.id} runs={allRuns.data?.length} />
            {job.running ? <CancelButton view={job} /> : <Button onClick={() => navigate(setupAddress({ snapshot: experiment.snapshotId, target: experiment.request.target }))}>{words.newRace}</Button>}
            <CompareButton race={race} running={job.running} />
          </>
        }
      />
      <div className={`${styles.page} ${selected ? styles.withPanel : ''}`}>
        <div className={styles.column}>
          {job.running && <ProgressCard progress={progress} view={job} />}
          {!job.running && job.job?.state === 'interrupted' && <Interrupted view={job} />}
          {job.job?.error && job.job.state === 'failed' && <ErrorPanel error={job.job.error} />}
          <Card
            title={leaks.length > 0 && race.leader !== null ? `${raceFinding(race)}, with a leak in` : raceFinding(race)}
            note={viewNote(experiment, view)}
            actions={<Segmented size="small" label={words.race.viewsLabel} value={view} options={[{ value: 'folds', label: words.race.views.folds }, { value: 'curves', label: words.race.views.curves }, { value: 'table', label: words.race.views.table }]} onChange={(next) => navigate(raceAddress(experiment.id, { view: next, run: runId }), { replace: true })} />}
          >
            {view === 'folds' && <RaceChart race={race} leaking={leaks.length > 0} besides={besidesOf(experiment)} selectedRunId={runId} onOpen={open} />}
            {view === 'curves' && <CurvesView race={race} />}
            {view === 'table' && <RaceTable race={race} selectedRunId={runId} onOpen={open} />}
          </Card>
          {experiment.leakage.length > 0 && (
            <Card title={leakFinding(experiment.leakage)} note={words.setup.columnsNote}><LeakRadar leakage={experiment.leakage} /></Card>
          )}
        </div>
        {selected ? (
          <div className={styles.panel}><RunPanel runId={selected.id} inRace onClose={() => navigate(raceAddress(experiment.id, { view }))} /></div>
        ) : (
          <div className={styles.side}>
            {answers ? <TwoAnswersCard {...answers} /> : <EarlyAnswers experiment={experiment} running={job.running} />}
            <SplitCard experiment={experiment} experiments={experiments.data ?? []} runs={allRuns.data ?? []} />
            <SetupCard experiment={experiment} runs={runs} />
            {experiment.request.tune && <SearchLink experimentId={experiment.id} />}
          </div>
        )}
      </div>
    </>
  );
}

function besidesOf(experiment: Experiment): readonly [MetricName, MetricName] {
  if (experiment.request.series) return ['rmsse', 'bias'];
  const second: MetricName = experiment.steps === null ? 'wape' : 'withinOneStep';
  return experiment.metric === 'spearman' ? ['rmsle', second] : experiment.metric === second ? ['spearman', 'rmsle'] : ['spearman', second];
}

function CompareButton({ race, running }: { readonly race: Race; readonly running: boolean }) {
  const scored = race.candidates.filter((row) => row.complete && row.mean !== null).slice(0, 3);
  return (
    <Button variant="filled" disabled={running || scored.length < 2} onClick={() => navigate(compareAddress(scored.map((row) => row.runId)))}>{scored.length >= 3 ? words.compareTop : words.compareRuns}</Button>
  );
}

function ProgressCard({ progress, view }: { readonly progress: RaceProgress | null; readonly view: JobView }) {
  const line = progressLine(progress, view.progress?.title ?? '', view.etaMs);
  return (
    <Card>
      <div className={styles.line}>
        <b>{line?.done ?? view.progress?.title ?? words.race.starting}</b>
        {line && line.rest !== '' && <span>· {line.rest}</span>}
        <button type="button" className={styles.keep} onClick={() => void view.cancel().catch(reportError)}>{words.keepFinished}</button>
      </div>
      <ProgressBar fraction={view.progress?.fraction ?? 0} label={line?.done ?? words.race.starting} />
    </Card>
  );
}

function Interrupted({ view }: { readonly view: JobView }) {
  const resume = (): void => void view.resume().then((jobId) => navigate(startingAddress(jobId), { replace: true }), reportError);
  return (
    <Card tone="attention">
      <div className={styles.line}>
        <b>The race was interrupted.</b>
        <span>Finished folds are kept.</span>
        {view.job?.resumable === true && <button type="button" className={styles.keep} onClick={resume}>{words.resumeRace}</button>}
      </div>
    </Card>
  );
}

/** The search that found the settings of this race. */
function SearchLink({ experimentId }: { readonly experimentId: string }) {
  const tuning = useQuery('tracking.tuning', { experimentId });
  if (!tuning.data) return null;
  return <Card><p className={styles.words}><Link to={searchAddress(tuning.data.id)}>{tuningMessages.found}</Link></p></Card>;
}

/** Until the same question was raced both ways: one quick model both ways, and the invitation to race once with the leak. */
function EarlyAnswers({ experiment, running }: { readonly experiment: Experiment; readonly running: boolean }) {
  const { honesty, control, leakage } = experiment;
  const invites = !running && leakage.some((entry) => entry.leak && entry.excluded);
  if (!honesty && !control && !invites) return null;
  return (
    <HonestyCard honesty={honesty} control={control}>
      {invites && <Link to={setupAddress({ snapshot: experiment.snapshotId, target: experiment.request.target, leak: true })} title={words.race.raceWithLeakWhy}>{words.race.raceWithLeak}</Link>}
    </HonestyCard>
  );
}

function OtherRaces({ experiment, experiments }: { readonly experiment: Experiment; readonly experiments: readonly Experiment[] }) {
  if (experiments.length < 2) return null;
  const newestFirst = [...experiments].sort((left, right) => right.number - left.number);
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button type="button" className={styles.races}>{experiments.length} races <IconChevronDown size={14} aria-hidden="true" /></button>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflow: 'auto' }}>
        {newestFirst.map((other) => (
          <Menu.Item key={other.id} onClick={() => navigate(raceAddress(other.id))} aria-current={other.id === experiment.id || undefined} rightSection={formatWhen(other.createdAt)}>
            Race {other.number} · {other.request.target}{other.leakage.some((entry) => entry.leak && !entry.excluded) ? `, ${words.leak} in` : ''}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

