/** Rules that are being edited, one draft per dataset: leaving the page or loading the window anew keeps them. */
import { create } from 'zustand';
import { z } from 'zod';
import { dataSchemaSchema } from '@shared/areas/qualitySchema';
import { keepState, recallState } from '../../../app/sessionState';
import { isDirty, type SchemaDraft } from './schemaDraft';

interface DraftState {
  readonly byDataset: ReadonlyMap<string, SchemaDraft>;
  readonly put: (datasetId: string, draft: SchemaDraft) => void;
}

const stateKey = 'almanac-quality-drafts';
const keptSchema = z.array(z.object({ datasetId: z.string(), baseVersion: z.number().nullable(), base: dataSchemaSchema, present: dataSchemaSchema }));

function recallDrafts(): ReadonlyMap<string, SchemaDraft> {
  return new Map((recallState(stateKey, keptSchema) ?? []).map(({ datasetId, base, baseVersion, present }) => [datasetId, { base, baseVersion, present, past: [base], future: [], step: null, revision: 0 }]));
}

export const useDraftStore = create<DraftState>((set) => ({
  byDataset: recallDrafts(),
  put: (datasetId, draft) => set((state) => ({ byDataset: new Map(state.byDataset).set(datasetId, draft) })),
}));

/** Edits come key by key, and a schema can be large: it is written once they rest, or when the window goes. */
const pauseMs = 400;
let timer: ReturnType<typeof setTimeout> | null = null;

useDraftStore.subscribe(() => {
  if (timer !== null) clearTimeout(timer);
  timer = setTimeout(keep, pauseMs);
});
window.addEventListener('pagehide', () => {
  if (timer !== null) keep();
});

function keep(): void {
  if (timer !== null) clearTimeout(timer);
  timer = null;
  const dirty = [...useDraftStore.getState().byDataset].filter(([, draft]) => isDirty(draft));
  keepState(stateKey, dirty.map(([datasetId, { base, baseVersion, present }]) => ({ datasetId, base, baseVersion, present })));
}
