/** Settings few need to touch: metric, repeats, seed, interval level, directions, and those of each model. */
import { NativeSelect, NumberInput } from '@mantine/core';
import { intervalMethods, standardIntervalMethod } from '@shared/areas/intervals';
import { metricNames, type MetricName, type ModelDescription } from '@shared/areas/tracking';
import { intervalMethodWords } from '@shared/messages/intervals';
import { metricWords } from '@shared/messages/names';
import { Card } from '@renderer/ui';
import { DirectionsField } from './DirectionsField';
import { modelsMessages as words } from './messages';
import { ModelSettings } from './ModelSettings';
import { useSetupDraft, type SetupDraft } from './setupDraft';
import styles from './SetupPage.module.css';

const deciding: readonly MetricName[] = metricNames.filter((name) => name !== 'coverage' && name !== 'width');

interface AdvancedCardProps {
  readonly draft: SetupDraft;
  readonly catalogue: readonly ModelDescription[];
  /** Columns in use that have an order: numbers and dates. */
  readonly ordered: readonly string[];
  /** Columns in use. */
  readonly used: readonly string[];
}

export function AdvancedCard({ draft, catalogue, ordered, used }: AdvancedCardProps) {
  const change = useSetupDraft((state) => state.change);
  return (
    <Card label={words.setup.advanced}>
      <details className={styles.advanced}>
        <summary>{words.setup.advanced}</summary>
        <div className={styles.pair}>
          <NativeSelect label={words.setup.metric} value={draft.metric ?? ''} data={[{ value: '', label: words.setup.metricAuto }, ...deciding.map((name) => ({ value: name, label: metricWords[name].name }))]} onChange={(event) => change({ metric: deciding.find((name) => name === event.currentTarget.value) ?? null })} />
          <NumberInput label={words.setup.level} value={Math.round(draft.level * 100)} min={50} max={99} allowDecimal={false} clampBehavior="strict" onChange={(value) => typeof value === 'number' && value >= 50 && change({ level: value / 100 })} />
          <NativeSelect label={words.setup.intervalMethod} description={intervalMethodWords[draft.intervalMethod].explanation} value={draft.intervalMethod} data={intervalMethods.map((value) => ({ value, label: intervalMethodWords[value].name }))} onChange={(event) => change({ intervalMethod: intervalMethods.find((name) => name === event.currentTarget.value) ?? standardIntervalMethod })} />
          {draft.intervalMethod === 'by-category' && <NativeSelect label={words.setup.intervalColumn} value={draft.intervalColumn ?? ''} data={['', ...used]} onChange={(event) => change({ intervalColumn: event.currentTarget.value === '' ? null : event.currentTarget.value })} />}
          <NumberInput label={words.setup.repeats} value={draft.split === 'time' ? 1 : draft.repeats} disabled={draft.split === 'time'} min={1} max={20} allowDecimal={false} clampBehavior="strict" onChange={(value) => typeof value === 'number' && change({ repeats: value })} />
          <NumberInput label={words.setup.seed} value={draft.seed} min={0} allowDecimal={false} onChange={(value) => typeof value === 'number' && change({ seed: value })} />
        </div>
        <DirectionsField draft={draft} ordered={ordered} />
        <ModelSettings draft={draft} catalogue={catalogue} />
      </details>
    </Card>
  );
}
