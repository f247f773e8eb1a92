/** The race as the analyst is setting it up: proposed by the engine, changed by hand, kept while the window is open. */
import { standardIntervalMethod, type IntervalMethodName } from '@shared/areas/intervals';
import { create } from 'zustand';
import type { Snapshot } from '@shared/areas/datasets';
import type { z } from 'zod';
import { trackingMessages } from '@shared/messages/tracking';
import { tuningMessages } from './tuningMessages';
import { combinationKinds, modelBaselines, modelKinds, standardModels, type MetricName, type ModelKind, type SetupProposal, type TrainRequest, type TuneSampler, type trainRequestSchema } from '@shared/areas/tracking';

export interface SetupDraft {
  /** The proposal it began from: another one begins another draft. */
  readonly origin: string;
  readonly snapshotId: string;
  readonly target: string;
  readonly split: Exclude<TrainRequest['split'], 'file'>;
  readonly groupBy: string | null;
  /** Further columns kept together, as proposed; another group by hand drops them. */
  readonly keepTogether: readonly string[];
  readonly dateColumn: string | null;
  readonly oneRowPer: string | null;
  /** Names of columns that stay out. The target is never listed. */
  readonly excluded: ReadonlySet<string>;
  readonly models: ReadonlySet<ModelKind>;
  /** Settings that differ from the standard. */
  readonly parameters: Readonly<Partial<Record<ModelKind, Readonly<Record<string, number | string>>>>>;
  /** Columns with which the answer may only rise or only fall. */
  readonly monotone: Readonly<Record<string, 1 | -1>>;
  readonly folds: number;
  readonly repeats: number;
  readonly seed: number;
  readonly level: number;
  readonly intervalMethod: IntervalMethodName;
  /** For ranges by category. */
  readonly intervalColumn: string | null;
  /** Null: the engine chooses by the target. */
  readonly metric: MetricName | null;
  /** Budget of a search for better settings before the race; null: none. */
  readonly tuneMinutes: number | null;
  readonly tuneSampler: TuneSampler;
}

interface SetupState {
  readonly draft: SetupDraft | null;
  readonly begin: (draft: SetupDraft) => void;
  readonly change: (change: Partial<SetupDraft>) => void;
  readonly toggleColumn: (column: string) => void;
  readonly toggleModel: (model: ModelKind) => void;
  /** Null: the standard again. */
  readonly changeSetting: (model: ModelKind, setting: string, value: number | string | null) => void;
  /** Null: either way. */
  readonly changeDirection: (column: string, direction: 1 | -1 | null) => void;
}

export const useSetupDraft = create<SetupState>((set) => ({
  draft: null,
  begin: (draft) => set({ draft }),
  change: (change) => set((state) => (state.draft ? { draft: { ...state.draft, ...change } } : state)),
  toggleColumn: (column) => set((state) => (state.draft ? { draft: { ...state.draft, excluded: toggled(state.draft.excluded, column) } } : state)),
  toggleModel: (model) => set((state) => (state.draft ? { draft: { ...state.draft, models: toggled(state.draft.models, model) } } : state)),
  changeSetting: (model, setting, value) => set((state) => (state.draft ? { draft: { ...state.draft, parameters: { ...state.draft.parameters, [model]: withEntry(state.draft.parameters[model] ?? {}, setting, value) } } } : state)),
  changeDirection: (column, direction) => set((state) => (state.draft ? { draft: { ...state.draft, monotone: withEntry(state.draft.monotone, column, direction) } } : state)),
}));

/** Names the proposal a draft begins from. */
export function draftOrigin(snapshotId: string, target: string | null, withLeaks: boolean): string {
  return JSON.stringify([snapshotId, target, withLeaks]);
}

/** The draft the proposal asks for. `withLeaks` lets leaking columns in, to show what they would promise. */
export function draftFromProposal(snapshot: Snapshot, proposal: SetupProposal, withLeaks = false): SetupDraft | null {
  if (proposal.target === null) return null;
  const leaks = new Set(proposal.leakage.filter((entry) => entry.leak).map((entry) => entry.column));
  const excluded = proposal.exclude.map((entry) => entry.column).filter((column) => !(withLeaks && leaks.has(column)));
  const dateColumn = snapshot.columns.find((column) => column.role === 'date')?.name ?? null;
  return {
    origin: draftOrigin(snapshot.id, proposal.target, withLeaks),
    snapshotId: snapshot.id,
    target: proposal.target,
    split: proposal.groupBy === null ? 'kfold' : 'group',
    groupBy: proposal.groupBy,
    keepTogether: proposal.keepTogether,
    dateColumn,
    oneRowPer: proposal.oneRowPer,
    excluded: new Set(excluded),
    models: new Set(standardModels),
    parameters: {},
    monotone: {},
    folds: 5,
    repeats: 1,
    seed: 1,
    level: 0.9,
    intervalMethod: standardIntervalMethod,
    intervalColumn: null,
    metric: null,
    tuneMinutes: null,
    tuneSampler: 'tpe',
  };
}

