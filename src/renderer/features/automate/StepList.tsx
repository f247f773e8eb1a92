/** What came of each step of one run. */
import type { PipelineRun, StepRun } from '@shared/areas/pipelines';
import { Card, DataTable, formatDuration, formatWhen, type DataColumn } from '@renderer/ui';
import styles from './Automate.module.css';
import { automateMessages as words } from './messages';
import { Mark, markOf, tellMark } from './stepMark';

export function StepList({ run }: { readonly run: PipelineRun }) {
  const columns: readonly DataColumn<StepRun>[] = [
    { key: 'step', header: words.columns.step, cell: (step) => <span className={styles.stepCell}><Mark kind={markOf(step)} />{step.name}</span> },
    { key: 'state', header: words.state, cell: (step) => <span className={styles.quiet}>{tellMark(step)}{step.attempt > 1 ? `, ${words.attempts(step.attempt)}` : ''}</span> },
    { key: 'took', header: words.took, numeric: true, cell: (step) => (step.durationMs === null ? words.none : formatDuration(step.durationMs)) },
    { key: 'came', header: words.came, wrap: true, cell: (step) => <span className={styles.came}>{tellStep(step)}</span> },
  ];
  return (
    <Card flush title={`Run ${run.number}`} note={`${formatWhen(run.createdAt)}, ${formatDuration(run.durationMs)} of work, version ${run.version} of the pipeline`}>
      <DataTable label={`Steps of run ${run.number}`} columns={columns} rows={run.steps} rowKey={(step) => step.name} faded={(step) => step.state === 'queued' || step.state === 'skipped'} />
    </Card>
  );
}

export function tellStep(step: StepRun): string {
  if (step.error) return step.error.message;
  if (step.progress) return step.progress.title;
  if (step.said) return [step.said.title, step.said.reason].filter((part) => part !== '').join(' ');
  return Object.values(step.outputs).map(({ label }) => label).join(', ');
}
