/** The rows that fail a check as SQL, for repairs: the same rows that a validation counts. */
import { columnsOf, type Check } from '@shared/areas/qualitySchema';
import type { RowCheck } from '@shared/areas/repairs';
import { EngineError } from '@shared/contract/errors';
import { datasetsMessages } from '@shared/messages/datasets';
import { repairMessages } from '@shared/messages/repairs';
import type { SnapshotTable } from '@engine/datasets';
import type { TableConnection } from '../../storage/tableSession';
import type { Surroundings } from '../run/checkRun';
import { planCheck } from '../run/planCheck';
import { bindAll } from '../schemaChecks';

/** Throws `invalid-input` where the check is wrong, a column of it is not there, or it judges no rows. */
export async function failingCondition(connection: TableConnection, table: SnapshotTable, check: RowCheck, place: number, around: Surroundings): Promise<string> {
  const whole = wholeCheck(check);
  const [bound] = await bindAll(connection, [whole]);
  if (!bound) throw new EngineError('internal', 'A check was lost while its rows were looked for.');
  const planned = await planCheck({ connection, table, sampleRows: 0, ...around }, bound, place);
  if (planned.by === 'error') throw planned.error;
  if (planned.by === 'absent') throw new EngineError('invalid-input', datasetsMessages.refused.noColumn(planned.column), { column: planned.column });
  if (planned.by !== 'rows') throw new EngineError('invalid-input', repairMessages.refused.noRowsToSetAside(columnsOf(whole).join(', ') || repairMessages.wholeTable), { check: check.check });
  return planned.counts.failing;
}

/** As a schema would have it: all rows must hold. */
export function wholeCheck(check: RowCheck): Check {
  return { ...check, mostly: 1, severity: 'critical', enabled: true };
}
