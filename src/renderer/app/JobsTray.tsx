/** The jobs: what runs, how far, how long still; what came out; what can be resumed. */
import { Button, Popover } from '@mantine/core';
import type { Job } from '@shared/areas/jobs';
import { useCommand } from '../engine/useCommand';
import { useHost } from '../engine/EngineContext';
import { isUnfinished, useJob } from '../engine/useJob';
import { useQuery } from '../engine/useQuery';
import { errorParts } from '../ui/errorParts';
import { formatDuration, formatTimeLeft, formatWhen } from '../ui/format';
import { Link } from '../ui/Link';
import { ProgressBar } from '../ui/ProgressBar';
import { Dot, type Tone } from '../ui/Tag';
import styles from './JobsTray.module.css';
import frame from './Frame.module.css';
import { useFrameStore } from './frameStore';
import { jobOutcome } from './jobOutcome';
import { appMessages } from './messages';
import { reportError } from './notices';

export function JobsTray() {
  const { data: jobs } = useQuery('jobs.list', { limit: 30 });
  const { jobsOpen, setJobsOpen } = useFrameStore();
  const clear = useCommand('jobs.clear');
  const running = (jobs ?? []).filter(isUnfinished);
  const first = useJob(running[0]?.id ?? null);
  const percent = Math.floor((first.progress?.fraction ?? 0) * 100);
  return (
    <Popover opened={jobsOpen} onChange={setJobsOpen} position="bottom-end" width={380} trapFocus>
      <Popover.Target>
        <button type="button" className={frame.jobsButton} data-running={running.length > 0 || undefined} aria-expanded={jobsOpen} onClick={() => setJobsOpen(!jobsOpen)}>
          {running.length > 0 && <Ring fraction={first.progress?.fraction ?? 0} />}
          {running.length === 0 ? appMessages.noJobs : `${running.length === 1 ? '1 job' : `${running.length} jobs`}, ${percent} %`}
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles.tray} aria-label={appMessages.jobs}>
        <div className={styles.head}>
          <h2 tabIndex={-1} data-autofocus>{appMessages.jobs}</h2>
          {(jobs ?? []).some((job) => !isUnfinished(job)) && <button type="button" className={styles.clear} onClick={() => void clear.run({})}>{appMessages.clearJobs}</button>}
        </div>
        {jobs?.length === 0 && <p className={styles.empty}>{appMessages.noJobsYet}</p>}
        <ul className={styles.list}>{(jobs ?? []).map((job) => <JobItem key={job.id} job={job} onLeave={() => setJobsOpen(false)} />)}</ul>
      </Popover.Dropdown>
    </Popover>
  );
}

const toneOf: Readonly<Record<Job['state'], Tone>> = { queued: 'neutral', running: 'accent', succeeded: 'good', failed: 'failure', cancelled: 'neutral', interrupted: 'attention' };

function JobItem({ job, onLeave }: { readonly job: Job; readonly onLeave: () => void }) {
  const live = useJob(isUnfinished(job) ? job.id : null);
  const resume = useCommand('jobs.resume');
  const host = useHost();
  const outcome = jobOutcome(job);
  const file = outcome?.file;
  return (
    <li className={styles.job}>
      <div className={styles.line}>
        <Dot tone={outcome?.refused === true ? 'attention' : toneOf[job.state]} word={outcome?.refused === true ? 'refused' : job.state} />
        <span className={styles.title} title={job.title}>{job.title}</span>
        {isUnfinished(job) ? (
          <Button size="compact-xs" variant="default" onClick={() => void live.cancel().catch(reportError)}>{appMessages.cancel}</Button>
        ) : (
          <span className={styles.when}>{job.finishedAt === null ? '' : formatWhen(job.finishedAt)}</span>
        )}
      </div>
      {isUnfinished(job) && (
        <>
          <ProgressBar fraction={live.progress?.fraction ?? 0} label={job.title} />
          <p className={styles.note}>{[job.state === 'queued' ? 'Waiting' : (live.progress?.title ?? ''), formatTimeLeft(live.etaMs)].filter((part) => part !== '').join(' · ')}</p>
        </>
      )}
      {outcome && (
        <p className={styles.note} onClick={onLeave}>
          {outcome.address === null ? outcome.text : <Link to={outcome.address}>{outcome.text}</Link>}
          {job.startedAt !== null && job.finishedAt !== null && <> {formatDuration(job.finishedAt - job.startedAt)}</>}
        </p>
      )}
      {file && <Button size="compact-xs" onClick={() => void host.saveFile(file).catch(reportError)}>Save {file.name}</Button>}
      {job.state === 'failed' && job.error && <JobFailure job={job} />}
      {job.state === 'interrupted' && <p className={styles.note}>{appMessages.interrupted}</p>}
      {job.state === 'cancelled' && <p className={styles.note}>{appMessages.words.cancelled}</p>}
      {job.resumable && !isUnfinished(job) && job.state !== 'succeeded' && <Button size="compact-xs" loading={resume.running} onClick={() => void resume.run({ jobId: job.id })}>{appMessages.resume}</Button>}
    </li>
  );
}

function JobFailure({ job }: { readonly job: Job }) {
  const { what, why, next } = errorParts(job.error ? new Error(job.error.message) : null);
  return <p className={styles.failure}><b>{what}</b> {why} {next}</p>;
}

function Ring({ fraction }: { readonly fraction: number }) {
  const length = 2 * Math.PI * 6;
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="6" fill="none" stroke="var(--border)" strokeWidth="2.500" />
      <circle cx="8" cy="8" r="6" fill="none" stroke="var(--chart-model)" strokeWidth="2.500" strokeDasharray={`${fraction * length} ${length}`} transform="rotate(-90 8 8)" />
    </svg>
  );
}
