/** A race that has only just been started: its job is known, its experiment not yet. */
import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { navigate } from '@renderer/app/router';
import { jobResult, useJob } from '@renderer/engine';
import { Card, ErrorPanel, PageHeader, ProgressBar, SkeletonLines } from '@renderer/ui';
import { raceAddress, searchAddress, setupAddress } from './addresses';
import { CancelButton } from './CancelButton';
import { modelsMessages as words } from './messages';
import styles from './RacePage.module.css';
import { progressOf, searchOf } from './raceProgress';

export function StartingRace({ jobId }: { readonly jobId: string }) {
  const view = useJob(jobId);
  const experimentId = progressOf(view.job, view)?.experimentId ?? jobResult('tracking.train', view.job)?.experimentId ?? null;
  const tuningId = searchOf(view.job, view);
  useEffect(() => {
    if (experimentId !== null) navigate(raceAddress(experimentId), { replace: true });
    else if (tuningId !== null) navigate(searchAddress(tuningId), { replace: true });
  }, [experimentId, tuningId]);
  const failure = view.job?.error ?? view.error;
  return (
    <>
      <PageHeader title={words.newRace} question={words.question} actions={view.running ? <CancelButton view={view} /> : <Button onClick={() => navigate(setupAddress())}>{words.setUpRace}</Button>} />
      {failure ? <ErrorPanel error={failure} /> : (
        <div className={styles.page}>
          <div className={styles.column}>
            <Card>
              <p className={styles.line}><b>{view.progress?.title ?? words.race.starting}</b></p>
              <ProgressBar fraction={view.progress?.fraction ?? 0} label={words.race.starting} />
            </Card>
            <Card><SkeletonLines lines={11} height={14} /></Card>
          </div>
          <div className={styles.side}><Card><SkeletonLines lines={6} /></Card></div>
        </div>
      )}
    </>
  );
}
