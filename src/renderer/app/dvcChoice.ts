/** A DVC store whose tables have no names, while the user chooses among them. */
import { create } from 'zustand';
import type { DataObjects } from '@shared/areas/interop';

interface DvcChoice {
  /** Ticket of the folder, with what was found in it; null while nothing is to be chosen. */
  readonly offered: { readonly folder: string; readonly objects: DataObjects } | null;
  readonly offer: (folder: string, objects: DataObjects) => void;
  readonly close: () => void;
}

export const useDvcChoice = create<DvcChoice>((set) => ({ offered: null, offer: (folder, objects) => set({ offered: { folder, objects } }), close: () => set({ offered: null }) }));
