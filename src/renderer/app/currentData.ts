/** The data the analyst is looking at, so that another room shows the same; before that, the newest. */
import { useEffect } from 'react';
import { create } from 'zustand';
import { useQuery } from '../engine/useQuery';

interface CurrentData {
  readonly snapshotId: string | null;
  readonly look: (snapshotId: string | null) => void;
}

export const useCurrentData = create<CurrentData>((set) => ({ snapshotId: null, look: (snapshotId) => set({ snapshotId }) }));

export interface ShownSnapshot {
  /** Null while unknown, or where there is no data. */
  readonly snapshotId: string | null;
  /** True where the project holds no data at all. */
  readonly none: boolean;
  readonly error: unknown;
  readonly reload: () => void;
}

/** The snapshot of an address, else the one looked at last, else the newest. */
export function useShownSnapshot(fromAddress: string | null): ShownSnapshot {
  const overview = useQuery('project.overview', {});
  const { snapshotId, look } = useCurrentData();
  useEffect(() => {
    if (fromAddress !== null) look(fromAddress);
  }, [fromAddress, look]);
  return {
    snapshotId: fromAddress ?? snapshotId ?? overview.data?.newest?.snapshotId ?? null,
    none: overview.data !== undefined && overview.data.counts.datasets === 0,
    error: overview.error,
    reload: overview.reload,
  };
}
