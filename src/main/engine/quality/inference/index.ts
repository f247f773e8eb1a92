/** Suggestions of a version: as a schema to start with, and one by one with what they would have said of earlier versions. */
import type { Profile, qualityEndpoints } from '@shared/areas/quality';
import type { Snapshot } from '@shared/areas/datasets';
import type { DataSchema } from '@shared/areas/qualitySchema';
import type { Datasets } from '@engine/datasets';
import type { Handlers } from '../../kernel/area';
import type { TableSession } from '../../storage/tableSession';
import { bindCheck } from '../checks';
import type { Surroundings } from '../run/checkRun';
import { backtest } from './backtest';
import { inferSchema } from './inferSchema';
import { suggestChecks } from './suggestChecks';
import type { Suggestion } from './suggestion';

/** Earlier versions that suggestions are tried on, the newest first. */
const mostBacktested = 12;

export interface InferenceParts {
  readonly tables: TableSession;
  readonly datasets: Datasets;
  profile(snapshotId: string, signal: AbortSignal): Promise<Profile>;
  surroundings(snapshot: Snapshot): Surroundings;
}

export interface Inference {
  readonly handlers: Pick<Handlers<typeof qualityEndpoints>, 'quality.inferSchema' | 'quality.suggestions'>;
  infer(snapshotId: string, signal: AbortSignal): Promise<DataSchema>;
}

export function createInference({ tables, datasets, profile, surroundings }: InferenceParts): Inference {
  async function suggestions(snapshot: Snapshot, signal: AbortSignal): Promise<readonly Suggestion[]> {
    return suggestChecks(tables, await datasets.table(snapshot.id), snapshot.columns, await profile(snapshot.id, signal), surroundings(snapshot).earlierRows(), signal);
  }

  async function infer(snapshotId: string, signal: AbortSignal): Promise<DataSchema> {
    const snapshot = datasets.snapshot(snapshotId);
    return inferSchema(snapshot.columns, await suggestions(snapshot, signal));
  }

  return {
    infer,
    handlers: {
      'quality.inferSchema': ({ snapshotId }, { signal }) => infer(snapshotId, signal),
      'quality.suggestions': async ({ snapshotId }, { signal }) => {
        const snapshot = datasets.snapshot(snapshotId);
        const suggested = await suggestions(snapshot, signal);
        const earlier = datasets.versionsOf(snapshot.datasetId).map((id) => datasets.snapshot(id)).filter(({ number }) => number < snapshot.number).slice(0, mostBacktested);
        const versions = await Promise.all(earlier.map(async (version) => ({ table: await datasets.table(version.id), around: surroundings(version) })));
        const tests = await backtest(tables, versions, suggested.map(({ check }) => check), signal);
        return suggested.map(({ check, confidence }, i) => ({ check, rule: bindCheck(check).rule, confidence, backtest: earlier.length === 0 ? null : (tests[i] ?? null) }));
      },
    },
  };
}
