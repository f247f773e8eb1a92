/** Between the race, the table of all runs, and the registry. */
import { navigate } from '@renderer/app/router';
import { Segmented } from '@renderer/ui';
import { raceAddress, registryAddress, runsAddress } from './addresses';
import { modelsMessages as words } from './messages';

interface ViewSwitchProps {
  readonly value: 'race' | 'runs' | 'registry';
  /** The race to show; null where none ran. */
  readonly raceId: string | null;
  readonly runs: number | undefined;
}

export function ViewSwitch({ value, raceId, runs }: ViewSwitchProps) {
  return (
    <Segmented
      label={words.viewLabel}
      value={value}
      options={[{ value: 'race', label: words.views.race, disabled: raceId === null }, { value: 'runs', label: words.views.runs, count: runs }, { value: 'registry', label: words.views.registry }]}
      onChange={(next) => navigate(next === 'registry' ? registryAddress() : next === 'runs' || raceId === null ? runsAddress() : raceAddress(raceId))}
    />
  );
}
