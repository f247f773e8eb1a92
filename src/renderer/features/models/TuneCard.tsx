/** Offers a search for better settings before the race, with its budget. */
import { Checkbox, NativeSelect, NumberInput } from '@mantine/core';
import { tuneSamplers } from '@shared/areas/tracking';
import { Card } from '@renderer/ui';
import { useSetupDraft, type SetupDraft } from './setupDraft';
import styles from './SetupPage.module.css';
import { tuningMessages as words } from './tuningMessages';

const firstMinutes = 5;

export function TuneCard({ draft }: { readonly draft: SetupDraft }) {
  const change = useSetupDraft((state) => state.change);
  const { tuneMinutes, tuneSampler } = draft;
  return (
    <Card label={words.title}>
      <div className={styles.column2}>
        <Checkbox size="xs" radius={4} label={words.offer} checked={tuneMinutes !== null} onChange={(event) => change({ tuneMinutes: event.currentTarget.checked ? firstMinutes : null })} />
        <p className={styles.note}>{words.offerNote}</p>
        {tuneMinutes !== null && (
          <div className={styles.pair}>
            <NumberInput label={words.minutes} value={tuneMinutes} min={0.05} max={10_000} decimalScale={2} clampBehavior="blur" onChange={(value) => typeof value === 'number' && value > 0 && change({ tuneMinutes: value })} />
            <NativeSelect label={words.sampler} value={tuneSampler} data={tuneSamplers.map((name) => ({ value: name, label: words.samplerNames[name] }))} onChange={(event) => change({ tuneSampler: tuneSamplers.find((name) => name === event.currentTarget.value) ?? 'tpe' })} />
          </div>
        )}
      </div>
    </Card>
  );
}
