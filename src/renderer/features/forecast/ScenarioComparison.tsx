/** Saved scenarios side by side: only the inputs that differ, what was forecast then, what this model says now, and notes. */
import { Button, Textarea } from '@mantine/core';
import type { Form, Scenario } from '@shared/areas/forecasting';
import { useCommand, useQuery } from '@renderer/engine';
import { Dialog, ErrorPanel, formatPercent, Skeleton } from '@renderer/ui';
import { valueWords } from './findings';
import { forecastMessages as words } from './messages';
import { letterOf } from './scenarioDraft';
import { changePercent } from './ScenariosCard';
import styles from './ScenarioComparison.module.css';
import { formatInterval, formatUnits } from './units';

interface ScenarioComparisonProps {
  readonly form: Form;
  readonly scenarios: readonly Scenario[];
  readonly onClose: () => void;
}

/** More stand beside each other only by scrolling. */
const mostBeside = 8;

export function ScenarioComparison({ form, scenarios, onClose }: ScenarioComparisonProps) {
  const shown = scenarios.slice(0, mostBeside);
  const compared = useQuery('forecasting.compareScenarios', { scenarioIds: shown.map(({ id }) => id), model: form.runId }, { keepPrevious: true });
  const change = useCommand('forecasting.changeScenario');
  const lines = compared.data?.lines ?? [];
  const error = compared.error ?? change.error;
  const level = formatPercent(form.interval.level, 0);
  return (
    <Dialog label={words.whatIf.sideBySide} width={980} onClose={onClose}>
      <div className={styles.body}>
        <h2 className={styles.title}>{words.whatIf.sideBySide}</h2>
        <p className={styles.note}>{words.whatIf.sideBySideNote} {letterOf(0)}.</p>
        {error !== null && <ErrorPanel error={error} onRetry={compared.reload} />}
        {!compared.data && error === null && <Skeleton height={260} />}
        {compared.data && (
          <div className={styles.scroll}>
            <table className={styles.table}>
              <thead>
                <tr>
                  <th scope="col">{words.whatIf.input}</th>
                  {lines.map(({ scenario }, index) => <th key={scenario.id} scope="col"><b>{letterOf(index)}</b> {scenario.name}</th>)}
                </tr>
              </thead>
              <tbody>
                {compared.data.columns.map((column, place) => (
                  <tr key={column}>
                    <th scope="row">{column}</th>
                    {lines.map(({ scenario, cells }) => <td key={scenario.id}>{cellWords(form, column, cells[place] ?? null)}</td>)}
                  </tr>
                ))}
                <tr className={styles.strong}>
                  <th scope="row">{form.target}, run {form.runNumber} now</th>
                  {lines.map(({ scenario, now }) => <td key={scenario.id}><b>{formatUnits(now.value)}</b></td>)}
                </tr>
                <tr>
                  <th scope="row">{level} interval</th>
                  {lines.map(({ scenario, now }) => <td key={scenario.id}>{formatInterval(now)}</td>)}
                </tr>
                <tr>
                  <th scope="row">{words.whatIf.change}</th>
                  {lines.map(({ scenario, change: share }) => <td key={scenario.id}>{share === null ? '–' : changePercent(share)}</td>)}
                </tr>
                <tr>
                  <th scope="row">{words.whatIf.whenSaved}</th>
                  {lines.map(({ scenario }) => <td key={scenario.id}>{formatUnits(scenario.prediction.value)}, run {scenario.runNumber}{scenario.stale ? `, ${words.whatIf.anotherLeads}` : ''}</td>)}
                </tr>
                <tr>
                  <th scope="row">{words.whatIf.notes}</th>
                  {lines.map(({ scenario }, index) => (
                    <td key={scenario.id}>
                      <Textarea aria-label={`${words.whatIf.notes} ${letterOf(index)}`} defaultValue={scenario.notes} maxLength={4000} rows={3} onBlur={(event) => event.currentTarget.value !== scenario.notes && void change.run({ scenarioId: scenario.id, notes: event.currentTarget.value })} />
                    </td>
                  ))}
                </tr>
              </tbody>
            </table>
          </div>
        )}
        <div className={styles.actions}><Button onClick={onClose}>{words.whatIf.close}</Button></div>
      </div>
    </Dialog>
  );
}

function cellWords(form: Form, column: string, cell: string | number | boolean | null): string {
  const field = form.fields.find((each) => each.column === column);
  return field ? valueWords(cell, field) : String(cell ?? '');
}
