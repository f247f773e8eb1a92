/** Saved what-ifs beside each other, compared with the first; what stands in the form now is the last line. */
import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { Form, Prediction } from '@shared/areas/forecasting';
import { Card, DataTable, formatPercent, type DataColumn } from '@renderer/ui';
import { changeWords, valueWords } from './findings';
import { changesOf } from './formValues';
import { forecastMessages as words } from './messages';
import { useScenarios, type Scenario, type WhatIf } from './scenarioDraft';
import { formatInterval, formatUnits } from './units';
import styles from './WhatIf.module.css';

interface ScenariosCardProps {
  readonly form: Form;
  readonly whatIf: WhatIf;
  /** One per scenario, in order; null until it has arrived. */
  readonly predictions: readonly (Prediction | null)[];
  readonly current: Prediction | null;
  readonly column: string;
}

interface Line {
  readonly letter: string;
  readonly scenario: Scenario | null;
  readonly values: WhatIf['values'];
  readonly prediction: Prediction | null;
}

export function ScenariosCard({ form, whatIf, predictions, current, column }: ScenariosCardProps) {
  const { load, rename, remove } = useScenarios();
  const first = whatIf.scenarios[0];
  const base = predictions[0] ?? null;
  if (!first) return null;
  const fieldIndex = form.fields.findIndex((field) => field.column === column);
  const field = form.fields[fieldIndex];
  const lines: Line[] = whatIf.scenarios.map((scenario, index) => ({ letter: scenario.letter, scenario, values: scenario.values, prediction: predictions[index] ?? null }));
  const loaded = whatIf.scenarios.find((scenario) => scenario.letter === whatIf.loaded) ?? first;
  const changed = changesOf(form, loaded.values, whatIf.values);
  if (changed.length > 0) lines.push({ letter: '', scenario: null, values: whatIf.values, prediction: current });
  const columns: readonly DataColumn<Line>[] = [
    {
      key: 'scenario',
      header: words.whatIf.scenario,
      cell: ({ scenario, letter }) => (
        <span className={styles.scenario}>
          {scenario ? (
            <>
              <span className={styles.letter}>{letter}</span>
              <input className={styles.name} aria-label={`${words.whatIf.renameScenario} ${letter}`} value={scenario.name} title={scenario.name} maxLength={60} onClick={(event) => event.stopPropagation()} onKeyDown={(event) => event.stopPropagation()} onChange={(event) => rename(form.runId, letter, event.currentTarget.value)} />
            </>
          ) : (
            <span className={styles.muted}>Now, not saved: {changeWords(changed)}</span>
          )}
        </span>
      ),
    },
    ...(field ? [{ key: 'column', header: column, numeric: true, cell: (line: Line) => valueWords(line.values[fieldIndex] ?? null, field) }] : []),
    { key: 'units', header: form.target, numeric: true, cell: ({ prediction }) => <b className={styles.strong}>{formatUnits(prediction?.value)}</b> },
    { key: 'interval', header: `${formatPercent(form.interval.level, 0)} interval`, numeric: true, cell: ({ prediction }) => (prediction ? formatInterval(prediction) : '–') },
    { key: 'change', header: words.whatIf.change, hint: `${words.whatIf.change}, ${words.whatIf.comparedWith} ${first.letter}`, numeric: true, cell: ({ prediction, letter }) => (letter === first.letter || !prediction || !base || base.value === 0 ? '–' : changePercent(prediction.value / base.value - 1)) },
    { key: 'remove', header: '', width: 36, cell: ({ scenario, letter }) => (scenario && letter !== first.letter ? <ActionIcon size="xs" aria-label={`${words.whatIf.removeScenario} ${letter}`} onClick={(event) => { event.stopPropagation(); remove(form.runId, letter); }}><IconX size={12} /></ActionIcon> : null) },
  ];
  return (
    <Card flush title={words.whatIf.scenarios} actions={<span className={styles.muted}>{words.whatIf.comparedWith} {first.letter}</span>}>
      <DataTable label={words.whatIf.scenarios} columns={columns} rows={lines} rowKey={(line) => line.letter} selectedKey={changed.length > 0 ? '' : whatIf.loaded} onSelect={(line) => line.scenario && load(form.runId, line.letter)} rowHeight={34} />
    </Card>
  );
}

function changePercent(share: number): string {
  const text = formatPercent(Math.abs(share), Math.abs(share) < 0.1 ? 1 : 0);
  return Math.abs(share) < 0.0005 ? text : `${share > 0 ? '+' : '−'}${text}`;
}
