/** What a race was given: target, loss, columns, seed, and what was left out with the reason. */
import { countFits, type Experiment, type Run } from '@shared/areas/tracking';
import { trackingMessages } from '@shared/messages/tracking';
import { Card, formatCount, formatInteger, formatNumber, KeyValue } from '@renderer/ui';
import { modelsMessages as words } from './messages';
import { lossWords } from './raceWords';
import styles from './SetupCard.module.css';

export function SetupCard({ experiment, runs }: { readonly experiment: Experiment; readonly runs: readonly Run[] }) {
  const { request, steps, usedColumns, excludedColumns, treatedColumns } = experiment;
  const target = steps === null ? request.target : `${request.target}, ${formatCount(steps.length, 'step')}`;
  const loss = lossWords(experiment);
  const fits = countFits(runs);
  return (
    <Card title={words.race.setUp}>
      <KeyValue
        rows={[
          { label: 'Target', value: target },
          ...(loss === null ? [] : [{ label: 'Loss', value: loss }]),
          { label: 'Columns used', value: `${formatInteger(usedColumns.length)} of ${formatInteger(usedColumns.length + excludedColumns.length)}`, title: usedColumns.join(', ') },
          { label: 'Interval level', value: `${formatNumber(request.level * 100, 0)} %` },
          { label: 'Seed', value: formatInteger(request.seed) },
          ...(fits.reused === 0 ? [] : [{ label: words.race.fitsReused, value: `${formatInteger(fits.reused)} of ${formatInteger(fits.total)}`, title: trackingMessages.fitsReused(fits.reused, fits.total) }]),
          ...(experiment.control ? [{ label: words.honesty.control, value: `R² ${formatNumber(experiment.control.mean, 2)}`, title: experiment.control.sentence }] : []),
        ]}
      />
      {excludedColumns.length > 0 && (
        <details className={styles.out}>
          <summary>{words.race.columnsOut}</summary>
          <ul>
            {excludedColumns.map((entry) => <li key={entry.column}><b>{entry.column}</b>{entry.reason}</li>)}
          </ul>
        </details>
      )}
      {treatedColumns.length > 0 && (
        <details className={styles.out} open>
          <summary>{words.race.columnsTreated}</summary>
          <ul>
            {treatedColumns.map((entry) => <li key={entry.column}><b>{entry.column}</b>{entry.treatment}</li>)}
          </ul>
        </details>
      )}
    </Card>
  );
}
