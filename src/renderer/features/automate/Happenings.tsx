/** What the pipeline decided, refused and left alone, newest first, each with its reason. */
import type { Happening } from '@shared/areas/pipelines';
import { Button } from '@mantine/core';
import { notify, reportError } from '@renderer/app/notices';
import { useCommand, useHost } from '@renderer/engine';
import { Card, Dot, formatWhen, Link } from '@renderer/ui';
import { automateAddress } from './addresses';
import styles from './Automate.module.css';
import { automateMessages as words } from './messages';

export function Happenings({ pipeline, happenings }: { readonly pipeline: string; readonly happenings: readonly Happening[] }) {
  const host = useHost();
  const exportLog = useCommand('pipelines.exportLog');
  async function save(): Promise<void> {
    const file = await exportLog.run({ name: pipeline });
    if (!file) return;
    const { saved } = await host.saveFile(file);
    if (saved) notify(file.name, 'good');
  }
  return (
    <Card title={words.happenings} actions={happenings.length > 0 && <Button size="xs" variant="subtle" onClick={() => void save().catch(reportError)}>{words.exportLog}</Button>}>
      {happenings.length === 0 ? (
        <p className={styles.quiet}>{words.noHappenings}</p>
      ) : (
        <ol className={styles.happenings}>
          {happenings.map(({ id, at, tone, title, reason, runId, runNumber }) => (
            <li key={id}>
              <time dateTime={new Date(at).toISOString()}>{formatWhen(at)}</time>
              <span className={styles.spine}><Dot tone={tone} /></span>
              <div>
                <p className={styles.happened}>{title}{runId !== null && runNumber !== null && <> <Link to={automateAddress(pipeline, 'timeline', { run: runId })} className={styles.runLink}>run {runNumber}</Link></>}</p>
                {reason !== '' && <p className={styles.because}>{reason}</p>}
              </div>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}
