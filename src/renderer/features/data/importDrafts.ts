/** What the analyst changed about files that are being imported; kept while the window lives, so that Back never loses input. */
import { create } from 'zustand';
import type { ColumnType, KnownWhen, Role } from '@shared/areas/common';
import type { ReadingRequest } from '@shared/areas/datasets';

export const importSteps = ['file', 'columns', 'summary'] as const;
export type ImportStep = (typeof importSteps)[number];

export interface ColumnChange {
  readonly type?: ColumnType;
  readonly role?: Role;
  readonly knownWhen?: KnownWhen;
}

export interface ImportDraft {
  readonly step: ImportStep;
  /** Null: the name proposed from the file. */
  readonly name: string | null;
  readonly reading: Partial<ReadingRequest>;
  /** By column name. */
  readonly columns: ReadonlyMap<string, ColumnChange>;
  readonly jobId: string | null;
}

const fresh: ImportDraft = { step: 'file', name: null, reading: {}, columns: new Map(), jobId: null };

interface ImportDrafts {
  readonly byTicket: ReadonlyMap<string, ImportDraft>;
  readonly change: (ticket: string, part: Partial<ImportDraft>) => void;
  readonly changeColumn: (ticket: string, column: string, part: ColumnChange) => void;
  readonly drop: (ticket: string) => void;
}

export const useImportDrafts = create<ImportDrafts>((set) => ({
  byTicket: new Map(),
  change: (ticket, part) => set((state) => ({ byTicket: new Map(state.byTicket).set(ticket, { ...(state.byTicket.get(ticket) ?? fresh), ...part }) })),
  changeColumn: (ticket, column, part) =>
    set((state) => {
      const draft = state.byTicket.get(ticket) ?? fresh;
      const columns = new Map(draft.columns).set(column, { ...draft.columns.get(column), ...part });
      return { byTicket: new Map(state.byTicket).set(ticket, { ...draft, columns }) };
    }),
  drop: (ticket) =>
    set((state) => {
      const byTicket = new Map(state.byTicket);
      byTicket.delete(ticket);
      return { byTicket };
    }),
}));

export function useImportDraft(ticket: string): ImportDraft {
  return useImportDrafts((state) => state.byTicket.get(ticket) ?? fresh);
}
