/** The rules of a snapshot's dataset, their last results, and what can be done with them. */
import { useEffect, useState } from 'react';
import type { Snapshot } from '@shared/areas/datasets';
import type { Validation } from '@shared/areas/quality';
import type { CheckKind } from '@shared/areas/quality';
import type { DataSchema } from '@shared/areas/qualitySchema';
import { EngineError } from '@shared/contract/errors';
import { useCommand, useJob, useQuery, useStartJob, type JobView } from '../../engine';

export interface Quality {
  readonly schema: DataSchema | null;
  /** Null where the rules are only suggested. */
  readonly savedVersion: number | null;
  readonly inferred: DataSchema | null;
  /** The words of the schema's checks, in their order. */
  readonly rules: readonly string[];
  /** The words of the suggested checks. */
  readonly suggestedRules: readonly string[];
  readonly catalogue: readonly CheckKind[];
  readonly validation: Validation | null;
  readonly loading: boolean;
  readonly error: unknown;
  readonly reload: () => void;
  readonly job: JobView;
  readonly working: boolean;
  readonly failure: unknown;
  /** Saves the rules, then counts them. */
  readonly saveAndCheck: (schema: DataSchema) => Promise<void>;
  readonly check: () => Promise<void>;
}

export function useQuality(snapshot: Snapshot): Quality {
  const saved = useQuery('quality.schema', { datasetId: snapshot.datasetId });
  const inferred = useQuery('quality.inferSchema', { snapshotId: snapshot.id });
  const last = useQuery('quality.lastValidation', { snapshotId: snapshot.id });
  const save = useCommand('quality.saveSchema');
  const starter = useStartJob('quality.validate');
  const [jobId, setJobId] = useState<string | null>(null);
  const job = useJob(jobId);
  const reloadLast = last.reload;
  const ended = job.job?.state === 'succeeded' ? job.job.id : null;
  useEffect(() => {
    if (ended !== null) reloadLast();
  }, [ended, reloadLast]);

  const schema = saved.data ? saved.data.schema : (inferred.data ?? null);
  const rules = useQuery('quality.describeChecks', schema === null ? null : { checks: schema.checks }, { keepPrevious: true });
  const suggestedRules = useQuery('quality.describeChecks', inferred.data ? { checks: inferred.data.checks } : null);
  const catalogue = useQuery('quality.catalogue', {});
  const working = save.running || starter.starting || (jobId !== null && job.running);
  return {
    schema,
    savedVersion: saved.data?.version ?? null,
    inferred: inferred.data ?? null,
    rules: (rules.data ?? []).map(({ rule, problem }) => rule ?? problem ?? ''),
    suggestedRules: (suggestedRules.data ?? []).map(({ rule, problem }) => rule ?? problem ?? ''),
    catalogue: catalogue.data ?? [],
    validation: last.data ?? null,
    loading: saved.data === undefined || last.data === undefined || schema === null || rules.data === undefined || catalogue.data === undefined,
    error: saved.error ?? last.error ?? (schema === null ? inferred.error : null),
    reload() {
      saved.reload();
      inferred.reload();
      last.reload();
    },
    job,
    working,
    failure: save.error ?? starter.error ?? (job.job?.state === 'failed' && job.job.error ? EngineError.fromData(job.job.error) : null),
    async saveAndCheck(next) {
      if ((await save.run({ datasetId: snapshot.datasetId, schema: next })) === undefined) return;
      setJobId(await starter.start({ snapshotId: snapshot.id, schema: next }));
    },
    async check() {
      setJobId(await starter.start({ snapshotId: snapshot.id, ...(schema && { schema }) }));
    },
  };
}
