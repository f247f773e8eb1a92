/** What a version comes from: the run it is. A version goes by its run's id. */
import type { Alias } from '@shared/areas/registry';
import type { Run } from '@shared/areas/tracking';
import { EngineError } from '@shared/contract/errors';
import { lineageMessages as words } from '@shared/messages/lineage';
import { registryMessages } from '@shared/messages/registry';
import type { Describers, Offspring } from '../kernel/lineage';
import type { RegisteredVersion } from './models';

export interface VersionSources {
  versionOfRun(runId: string): RegisteredVersion | null;
  aliasesOf(version: RegisteredVersion, runId: string): readonly Alias[];
  findRun(runId: string): Run;
  isNewest(snapshotId: string): boolean;
}

export function describeRegistry({ versionOfRun, aliasesOf, findRun, isNewest }: VersionSources): Describers {
  return {
    version: (runId) => {
      const version = versionOfRun(runId);
      if (!version) throw new EngineError('not-found', registryMessages.noVersion, { runId });
      const aliases = aliasesOf(version, runId);
      return {
        node: {
          label: words.labels.version,
          title: words.version(version.modelName, version.number),
          facts: [...aliases],
          address: `#/models/registry/${encodeURIComponent(version.modelId)}?version=${version.number}`,
          at: version.createdAt,
          marks: [...aliases, ...(isNewest(findRun(runId).snapshotId) ? [] : (['stale'] as const))],
        },
        origins: [{ kind: 'run', id: runId, label: words.by.is }],
      };
    },
  };
}

/** The version a run became. */
export function offspringOfRuns({ versionOfRun }: Pick<VersionSources, 'versionOfRun'>): Offspring {
  return { run: (runId) => (versionOfRun(runId) ? [{ kind: 'version', id: runId }] : []) };
}

/** Forecasts of a run, or those that lean on a snapshot; newest first. */
export type ForecastsBy = (column: 'run_id' | 'snapshot_id', id: string) => readonly string[];

/** A run that became a version makes its forecasts as that version. */
export function offspringOfModels(kind: string, isVersion: (runId: string) => boolean, forecastsBy: ForecastsBy): Offspring {
  const by = (column: 'run_id' | 'snapshot_id') => (id: string) => forecastsBy(column, id).map((forecast) => ({ kind, id: forecast }));
  return { snapshot: by('snapshot_id'), version: by('run_id'), run: (id) => (isVersion(id) ? [] : by('run_id')(id)) };
}
