/** Importance by shuffling as the race measured it; on demand with more shuffles, near copies also together. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Drivers } from '@shared/areas/explanation';
import { reportError } from '@renderer/app/notices';
import { jobResult, useJob, useStartJob } from '@renderer/engine';
import { Card, ErrorPanel, formatInteger, ProgressBar, WarningList } from '@renderer/ui';
import { DriverBars } from '../DriverBars';
import styles from './Explain.module.css';
import { explainWords as words } from './messages';

const shuffles = 5;

export function ImportanceCard({ drivers, unit }: { readonly drivers: Drivers; readonly unit: string }) {
  const starter = useStartJob('tracking.measureImportance');
  const [jobId, setJobId] = useState<string | null>(null);
  const view = useJob(jobId);
  const measured = jobResult('tracking.measureImportance', view.job);
  const failure = starter.error ?? view.job?.error ?? null;
  const action = view.running ? <Button size="xs" onClick={() => void view.cancel().catch(reportError)}>{words.cancel}</Button> : <Button size="xs" loading={starter.starting} onClick={() => void starter.start({ runId: drivers.runId, shuffles }).then(setJobId)}>{words.measure(shuffles)}</Button>;
  return (
    <Card title={words.importance} note={measured ? words.measuredNote(formatInteger(measured.shuffles), formatInteger(measured.folds), unit) : `${words.importanceNote}, ${unit}`} actions={action}>
      {view.running && <ProgressBar fraction={view.progress?.fraction ?? 0} label={words.measuring} />}
      {failure !== null && view.job?.state !== 'cancelled' && <ErrorPanel error={failure} />}
      <DriverBars importance={measured ? [...measured.importance, ...measured.groups.map(({ columns, ...figures }) => ({ column: columns.join(' + '), ...figures }))] : drivers.importance} shown={measured ? 14 : 10} />
      {measured?.groups.map(({ columns }) => <p key={columns.join()} className={styles.method}>{words.together(columns)}</p>)}
      {!measured && <WarningList warnings={drivers.warnings.filter(({ code }) => code === 'no-help')} />}
    </Card>
  );
}
