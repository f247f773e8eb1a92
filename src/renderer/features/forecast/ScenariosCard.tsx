/** Scenarios beside each other, compared with where the form began; what stands in the form now is the last line. */
import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { Form, Prediction, Scenario } from '@shared/areas/forecasting';
import { offerUndo } from '@renderer/app/offerUndo';
import { useCommand, useQuery } from '@renderer/engine';
import { Card, DataTable, ErrorPanel, formatPercent, Tag, type DataColumn } from '@renderer/ui';
import { changeWords, valueWords } from './findings';
import { changesOf, toTable, valuesFromRow, type Values } from './formValues';
import { forecastMessages as words } from './messages';
import { letterOf, useWhatIf, type WhatIf } from './scenarioDraft';
import { ScenarioComparison } from './ScenarioComparison';
import { ScenarioName } from './ScenarioName';
import { formatInterval, formatUnits } from './units';
import styles from './WhatIf.module.css';

interface ScenariosCardProps {
  readonly form: Form;
  readonly whatIf: WhatIf;
  readonly current: Prediction | null;
  readonly column: string;
}

interface Line {
  readonly letter: string;
  readonly scenario: Scenario | null;
  readonly values: Values;
  readonly prediction: Pick<Prediction, 'value' | 'lower' | 'upper'> | null;
}

export function ScenariosCard({ form, whatIf, current, column }: ScenariosCardProps) {
  const load = useWhatIf((state) => state.load);
  const [comparing, setComparing] = useState(false);
  const saved = useQuery('forecasting.scenarios', {}, { keepPrevious: true });
  const start = useQuery('forecasting.predict', { model: form.runId, table: toTable(form, [whatIf.start.values]) }, { keepPrevious: true });
  const change = useCommand('forecasting.changeScenario');
  const remove = useCommand('forecasting.deleteScenarios');
  const restore = useCommand('forecasting.restoreScenarios');
  const scenarios = saved.data ?? [];
  const base = start.data?.predictions[0] ?? null;
  const valuesOf = ({ table }: Scenario): Values => valuesFromRow(form, table.columns, table.rows[0] ?? [], whatIf.start.values);
  const fieldIndex = form.fields.findIndex((field) => field.column === column);
  const field = form.fields[fieldIndex];
  const lines: Line[] = [
    { letter: 'A', scenario: null, values: whatIf.start.values, prediction: base },
    ...scenarios.map((scenario, index) => ({ letter: letterOf(index), scenario, values: valuesOf(scenario), prediction: scenario.prediction })),
  ];
  const loaded = lines.find(({ scenario }) => (scenario?.id ?? null) === whatIf.loaded) ?? lines[0];
  const changed = loaded ? changesOf(form, loaded.values, whatIf.values) : [];
  if (changed.length > 0) lines.push({ letter: '', scenario: null, values: whatIf.values, prediction: current });

  async function removeOne({ id, name }: Scenario): Promise<void> {
    if (await remove.run({ scenarioIds: [id] })) offerUndo(`${words.whatIf.removed} ${name}.`, words.whatIf.undo, () => void restore.run({ scenarioIds: [id] }));
  }

  const columns: readonly DataColumn<Line>[] = [
    {
      key: 'scenario',
      header: words.whatIf.scenario,
      cell: ({ scenario, letter }) => (
        <span className={styles.scenario}>
          {letter === '' ? <span className={styles.muted}>Now, not saved: {changeWords(changed)}</span> : <span className={styles.letter}>{letter}</span>}
          {letter === 'A' && <span className={styles.startName} title={whatIf.start.name}>{whatIf.start.name}</span>}
          {scenario && <ScenarioName label={`${words.whatIf.renameScenario} ${letter}`} name={scenario.name} onRename={(name) => void change.run({ scenarioId: scenario.id, name })} />}
          {scenario && scenario.runId !== form.runId && <Tag tone="attention">{words.whatIf.savedWith} {scenario.runNumber}</Tag>}
        </span>
      ),
    },
    ...(field ? [{ key: 'column', header: column, numeric: true, cell: (line: Line) => valueWords(line.values[fieldIndex] ?? null, field) }] : []),
    { key: 'units', header: form.target, numeric: true, cell: ({ prediction }) => <b className={styles.strong}>{formatUnits(prediction?.value)}</b> },
    { key: 'interval', header: `${formatPercent(form.interval.level, 0)} interval`, numeric: true, cell: ({ prediction }) => (prediction ? formatInterval(prediction) : '–') },
    { key: 'change', header: words.whatIf.change, hint: `${words.whatIf.change}, ${words.whatIf.comparedWith} A`, numeric: true, cell: ({ prediction, letter }) => (letter === 'A' || !prediction || !base || base.value === 0 ? '–' : changePercent(prediction.value / base.value - 1)) },
    { key: 'remove', header: '', width: 36, cell: ({ scenario, letter }) => (scenario ? <ActionIcon size="xs" aria-label={`${words.whatIf.removeScenario} ${letter}`} onClick={(event) => { event.stopPropagation(); void removeOne(scenario); }}><IconX size={12} /></ActionIcon> : null) },
  ];
  const failure = saved.error ?? change.error ?? remove.error ?? restore.error;
  return (
    <Card flush title={words.whatIf.scenarios} actions={scenarios.length > 1 ? <Button size="xs" onClick={() => setComparing(true)}>{words.whatIf.sideBySide}</Button> : <span className={styles.muted}>{words.whatIf.comparedWith} A</span>}>
      {failure !== null && <ErrorPanel error={failure} onRetry={saved.reload} />}
      <DataTable label={words.whatIf.scenarios} columns={columns} rows={lines} rowKey={(line) => line.letter} selectedKey={changed.length > 0 ? '' : (loaded?.letter ?? 'A')} onSelect={(line) => line.letter !== '' && load(form.runId, line.scenario?.id ?? null, line.values)} rowHeight={34} />
      {comparing && <ScenarioComparison form={form} scenarios={scenarios} onClose={() => setComparing(false)} />}
    </Card>
  );
}

export function changePercent(share: number): string {
  const text = formatPercent(Math.abs(share), Math.abs(share) < 0.1 ? 1 : 0);
  return Math.abs(share) < 0.0005 ? text : `${share > 0 ? '+' : '−'}${text}`;
}
