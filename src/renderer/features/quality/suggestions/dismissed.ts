/** Suggestions that were waved away, until the window closes. */
import { create } from 'zustand';

interface Dismissed {
  readonly keys: ReadonlySet<string>;
  readonly dismiss: (key: string) => void;
  readonly bringBack: () => void;
}

export const useDismissed = create<Dismissed>((set) => ({
  keys: new Set(),
  dismiss: (key) => set(({ keys }) => ({ keys: new Set(keys).add(key) })),
  bringBack: () => set({ keys: new Set() }),
}));
