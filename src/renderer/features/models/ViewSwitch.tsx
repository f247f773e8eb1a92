/** Between the race and the table of all runs. */
import { navigate } from '@renderer/app/router';
import { Segmented } from '@renderer/ui';
import { raceAddress, runsAddress } from './addresses';
import { modelsMessages as words } from './messages';

interface ViewSwitchProps {
  readonly value: 'race' | 'runs';
  /** The race to show; null where none ran. */
  readonly raceId: string | null;
  readonly runs: number | undefined;
}

export function ViewSwitch({ value, raceId, runs }: ViewSwitchProps) {
  return (
    <Segmented
      label={words.viewLabel}
      value={value}
      options={[{ value: 'race', label: words.views.race, disabled: raceId === null }, { value: 'runs', label: words.views.runs, count: runs }]}
      onChange={(next) => navigate(next === 'runs' || raceId === null ? runsAddress() : raceAddress(raceId))}
    />
  );
}
