/** Runs picked for comparison, in the order they were picked: the first is held against the others. */
import { create } from 'zustand';

const mostRuns = 10;

interface SelectionState {
  readonly runIds: readonly string[];
  readonly toggle: (runId: string) => void;
  readonly replace: (runIds: readonly string[]) => void;
  readonly clear: () => void;
}

export const useSelection = create<SelectionState>((set) => ({
  runIds: [],
  toggle: (runId) => set((state) => ({ runIds: toggledRuns(state.runIds, runId) })),
  replace: (runIds) => set({ runIds: [...new Set(runIds)].slice(0, mostRuns) }),
  clear: () => set({ runIds: [] }),
}));

/** An eleventh run is not taken. */
export function toggledRuns(runIds: readonly string[], runId: string): readonly string[] {
  if (runIds.includes(runId)) return runIds.filter((id) => id !== runId);
  return runIds.length >= mostRuns ? runIds : [...runIds, runId];
}