/**
 * Columns no model can learn from, each with the reason. The engine tries every other column alone, so a column it did not
 * try is one of these; with nothing tried, only what the set-up itself says is known.
 */
export function unfitColumns(draft: SetupDraft, snapshot: Pick<Snapshot, 'columns'>, proposal: Pick<SetupProposal, 'leakage' | 'exclude' | 'groupBy'>): ReadonlyMap<string, string> {
  const words = trackingMessages.excluded;
  const tried = new Set([...proposal.leakage, ...proposal.exclude].map((entry) => entry.column));
  const unfit = new Map<string, string>();
  for (const column of snapshot.columns) {
    const freed = column.name === proposal.groupBy && column.type === 'category';
    if (column.name === draft.target) continue;
    if (draft.split === 'group' && (column.name === draft.groupBy || draft.keepTogether.includes(column.name))) unfit.set(column.name, words.group);
    else if (column.role === 'ignore') unfit.set(column.name, words.ignored);
    else if (column.role === 'id' || column.type === 'id') unfit.set(column.name, words.identifier);
    else if (proposal.leakage.length > 0 && !tried.has(column.name) && !freed) unfit.set(column.name, column.distinct === 0 ? words.empty : words.constant);
  }
  return unfit;
}

/** Why the draft cannot start yet, in words; null where it can. */
export function draftProblem(draft: SetupDraft, snapshot: Snapshot, used: readonly string[]): string | null {
  if (draft.models.size === 0) return 'Choose at least one model.';
  if (draft.split === 'group' && draft.groupBy === null) return 'Choose the column whose values stay together in one fold.';
  if (draft.split === 'time' && draft.dateColumn === null) return 'Choose the date column that orders the rows.';
  const learned = [...draft.models].some((model) => !modelBaselines.includes(model));
  if (learned && used.length === 0) return 'Leave at least one column in.';
  if (draft.tuneMinutes !== null && draft.split !== 'time' && draft.folds < 3) return tuningMessages.fewFolds;
  if (draft.folds > snapshot.rows) return 'Choose fewer folds than there are rows.';
  return null;
}

/** Columns a model may see. */
export function usedColumns(draft: SetupDraft, snapshot: Pick<Snapshot, 'columns'>, unfit: ReadonlyMap<string, string>): string[] {
  return snapshot.columns.map((column) => column.name).filter((name) => name !== draft.target && !draft.excluded.has(name) && !unfit.has(name));
}

/** Columns with which an answer can rise or fall. */
export function orderedColumns(snapshot: Pick<Snapshot, 'columns'>, used: readonly string[]): string[] {
  return snapshot.columns.filter(({ name, type }) => used.includes(name) && type !== 'text' && type !== 'category' && type !== 'id').map(({ name }) => name);
}

export function toTrainRequest(draft: SetupDraft): z.input<typeof trainRequestSchema> {
  return {
    snapshotId: draft.snapshotId,
    target: draft.target,
    models: modelKinds.filter((model) => draft.models.has(model)),
    parameters: Object.fromEntries(modelKinds.flatMap((model) => (draft.models.has(model) && Object.keys(draft.parameters[model] ?? {}).length > 0 ? [[model, draft.parameters[model]]] : []))),
    monotone: Object.fromEntries(Object.entries(draft.monotone).filter(([column]) => !draft.excluded.has(column))),
    exclude: [...draft.excluded].filter((column) => column !== draft.target),
    split: draft.split,
    ...(draft.groupBy !== null && { groupBy: draft.groupBy }),
    ...(draft.split === 'group' && { keepTogether: [...draft.keepTogether] }),
    ...(draft.split === 'time' && draft.dateColumn !== null && { dateColumn: draft.dateColumn }),
    ...(draft.oneRowPer !== null && { oneRowPer: draft.oneRowPer }),
    ...(draft.metric !== null && { metric: draft.metric }),
    ...(draft.tuneMinutes !== null && { tune: { minutes: draft.tuneMinutes, sampler: draft.tuneSampler } }),
    folds: draft.folds,
    // Time has one order only.
    repeats: draft.split === 'time' ? 1 : draft.repeats,
    seed: draft.seed,
    level: draft.level,
    intervalMethod: draft.intervalMethod,
    ...(draft.intervalMethod === 'by-category' && draft.intervalColumn !== null && { intervalColumn: draft.intervalColumn }),
  };
}

/** Held-out fits the race will make; combinations are put together from the others and need none. */
export function fitsOf(draft: SetupDraft): number {
  return [...draft.models].filter((model) => !combinationKinds.includes(model)).length * draft.folds * (draft.split === 'time' ? 1 : draft.repeats);
}

/** Built from entries, so that a column of any name is only a name. Null takes the entry away. */
function withEntry<V>(entries: Readonly<Record<string, V>>, name: string, value: V | null): Readonly<Record<string, V>> {
  return Object.fromEntries([...Object.entries(entries).filter(([known]) => known !== name), ...(value === null ? [] : [[name, value] as const])]);
}

function toggled<T>(set: ReadonlySet<T>, member: T): ReadonlySet<T> {
  const next = new Set(set);
  if (!next.delete(member)) next.add(member);
  return next;
}
