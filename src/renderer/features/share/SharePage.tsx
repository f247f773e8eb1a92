/** Share: who else works on this project, what was sent and what arrived, and what must be decided. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { notify } from '@renderer/app/notices';
import { useCommand, useHost, useJob, useQuery, useStartJob } from '@renderer/engine';
import { Card, EmptyState, ErrorPanel, PageHeader, ProgressBar, Skeleton } from '@renderer/ui';
import { ConflictsCard } from './ConflictsCard';
import { LogCard } from './LogCard';
import { shareMessages as words } from './messages';
import styles from './Share.module.css';
import { ShareSide } from './ShareSide';

export function SharePage() {
  const state = useQuery('sync.state', {});
  const conflicts = useQuery('sync.conflicts', {});
  const choose = useCommand('sync.choose');
  const stop = useCommand('sync.stop');
  const sync = useStartJob('sync.now');
  const [jobId, setJobId] = useState<string | null>(null);
  const job = useJob(jobId);
  const { chooseFolder } = useHost();

  async function startSync(): Promise<void> {
    choose.clearError();
    setJobId(await sync.start({}));
  }

  async function chooseAndSync(): Promise<void> {
    const granted = await chooseFolder?.();
    if (!granted) return;
    const chosen = await choose.run({ ticket: granted.ticket });
    if (chosen === undefined) return;
    if (chosen.joined) notify(words.joined(granted.folder));
    setJobId(await sync.start({}));
  }

  const error = choose.error ?? sync.error ?? stop.error ?? job.job?.error ?? null;
  if (state.error !== null) return <ErrorPanel error={state.error} onRetry={state.reload} />;
  if (!state.data || !conflicts.data) {
    return (
      <div aria-busy="true">
        <PageHeader title={words.title} question={words.question} />
        <div className={styles.layout}><Skeleton height={420} /><Skeleton height={260} /></div>
      </div>
    );
  }
  if (state.data.folder === null) {
    return (
      <>
        <PageHeader title={words.title} question={words.question} />
        {error !== null && <ErrorPanel error={error} />}
        <Card label={words.title}>
          <EmptyState picture="share" sentence={chooseFolder ? words.empty : words.emptyBrowser} action={chooseFolder && <Button variant="filled" loading={choose.running} onClick={() => void chooseAndSync()}>{words.choose}</Button>} />
        </Card>
      </>
    );
  }
  const actions = (
    <>
      <Button variant="subtle" title={words.stopNote} disabled={job.running} onClick={() => void stop.run({})}>{words.stop}</Button>
      <Button variant="filled" loading={sync.starting || job.running} onClick={() => void startSync()}>{words.syncNow}</Button>
    </>
  );
  return (
    <>
      <PageHeader title={words.title} question={words.question} actions={actions} />
      {job.running && <div className={styles.progress}><ProgressBar label={job.progress?.title ?? words.syncing} fraction={job.progress?.fraction ?? 0} /></div>}
      {error !== null && <ErrorPanel error={error} onRetry={() => void startSync()} />}
      <div className={styles.layout}>
        <div className={styles.main}>
          {conflicts.data.length > 0 && <ConflictsCard conflicts={conflicts.data} />}
          <LogCard />
        </div>
        <ShareSide state={state.data} onChoose={chooseFolder && (() => void chooseAndSync())} />
      </div>
    </>
  );
}
