/** The checkpoints of a dataset: when each runs, what it found last, and what can be done with it. */
import { useState } from 'react';
import type { CheckpointRun, StoredCheckpoint } from '@shared/areas/checkpoints';
import { useCommand, useJob, useStartJob } from '../../../engine';
import { ErrorPanel, formatWhen, Tag, type Tone } from '../../../ui';
import styles from './Checkpoints.module.css';
import { checkpointWords } from './messages';
import { RunStrip } from './RunStrip';

const words = checkpointWords.list;
export const verdictTones: Readonly<Record<CheckpointRun['verdict'], Tone>> = { passed: 'good', noted: 'neutral', warned: 'attention', blocked: 'failure' };

interface CheckpointListProps {
  readonly checkpoints: readonly StoredCheckpoint[];
  /** Of all of them, newest first. */
  readonly runs: readonly CheckpointRun[];
  readonly snapshotId: string;
  readonly onEdit: (checkpoint: StoredCheckpoint) => void;
}

export function CheckpointList({ checkpoints, runs, snapshotId, onEdit }: CheckpointListProps) {
  const remove = useCommand('checkpoints.remove');
  const starter = useStartJob('checkpoints.run');
  const [jobId, setJobId] = useState<string | null>(null);
  const job = useJob(jobId);
  const failure = remove.error ?? starter.error ?? job.job?.error ?? null;
  return (
    <>
      {failure !== null && <ErrorPanel error={failure} />}
      <ul className={styles.checkpoints}>
        {checkpoints.map((checkpoint) => (
          <li key={checkpoint.id}>
            <div className={styles.head}>
              <b>{checkpoint.name}</b>
              {checkpoint.lastRun && <Tag tone={verdictTones[checkpoint.lastRun.verdict]}>{checkpointWords.verdicts[checkpoint.lastRun.verdict]}</Tag>}
            </div>
            <p className={styles.note}>{[checkpoint.schemaVersion === 'newest' ? words.newest : words.version(checkpoint.schemaVersion), ...(checkpoint.when.length === 0 ? [words.byHand] : checkpoint.when.map((when) => checkpointWords.occasions[when])), ...(checkpoint.nextAt === null ? [] : [words.next(formatWhen(checkpoint.nextAt))])].join(', ')}</p>
            <RunStrip runs={runs.filter(({ checkpointId }) => checkpointId === checkpoint.id)} />
            <div className={styles.links}>
              <button type="button" className={styles.link} disabled={job.running} onClick={() => void starter.start({ id: checkpoint.id, snapshotId }).then(setJobId)}>{words.run}</button>
              <button type="button" className={styles.link} onClick={() => onEdit(checkpoint)}>{words.edit}</button>
              <button type="button" className={styles.link} onClick={() => void remove.run({ id: checkpoint.id })}>{words.remove}</button>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
