/** What repairs would come to: counts, the first rows before and after, and how many rows still fail a check. Nothing is stored. */
import type { RepairTrial } from '@shared/areas/qualityRepairs';
import type { Check } from '@shared/areas/qualitySchema';
import type { Repair } from '@shared/areas/repairs';
import { applyRepairs, keptRows, toCell, wireExpression, type FailingCondition, type RepairedTable, type SnapshotTable } from '@engine/datasets';
import type { TableConnection } from '../../storage/tableSession';
import type { Surroundings } from '../run/checkRun';
import { runChecks } from '../run/runChecks';
import { bindAll } from '../schemaChecks';
import { describeRepair } from './describeRepair';

export interface TrialSettings {
  readonly failing: FailingCondition;
  readonly around: Surroundings;
  /** Whose failing rows are counted before and after. */
  readonly check?: Check | undefined;
}

const examplesShown = 12;

/** Throws `invalid-input` for a repair that does not fit, `cancelled`. */
export async function tryRepairs(connection: TableConnection, table: SnapshotTable, repairs: readonly Repair[], { failing, around, check }: TrialSettings): Promise<RepairTrial> {
  const repaired = await applyRepairs({ connection, base: table, repairs, by: { failing } });
  const after: SnapshotTable = { source: keptRows(repaired.table), statistics: '', rows: repaired.rows, columns: repaired.table.columns };
  return {
    steps: repairs.map((repair, i) => {
      const { rows: _rows, ...outcome } = repaired.outcomes[i] ?? { changed: 0, setAside: 0 };
      return { ...outcome, text: describeRepair(repair) };
    }),
    rows: { before: table.rows, after: repaired.rows },
    columns: { before: table.columns.length, after: repaired.table.columns.length },
    failures: check === undefined ? null : { before: await countFailures(connection, table, check, around), after: await countFailures(connection, after, check, around) },
    examples: await readExamples(connection, table, repaired),
  };
}

async function countFailures(connection: TableConnection, table: SnapshotTable, check: Check, around: Surroundings): Promise<number> {
  const { outcomes } = await runChecks({ connection, table, sampleRows: 1, ...around }, await bindAll(connection, [check]));
  const result = outcomes[0]?.result;
  return result === undefined || result.success ? (result?.failures ?? 0) : Math.max(1, result.failures);
}

async function readExamples(connection: TableConnection, before: SnapshotTable, { table }: RepairedTable): Promise<RepairTrial['examples']> {
  const columns = table.columns.filter(({ touched }) => touched).flatMap((after) => {
    const own = before.columns.find(({ name }) => name === after.name);
    return own ? [{ name: after.name, old: wireExpression({ ...own, field: `b.${own.field}` }), now: wireExpression({ ...after, field: `a.${after.field}` }) }] : [];
  });
  const differs = columns.map(({ old, now }) => `cast(${old} as varchar) is distinct from cast(${now} as varchar)`);
  const { rows } = await connection.rows(
    `select b.row, b.line, a.aside, ${columns.flatMap(({ old, now }) => [old, now]).join(', ') || 'null'} from ${before.source} b join ${table.source} a on a.row = b.row where ${['a.aside is not null', ...differs].join(' or ')} order by b.row limit ${examplesShown}`,
  );
  return rows.map(([row, line, aside, ...cells]) => {
    const setAside = aside !== null;
    const changed = columns.map(({ name }, i) => ({ column: name, before: toCell(cells[2 * i] ?? null), after: toCell(cells[2 * i + 1] ?? null) })).filter((cell) => cell.before !== cell.after);
    return { row: Number(row), line: Number(line), cells: setAside ? [] : changed, setAside };
  });
}
