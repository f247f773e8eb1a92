/** Folders and `.dvc` files that were chosen or dropped and whose data is to be read, first come first. */
import { create } from 'zustand';

export interface DvcPlace {
  readonly ticket: string;
  readonly name: string;
}

interface DvcPlaces {
  readonly places: readonly DvcPlace[];
  readonly add: (places: readonly DvcPlace[]) => void;
  readonly next: () => void;
}

export const useDvcPlaces = create<DvcPlaces>((set) => ({
  places: [],
  add: (added) => set(({ places }) => ({ places: [...places, ...added] })),
  next: () => set(({ places }) => ({ places: places.slice(1) })),
}));
