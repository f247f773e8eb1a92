/** What the newest run needs: a decision with both choices, another try, or patience. */
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { PipelineRun } from '@shared/areas/pipelines';
import { reportError } from '@renderer/app/notices';
import { useCommand, useJob, useStartJob } from '@renderer/engine';
import { Card, ErrorPanel, formatTimeLeft, ProgressBar } from '@renderer/ui';
import styles from './Automate.module.css';
import { automateMessages as words } from './messages';

export function RunBanner({ run }: { readonly run: PipelineRun }) {
  switch (run.state) {
    case 'waiting':
      return <ApprovalBanner run={run} />;
    case 'queued':
    case 'running':
      return <RunningBanner run={run} />;
    case 'succeeded':
    case 'cancelled':
      return null;
    default:
      return <StoppedBanner run={run} />;
  }
}

function ApprovalBanner({ run }: { readonly run: PipelineRun }) {
  const decide = useCommand('pipelines.decide');
  const [reason, setReason] = useState('');
  const said = run.steps.find(({ state }) => state === 'waiting')?.said;
  const answer = (choice: 'approve' | 'refuse') => void decide.run({ runId: run.id, answer: choice, reason: reason.trim() === '' ? words.defaultReason[choice] : reason.trim() });
  return (
    <Card tone="attention" label={words.waitsTitle(run.number)}>
      <div className={styles.banner}>
        <div className={styles.bannerWords}>
          <h2 className={styles.bannerTitle}>{words.waitsTitle(run.number)}</h2>
          <p>{said?.reason}</p>
          {decide.error !== null && <ErrorPanel error={decide.error} />}
        </div>
        <TextInput className={styles.reason} aria-label={words.reason} placeholder={words.reason} value={reason} maxLength={2000} onChange={(event) => setReason(event.currentTarget.value)} />
        <Button disabled={decide.running} onClick={() => answer('refuse')}>{words.refuse}</Button>
        <Button variant="filled" loading={decide.running} onClick={() => answer('approve')}>{words.approve}</Button>
      </div>
    </Card>
  );
}

function RunningBanner({ run }: { readonly run: PipelineRun }) {
  const job = useJob(run.jobId);
  const cancel = useCommand('pipelines.cancel');
  return (
    <Card label={words.runningTitle(run.number)}>
      <div className={styles.banner}>
        <div className={styles.bannerWords}>
          <h2 className={styles.bannerTitle}>{words.runningTitle(run.number)}</h2>
          <p>{job.progress?.title ?? ' '} {formatTimeLeft(job.etaMs)}</p>
          <ProgressBar fraction={job.progress?.fraction ?? 0} label={words.runningTitle(run.number)} />
        </div>
        <Button loading={cancel.running} onClick={() => void cancel.run({ runId: run.id }).catch(reportError)}>{words.cancel}</Button>
      </div>
    </Card>
  );
}

function StoppedBanner({ run }: { readonly run: PipelineRun }) {
  const resume = useStartJob('pipelines.resume');
  const step = run.steps.find(({ state }) => state === 'failed' || state === 'refused');
  const title = run.state === 'interrupted' ? words.interruptedTitle(run.number) : words.stoppedTitle(run.number, step?.name ?? null);
  const reason = run.state === 'interrupted' ? words.interruptedReason : (step?.said?.reason ?? step?.error?.message ?? run.error?.message ?? '');
  return (
    <Card tone={run.state === 'failed' ? 'failure' : 'attention'} label={title}>
      <div className={styles.banner}>
        <div className={styles.bannerWords}>
          <h2 className={styles.bannerTitle}>{title}</h2>
          <p>{reason}</p>
          {resume.error !== null && <ErrorPanel error={resume.error} />}
        </div>
        <Button loading={resume.starting} onClick={() => void resume.start({ runId: run.id })}>{words.resume}</Button>
      </div>
    </Card>
  );
}
