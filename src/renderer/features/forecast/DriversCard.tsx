/** What makes this forecast differ from that of the average product. */
import type { Form } from '@shared/areas/forecasting';
import { explanationMessages } from '@shared/messages/explanation';
import { useQuery } from '@renderer/engine';
import { Card, ErrorPanel, Skeleton, WarningList } from '@renderer/ui';
import { driversFinding } from './findings';
import { toTable, type Values } from './formValues';
import { forecastMessages as words } from './messages';
import { waterfallOf } from './waterfall';
import { WaterfallChart } from './WaterfallChart';
import styles from './WhatIf.module.css';

interface DriversCardProps {
  readonly form: Form;
  readonly model: string;
  readonly values: Values;
}

const shownColumns = 7;

export function DriversCard({ form, model, values }: DriversCardProps) {
  const explanation = useQuery('forecasting.explain', { model, table: toTable(form, [values]) }, { keepPrevious: true });
  if (explanation.error !== null) return <Card title={words.whatIf.drivers}><ErrorPanel error={explanation.error} onRetry={explanation.reload} /></Card>;
  if (!explanation.data) return <Card label={words.whatIf.drivers}><Skeleton height={270} /></Card>;
  const waterfall = waterfallOf(explanation.data, shownColumns, (columns) => `${columns} ${words.whatIf.others}`);
  if (!waterfall) return <Card title={words.whatIf.drivers}><p className={styles.quiet}>{words.whatIf.noDrivers}</p></Card>;
  const note = explanation.data.space === 'log1p' ? `${words.whatIf.driversNoteFactors} ${form.target}` : `${words.whatIf.driversNoteUnits} ${form.target}`;
  return (
    <Card title={driversFinding(explanation.data)} note={note} label={words.whatIf.drivers}>
      <WaterfallChart waterfall={waterfall} space={explanation.data.space} />
      <WarningList warnings={explanation.data.warnings.filter(({ code }) => code === 'unlike-training')} />
      <p className={styles.method}>{explanationMessages.notCauseOfRow}</p>
      <p className={styles.method}>{explanation.data.method}</p>
    </Card>
  );
}
