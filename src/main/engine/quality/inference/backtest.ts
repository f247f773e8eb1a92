/** What suggested checks would have said of earlier versions of the dataset. */
import type { Check } from '@shared/areas/qualitySchema';
import type { SnapshotTable } from '@engine/datasets';
import type { TableSession } from '../../storage/tableSession';
import type { Surroundings } from '../run/checkRun';
import { runChecks } from '../run/runChecks';
import { bindAll } from '../schemaChecks';

export interface EarlierVersion {
  readonly table: SnapshotTable;
  readonly around: Surroundings;
}

export interface Backtest {
  readonly versions: number;
  readonly failed: number;
}

/** One per check. A column that a version did not have counts as failed there. */
export async function backtest(tables: TableSession, versions: readonly EarlierVersion[], checks: readonly Check[], signal: AbortSignal): Promise<readonly Backtest[]> {
  const failed = checks.map(() => 0);
  for (const { table, around } of versions) {
    const { outcomes } = await tables.withConnection(async (connection) => runChecks({ connection, table, sampleRows: 1, ...around }, await bindAll(connection, checks)), { signal });
    for (const [i, { result }] of outcomes.entries()) failed[i] = (failed[i] ?? 0) + (result.success ? 0 : 1);
  }
  return failed.map((count) => ({ versions: versions.length, failed: count }));
}
