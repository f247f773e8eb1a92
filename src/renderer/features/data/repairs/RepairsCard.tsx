/** What was done to a version after it was read, each step with what it came to and a way back. */
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Snapshot } from '@shared/areas/datasets';
import { EngineError } from '@shared/contract/errors';
import { jobResult, useJob, useQuery, useStartJob } from '../../../engine';
import { Card, ErrorPanel, Link, ProgressBar } from '../../../ui';
import { navigate } from '../../../app/router';
import { dataAddress } from '../dataAddress';
import { dataRepairWords as words } from './messages';
import styles from './Repairs.module.css';

export function RepairsCard({ snapshot }: { readonly snapshot: Snapshot }) {
  const repairs = useQuery('quality.setAside', snapshot.reading.repairs === undefined ? null : { snapshotId: snapshot.id, offset: 0, limit: 1 });
  const starter = useStartJob('quality.repair');
  const [jobId, setJobId] = useState<string | null>(null);
  const watched = useJob(jobId);
  const made = jobResult('quality.repair', watched.job)?.snapshot.id ?? null;
  useEffect(() => {
    if (made !== null) navigate(dataAddress(made));
  }, [made]);
  if (snapshot.reading.repairs === undefined) return null;
  const failure = repairs.error ?? starter.error ?? (watched.job?.state === 'failed' && watched.job.error ? EngineError.fromData(watched.job.error) : null);
  const working = starter.starting || (jobId !== null && watched.running);
  return (
    <Card title={words.title} note={words.note}>
      <ol className={styles.steps}>
        {(repairs.data?.steps ?? []).map(({ text, changed, setAside }, place) => (
          <li key={place}>
            <p>{text}</p>
            <p className={styles.outcome}>
              <span>{[...(changed > 0 ? [words.changed(changed)] : []), ...(setAside > 0 ? [words.setAside(setAside)] : [])].join(', ') || words.nothing}</span>
              <Button size="compact-xs" variant="subtle" flex="none" disabled={working} aria-label={words.takeBackLabel(text)} onClick={() => void starter.start({ snapshotId: snapshot.id, takeBack: [place] }).then(setJobId)}>{words.takeBack}</Button>
            </p>
          </li>
        ))}
      </ol>
      {(repairs.data?.total ?? 0) > 0 && <Link to={dataAddress(snapshot.id, { tab: 'aside' })}>{words.show}</Link>}
      {working && <ProgressBar fraction={watched.progress?.fraction ?? 0} label={words.working} height={4} />}
      {failure !== null && <ErrorPanel error={failure} />}
    </Card>
  );
}
