/** Dry run: which steps would run, which would be reused, and why. */
import { Button } from '@mantine/core';
import type { Plan } from '@shared/areas/pipelines';
import { useQuery } from '@renderer/engine';
import { DataTable, Dialog, ErrorPanel, Skeleton, Tag, type DataColumn } from '@renderer/ui';
import styles from './Automate.module.css';
import { automateMessages as words } from './messages';

type PlannedStep = Plan['steps'][number];

const columns: readonly DataColumn<PlannedStep>[] = [
  { key: 'step', header: words.columns.step, cell: (step) => step.name },
  { key: 'would', header: words.columns.would, cell: (step) => <Tag tone={step.verdict === 'runs' ? 'accent' : 'neutral'}>{words.verdicts[step.verdict]}</Tag> },
  { key: 'why', header: words.columns.why, wrap: true, cell: (step) => step.reason },
];

export function PlanDialog({ name, onClose }: { readonly name: string; readonly onClose: () => void }) {
  const plan = useQuery('pipelines.dryRun', { name });
  return (
    <Dialog label={words.planTitle} width={680} onClose={onClose}>
      <h2 className={styles.dialogTitle}>{words.planTitle}</h2>
      <p className={styles.quiet}>{words.planNote}</p>
      {plan.error !== null && <ErrorPanel error={plan.error} />}
      {plan.data ? <DataTable label={words.planTitle} columns={columns} rows={plan.data.steps} rowKey={(step) => step.name} /> : plan.error === null && <Skeleton height={240} />}
      <div className={styles.dialogActions}><Button onClick={onClose}>{words.close}</Button></div>
    </Dialog>
  );
}
