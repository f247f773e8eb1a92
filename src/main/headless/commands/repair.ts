/** repair: recorded steps that mend a version or set rows aside. */
import { repairsSchema } from '@shared/areas/repairs';
import { argument, resolvePath, usageError, type Command } from './command';
import { readJsonDocument } from './documents';
import { findSnapshot } from './references';

export const repairCommand: Command = {
  name: 'repair',
  usage: 'repair SNAPSHOT --steps FILE',
  options: { steps: { type: 'string' } },
  async run(context) {
    const connection = await context.connect();
    const before = await findSnapshot(connection, argument(context, 0, 'a snapshot'));
    const path = context.options.text('steps');
    if (path === undefined) throw usageError('--steps FILE is needed: a JSON list of repairs.');
    const repairs = readJsonDocument(resolvePath(path), 'list of repairs', repairsSchema);
    const { snapshot, alreadyThere, validation } = await connection.runJob('quality.repair', { snapshotId: before.id, repairs });
    const { rows, records, datasetName, number } = snapshot;
    return {
      json: { snapshot: snapshot.id, version: number, alreadyThere, rows, quarantined: records.quarantined, steps: snapshot.reading.repaired?.outcomes ?? [], validation: { success: validation.success, statistics: validation.statistics } },
      text: `${datasetName} version ${number} ${alreadyThere ? 'is in use again' : 'is made'}: ${rows.toLocaleString('en-US')} rows, ${records.quarantined.toLocaleString('en-US')} set aside. ${validation.statistics.passed} of ${validation.statistics.checks} checks pass.`,
    };
  },
};
