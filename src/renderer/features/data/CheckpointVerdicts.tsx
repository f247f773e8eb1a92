/** What the checkpoints said of a version that was just stored, each with the way to it. */
import { formatAddress } from '../../app/router';
import { useQuery } from '../../engine';
import { Dot, Link, type Tone } from '../../ui';
import type { CheckpointRun } from '@shared/areas/checkpoints';
import styles from './Import.module.css';
import { wizardMessages } from './importMessages';

const words = wizardMessages.checkpoints;
const tones: Readonly<Record<CheckpointRun['verdict'], Tone>> = { passed: 'good', noted: 'neutral', warned: 'attention', blocked: 'failure' };

export function CheckpointVerdicts({ snapshotId }: { readonly snapshotId: string }) {
  const { data } = useQuery('checkpoints.standing', { snapshotId });
  if (!data || data.runs.length === 0) return null;
  return (
    <ul className={styles.sentences} aria-label={words.label}>
      {data.runs.map(({ id, checkpoint, verdict, findings, found }) => (
        <li key={id}><Dot tone={tones[verdict]} /><span>{words[verdict](checkpoint)} {findings.slice(0, 1).map(({ message }) => message)}{found > 1 && ` ${words.more(found - 1)}`}</span>{verdict !== 'passed' && <Link to={formatAddress('quality', [snapshotId, 'checkpoints'])}>{words.show}</Link>}</li>
      ))}
    </ul>
  );
}
