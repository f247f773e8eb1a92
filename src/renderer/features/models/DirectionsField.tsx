/** Columns with which the answer may only rise, or only fall. */
import { CloseButton, NativeSelect } from '@mantine/core';
import { Segmented } from '@renderer/ui';
import { modelsMessages as words } from './messages';
import { useSetupDraft, type SetupDraft } from './setupDraft';
import styles from './SetupPage.module.css';

interface DirectionsFieldProps {
  readonly draft: SetupDraft;
  /** Columns in use that have an order. */
  readonly ordered: readonly string[];
}

export function DirectionsField({ draft, ordered }: DirectionsFieldProps) {
  const change = useSetupDraft((state) => state.changeDirection);
  const chosen = Object.entries(draft.monotone).filter(([column]) => ordered.includes(column));
  const free = ordered.filter((column) => draft.monotone[column] === undefined);
  if (ordered.length === 0) return null;
  return (
    <div className={styles.settings}>
      <p className={styles.group}>{words.setup.directions}</p>
      <p className={styles.note}>{words.setup.directionsNote}</p>
      {chosen.map(([column, direction]) => (
        <div key={column} className={styles.direction}>
          <span title={column}>{column}</span>
          <Segmented size="small" label={words.setup.directionOf(column)} value={direction === 1 ? 'rises' : 'falls'} options={[{ value: 'rises', label: words.setup.rises }, { value: 'falls', label: words.setup.falls }]} onChange={(way) => change(column, way === 'rises' ? 1 : -1)} />
          <CloseButton size="sm" aria-label={words.setup.noDirection(column)} onClick={() => change(column, null)} />
        </div>
      ))}
      {free.length > 0 && <NativeSelect label={words.setup.addDirection} value="" data={[{ value: '', label: words.setup.chooseColumn }, ...free.map((name) => ({ value: name, label: name }))]} onChange={(event) => event.currentTarget.value !== '' && change(event.currentTarget.value, 1)} />}
    </div>
  );
}
