/** The draft of one dataset's rules: as kept in the store, else fresh from what is saved or suggested. */
import { useCallback, useMemo } from 'react';
import type { DataSchema } from '@shared/areas/qualitySchema';
import { useDraftStore } from './draftStore';
import { discard, edit, isDirty, isSameSchema, redo, saved, startDraft, undo, type SchemaDraft } from './schemaDraft';

export interface DraftEditing {
  readonly draft: SchemaDraft;
  readonly dirty: boolean;
  /** Another version was saved since this draft was begun. */
  readonly behind: boolean;
  readonly edit: (next: DataSchema, step?: string | null) => void;
  readonly undo: () => SchemaDraft;
  readonly redo: () => SchemaDraft;
  readonly discard: () => void;
  readonly saved: (schema: DataSchema, version: number) => void;
}

export function useSchemaDraft(datasetId: string, base: DataSchema | null, version: number | null): DraftEditing | null {
  const kept = useDraftStore((state) => state.byDataset.get(datasetId));
  const put = useDraftStore((state) => state.put);
  const draft = useMemo(() => (base === null ? null : kept && follows(kept, base) ? kept : startDraft(base, version)), [kept, base, version]);
  const change = useCallback(
    (with_: (draft: SchemaDraft) => SchemaDraft): SchemaDraft | null => {
      if (draft === null || base === null) return null;
      // Edits made while a save was under way are in the store, not in what this render saw.
      const latest = useDraftStore.getState().byDataset.get(datasetId);
      const now = latest && follows(latest, base) ? latest : draft;
      const next = with_(now);
      if (next !== now) put(datasetId, next);
      return next;
    },
    [draft, base, datasetId, put],
  );
  return useMemo(() => {
    if (draft === null) return null;
    return {
      draft,
      dirty: isDirty(draft),
      behind: version !== null && version !== draft.baseVersion && isDirty(draft),
      edit: (next, step = null) => void change((now) => edit(now, next, step)),
      undo: () => change(undo) ?? draft,
      redo: () => change(redo) ?? draft,
      discard: () => void change(discard),
      saved: (schema, number) => void change((now) => saved(now, schema, number)),
    };
  }, [draft, version, change]);
}

/** Edits are kept whatever was saved elsewhere; a draft without edits gives way to what is saved now. */
function follows(kept: SchemaDraft, base: DataSchema): boolean {
  return isDirty(kept) || isSameSchema(kept.base, base);
}
