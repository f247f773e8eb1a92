/** The rows that fail a checkpoint are set aside: a version without them is made by the repairs, and takes the place of the one with them. */
import type { Checkpoint } from '@shared/areas/checkpoints';
import type { Snapshot } from '@shared/areas/datasets';
import type { CheckResult } from '@shared/areas/quality';
import { rowCheckSchema, type Repair } from '@shared/areas/repairs';
import type { Datasets } from '@engine/datasets';
import type { CallContext } from '../../kernel/area';
import { canonicalJson } from '../../kernel/hashing';

/** Checks of one figure fail no rows, and have nothing to set aside. */
export function quarantineRepairs(actions: Checkpoint['actions'], results: readonly CheckResult[]): readonly Repair[] {
  return results.filter(({ success, failures, error, severity }) => !success && failures > 0 && !error && actions[severity].includes('quarantine')).map(({ definition }): Repair => ({ kind: 'quarantine', check: rowCheckSchema.parse(definition) }));
}

/** Throws `invalid-input` where a repair does not fit, `cancelled`. */
export async function setRowsAside(datasets: Pick<Datasets, 'repair'>, snapshot: Snapshot, repairs: readonly Repair[], context: CallContext): Promise<Snapshot> {
  const wanted = new Map([...(snapshot.reading.repairs ?? []), ...repairs].map((repair) => [canonicalJson(repair), repair]));
  return (await datasets.repair(snapshot.id, [...wanted.values()], context)).snapshot;
}
