/** The rules of a snapshot's dataset as they are edited, their results, and what can be done with them. */
import { useEffect, useMemo, useState } from 'react';
import type { Snapshot } from '@shared/areas/datasets';
import type { CheckKind, CheckResult, Validation } from '@shared/areas/quality';
import type { DataSchema } from '@shared/areas/qualitySchema';
import { EngineError } from '@shared/contract/errors';
import { useCommand, useJob, useQuery, useStartJob, type JobView } from '../../engine';
import { countText } from './checkText';
import { useSchemaDraft, type DraftEditing } from './draft/useSchemaDraft';

export interface Quality {
  readonly editing: DraftEditing;
  /** Null where the rules are only suggested. */
  readonly savedVersion: number | null;
  readonly catalogue: readonly CheckKind[];
  readonly validation: Validation | null;
  /** Of the last validation, by what they count. */
  readonly results: ReadonlyMap<string, CheckResult>;
  /** Of the last validation, in its order. */
  readonly found: readonly CheckResult[];
  readonly job: JobView;
  readonly working: boolean;
  readonly failure: unknown;
  /** Saves the rules as they are, then counts them. */
  readonly save: () => void;
  /** Counts what is saved. */
  readonly check: () => void;
}

export type QualityState = { readonly quality: Quality; readonly error: null } | { readonly quality: null; readonly error: unknown; readonly reload: () => void };

export function useQuality(snapshot: Snapshot): QualityState {
  const saved = useQuery('quality.schema', { datasetId: snapshot.datasetId });
  const inferred = useQuery('quality.inferSchema', saved.data === null ? { snapshotId: snapshot.id } : null);
  const last = useQuery('quality.lastValidation', { snapshotId: snapshot.id });
  const catalogue = useQuery('quality.catalogue', {});
  const saving = useCommand('quality.saveSchema');
  const starter = useStartJob('quality.validate');
  const [jobId, setJobId] = useState<string | null>(null);
  const job = useJob(jobId);
  const reloadLast = last.reload;
  const ended = job.job?.state === 'succeeded' ? job.job.id : null;
  useEffect(() => {
    if (ended !== null) reloadLast();
  }, [ended, reloadLast]);

  const base: DataSchema | null = saved.data ? saved.data.schema : saved.data === null ? (inferred.data ?? null) : null;
  const editing = useSchemaDraft(snapshot.datasetId, base, saved.data?.version ?? null);
  const found = useMemo(() => last.data?.results ?? [], [last.data]);
  const results = useMemo(() => new Map(found.map((result) => [countText(result.definition), result])), [found]);
  const error = saved.error ?? last.error ?? catalogue.error ?? (base === null ? inferred.error : null);
  if (error !== null || editing === null || last.data === undefined || catalogue.data === undefined) {
    return {
      quality: null,
      error,
      reload() {
        saved.reload();
        inferred.reload();
        last.reload();
        catalogue.reload();
      },
    };
  }
  const start = async (schema: DataSchema): Promise<void> => setJobId(await starter.start({ snapshotId: snapshot.id, schema }));
  async function saveAndCheck({ draft, saved: keep }: DraftEditing): Promise<void> {
    const done = await saving.run({ datasetId: snapshot.datasetId, schema: draft.present });
    if (done === undefined) return;
    keep(draft.present, done.version);
    await start(draft.present);
  }
  return {
    error: null,
    quality: {
      editing,
      savedVersion: saved.data?.version ?? null,
      catalogue: catalogue.data,
      validation: last.data,
      results,
      found,
      job,
      working: saving.running || starter.starting || (jobId !== null && job.running),
      failure: saving.error ?? starter.error ?? (job.job?.state === 'failed' && job.job.error ? EngineError.fromData(job.job.error) : null),
      save: () => void saveAndCheck(editing),
      check: () => void start(editing.draft.base),
    },
  };
}
