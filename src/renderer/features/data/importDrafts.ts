/** What the analyst changed about files that are being imported; kept while the window is open, also when it is loaded anew, so that neither Back nor Reload loses input. */
import { create } from 'zustand';
import { z } from 'zod';
import { columnTypeSchema, knownWhenSchema, roleSchema, type ColumnType, type KnownWhen, type Role } from '@shared/areas/common';
import { readingRequestSchema, type ReadingRequest } from '@shared/areas/datasets';
import { recipeOfferSchema, type RecipeOffer } from '@shared/areas/recipes';
import { keepState, recallState } from '../../app/sessionState';

export const importSteps = ['file', 'columns', 'quality', 'summary'] as const;
export type ImportStep = (typeof importSteps)[number];

export interface ColumnChange {
  readonly type?: ColumnType | undefined;
  readonly role?: Role | undefined;
  readonly knownWhen?: KnownWhen | undefined;
}

export interface ImportDraft {
  readonly step: ImportStep;
  /** Null: the name proposed from the file. */
  readonly name: string | null;
  readonly reading: Partial<ReadingRequest>;
  /** By column name. */
  readonly columns: ReadonlyMap<string, ColumnChange>;
  readonly jobId: string | null;
  /** The recipe whose answers were taken over; what was changed since stands in `reading` and `columns` as well. */
  readonly recipe: RecipeOffer | null;
}

const fresh: ImportDraft = { step: 'file', name: null, reading: {}, columns: new Map(), jobId: null, recipe: null };

interface ImportDrafts {
  readonly byTicket: ReadonlyMap<string, ImportDraft>;
  readonly change: (ticket: string, part: Partial<ImportDraft>) => void;
  readonly changeColumn: (ticket: string, column: string, part: ColumnChange) => void;
  /** Reads the file as a recipe says, in place of what was decided before. */
  readonly apply: (ticket: string, offer: RecipeOffer) => void;
  readonly readAfresh: (ticket: string) => void;
  readonly drop: (ticket: string) => void;
}

const stateKey = 'almanac-import-drafts';
const keptSchema = z.array(
  z.object({
    ticket: z.string(),
    step: z.enum(importSteps),
    name: z.string().nullable(),
    reading: readingRequestSchema.partial().extend({ onAmbiguous: z.enum(['ask', 'fail', 'guess']).optional(), onRagged: z.enum(['reject', 'quarantine']).optional() }),
    columns: z.array(z.tuple([z.string(), z.object({ type: columnTypeSchema.optional(), role: roleSchema.optional(), knownWhen: knownWhenSchema.optional() })])),
    jobId: z.string().nullable(),
    recipe: recipeOfferSchema.nullable(),
  }),
);

function recallDrafts(): ReadonlyMap<string, ImportDraft> {
  return new Map((recallState(stateKey, keptSchema) ?? []).map(({ ticket, columns, ...draft }) => [ticket, { ...draft, columns: new Map(columns) }]));
}

export const useImportDrafts = create<ImportDrafts>((set) => ({
  byTicket: recallDrafts(),
  change: (ticket, part) => set((state) => ({ byTicket: new Map(state.byTicket).set(ticket, { ...(state.byTicket.get(ticket) ?? fresh), ...part }) })),
  changeColumn: (ticket, column, part) =>
    set((state) => {
      const draft = state.byTicket.get(ticket) ?? fresh;
      const columns = new Map(draft.columns).set(column, { ...draft.columns.get(column), ...part });
      return { byTicket: new Map(state.byTicket).set(ticket, { ...draft, columns }) };
    }),
  apply: (ticket, offer) =>
    set((state) => ({ byTicket: new Map(state.byTicket).set(ticket, { ...(state.byTicket.get(ticket) ?? fresh), name: offer.name, reading: offer.apply.reading, columns: new Map(offer.apply.columns.map(({ name, ...change }) => [name, change])), recipe: offer }) })),
  readAfresh: (ticket) => set((state) => ({ byTicket: new Map(state.byTicket).set(ticket, { ...fresh, step: state.byTicket.get(ticket)?.step ?? 'file' }) })),
  drop: (ticket) =>
    set((state) => {
      const byTicket = new Map(state.byTicket);
      byTicket.delete(ticket);
      return { byTicket };
    }),
}));

useImportDrafts.subscribe(({ byTicket }) => keepState(stateKey, [...byTicket].map(([ticket, { columns, ...draft }]) => ({ ticket, ...draft, columns: [...columns] }))));

export function useImportDraft(ticket: string): ImportDraft {
  return useImportDrafts((state) => state.byTicket.get(ticket) ?? fresh);
}

/** The changes as requests take them. */
export function columnChanges({ columns }: Pick<ImportDraft, 'columns'>): ({ readonly name: string } & ColumnChange)[] {
  return [...columns].map(([name, change]) => ({ name, ...change }));
}

/** Types that were chosen, for the look at the file. */
export function chosenTypes({ columns }: Pick<ImportDraft, 'columns'>): { readonly name: string; readonly type: ColumnType }[] {
  return [...columns].flatMap(([name, { type }]) => (type === undefined ? [] : [{ name, type }]));
}
