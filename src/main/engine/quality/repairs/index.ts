/** Acting on failures: repairs are proposed, tried and done, and what was set aside can be seen. */
import type { qualityRepairsEndpoints } from '@shared/areas/qualityRepairs';
import type { Validation } from '@shared/areas/quality';
import type { Snapshot } from '@shared/areas/datasets';
import type { DataSchema } from '@shared/areas/qualitySchema';
import { EngineError } from '@shared/contract/errors';
import { repairMessages } from '@shared/messages/repairs';
import { toCell, wireExpression, type Datasets, type FailingCondition } from '@engine/datasets';
import type { Handlers } from '../../kernel/area';
import type { TableSession } from '../../storage/tableSession';
import type { Surroundings } from '../run/checkRun';
import { describeRepair, reasonSetAside } from './describeRepair';
import { proposeRepairs } from './proposeRepairs';
import { tryRepairs } from './tryRepairs';
import { findVariants } from './variants';
import { proposeForTable } from './wholeTable';

export { failingCondition } from './failingCondition';

export interface RepairsParts {
  readonly tables: TableSession;
  readonly datasets: Datasets;
  readonly failing: FailingCondition;
  surroundings(snapshot: Snapshot): Surroundings;
  savedSchema(datasetId: string): DataSchema | null;
  lastValidation(snapshotId: string): Validation | null;
  /** Counts the rules of the dataset, or suggested ones, on a version. */
  validate(snapshot: Snapshot, signal: AbortSignal): Promise<Validation>;
}

const words = repairMessages.refused;
/** The share of the job that makes the version; the rest checks it. */
const madeShare = 0.7;

export function createRepairs({ tables, datasets, failing, surroundings, savedSchema, lastValidation, validate }: RepairsParts): Handlers<typeof qualityRepairsEndpoints> {
  return {
    'quality.proposeRepairs': async ({ snapshotId, check }, { signal }) => {
      const snapshot = datasets.snapshot(snapshotId);
      const subject = { snapshot, table: await datasets.table(snapshotId), schema: savedSchema(snapshot.datasetId), failing, around: surroundings(snapshot) };
      return check ? proposeRepairs(tables, { ...subject, check }, signal) : proposeForTable(tables, { ...subject, validation: lastValidation(snapshotId) }, signal);
    },
    'quality.tryRepair': async ({ snapshotId, repairs, check }, { signal }) => {
      const table = await datasets.table(snapshotId);
      const around = surroundings(datasets.snapshot(snapshotId));
      return tables.withConnection((connection) => tryRepairs(connection, table, repairs, { failing, around, check }), { signal });
    },
    'quality.repair': async ({ snapshotId, repairs, takeBack }, context) => {
      const present = datasets.snapshot(snapshotId).reading.repairs ?? [];
      if (repairs.length === 0 && takeBack.length === 0) throw new EngineError('invalid-input', words.nothing);
      const unknown = takeBack.find((place) => place >= present.length);
      if (unknown !== undefined) throw new EngineError('invalid-input', words.noRepair(unknown, present.length), { place: unknown });
      const wanted = [...present.filter((_, place) => !takeBack.includes(place)), ...repairs];
      const repaired = await datasets.repair(snapshotId, wanted, { signal: context.signal, report: ({ fraction, title }) => context.report({ fraction: fraction * madeShare, title }) });
      context.report({ fraction: madeShare, title: repairMessages.progress.check });
      return { ...repaired, validation: await validate(repaired.snapshot, context.signal) };
    },
    'quality.variants': async ({ snapshotId }, { signal }) => findVariants(tables, await datasets.table(snapshotId), datasets.snapshot(snapshotId).columns, signal),
    'quality.setAside': async ({ snapshotId, offset, limit }, { signal }) => {
      const { columns, reading } = datasets.snapshot(snapshotId);
      const steps = (reading.repairs ?? []).map((repair, i) => ({ changed: 0, setAside: 0, ...reading.repaired?.outcomes[i], text: describeRepair(repair), reason: reasonSetAside(repair) }));
      const aside = await datasets.setAsideRows(snapshotId);
      const names = columns.map(({ name }) => name);
      if (!aside) return { total: 0, steps, columns: names, rowNumbers: [], lines: [], places: [], rows: [] };
      const { rows } = await tables.rows(`select row, line, aside, ${aside.columns.map(wireExpression).join(', ')} from ${aside.source} order by row limit ${limit} offset ${offset}`, [], { signal });
      return { total: aside.rows, steps, columns: names, rowNumbers: rows.map(([row]) => Number(row)), lines: rows.map(([, line]) => Number(line)), places: rows.map(([, , place]) => Number(place)), rows: rows.map(([, , , ...cells]) => cells.map(toCell)) };
    },
  };
}
