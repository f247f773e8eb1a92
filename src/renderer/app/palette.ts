/** Entries of the command palette: the frame's own, and those of the view on screen while it is there. */
import { useEffect } from 'react';
import { create } from 'zustand';

export interface PaletteEntry {
  readonly id: string;
  readonly label: string;
  /** Heading it stands under, such as "Go to" or "Data". */
  readonly group: string;
  /** Words that find it beside its label. */
  readonly keywords?: string;
  /** Key that does the same, for people to learn. */
  readonly keys?: string;
  readonly run: () => void;
}

interface PaletteState {
  readonly byOwner: ReadonlyMap<string, readonly PaletteEntry[]>;
  readonly set: (owner: string, entries: readonly PaletteEntry[] | null) => void;
}

export const usePaletteStore = create<PaletteState>((set) => ({
  byOwner: new Map(),
  set: (owner, entries) =>
    set((state) => {
      const byOwner = new Map(state.byOwner);
      if (entries) byOwner.set(owner, entries);
      else byOwner.delete(owner);
      return { byOwner };
    }),
}));

/** Offers entries while the calling view is on screen. Give a memoised list. */
export function usePaletteEntries(owner: string, entries: readonly PaletteEntry[]): void {
  const set = usePaletteStore((state) => state.set);
  useEffect(() => {
    set(owner, entries);
    return () => set(owner, null);
  }, [owner, entries, set]);
}

/** Entries whose label, group or keywords hold every word; those that begin with the text come first. */
export function findEntries(entries: readonly PaletteEntry[], text: string): readonly PaletteEntry[] {
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return entries;
  const rank = (entry: PaletteEntry): number => (entry.label.toLowerCase().startsWith(words[0] ?? '') ? 0 : 1);
  return entries
    .filter((entry) => {
      const haystack = `${entry.label} ${entry.group} ${entry.keywords ?? ''}`.toLowerCase();
      return words.every((word) => haystack.includes(word));
    })
    .map((entry, index) => ({ entry, index }))
    .sort((a, b) => rank(a.entry) - rank(b.entry) || a.index - b.index)
    .map(({ entry }) => entry);
}
