/** Repairs of a whole version: what its rules declare done to the table, and every row set aside that fails a critical check. */
import type { Snapshot } from '@shared/areas/datasets';
import type { RepairProposal, RepairTrial } from '@shared/areas/qualityRepairs';
import type { Validation } from '@shared/areas/quality';
import type { DataSchema } from '@shared/areas/qualitySchema';
import { rowCheckSchema, type Repair } from '@shared/areas/repairs';
import { EngineError } from '@shared/contract/errors';
import { repairMessages } from '@shared/messages/repairs';
import { isText, type SnapshotTable } from '@engine/datasets';
import type { TableConnection, TableSession } from '../../storage/tableSession';
import { spellOut } from '../schemaChecks';
import { tryRepairs, type TrialSettings } from './tryRepairs';

const words = repairMessages.proposals;

export interface WholeTable extends Omit<TrialSettings, 'check'> {
  readonly snapshot: Snapshot;
  readonly table: SnapshotTable;
  readonly schema: DataSchema | null;
  /** Says which checks fail. */
  readonly validation: Validation | null;
}

/** Throws `invalid-input` where a pattern of the schema cannot be right, `cancelled`. */
export async function proposeForTable(tables: TableSession, subject: WholeTable, signal: AbortSignal): Promise<{ failures: number; proposals: RepairProposal[] }> {
  const failures = subject.validation?.statistics.failingRows ?? 0;
  return tables.withConnection(
    async (connection) => {
      const declared = subject.schema === null ? [] : await fitting(connection, subject, await declaredRepairs(connection, subject, subject.schema));
      const failing = failingChecks(subject.validation);
      const proposals: RepairProposal[] = [];
      for (const { title, repairs } of [{ title: words.declared, repairs: declared }, { title: words.allFailing(failing.length), repairs: failing }]) {
        const trial = repairs.length === 0 ? null : await tryOut(connection, subject, repairs);
        if (!trial || isIdle(trial)) continue;
        const { before, after } = trial.rows;
        proposals.push({ title, reason: before === after ? words.reason.steps(repairs.length) : words.reason.leaves(before - after, after), repairs, trial });
      }
      return { failures, proposals };
    },
    { signal },
  );
}

/** In the order in which Pandera does it: columns, defaults, then types. */
async function declaredRepairs(connection: TableConnection, { snapshot: { columns } }: WholeTable, schema: DataSchema): Promise<Repair[]> {
  const spelled = await spellOut(connection, schema, columns.map(({ name }) => name));
  const declared = new Set(spelled.flatMap(({ names }) => names));
  const kept = columns.filter(({ name }) => declared.has(name)).map(({ name }) => name);
  const filtered: Repair[] = schema.table.strict === 'filter' && kept.length > 0 && kept.length < columns.length ? [{ kind: 'keep-columns', columns: kept }] : [];
  const own = spelled.flatMap(({ column, names }) => names.map((name) => ({ column, name, present: columns.find((each) => each.name === name) })));
  const filled = own.flatMap(({ column, name, present }): Repair[] => {
    const value = column.default ?? null;
    if (value === null) return [];
    if (!present) return column.pattern ? [] : [{ kind: 'add-column', column: name, type: column.type === 'any' ? 'text' : column.type, value }];
    return present.nulls > 0 ? [{ kind: 'fill', column: name, value }] : [];
  });
  const coerced = own.flatMap(({ column, name, present }): Repair[] => {
    const { type, coerce } = column;
    return coerce && present && type !== 'any' && type !== present.type && !(isText(type) && isText(present.type)) ? [{ kind: 'coerce', column: name, type, misfits: 'refuse' }] : [];
  });
  return [...filtered, ...filled, ...coerced];
}

/** A step that does not fit this data is left out; its check says why. */
async function fitting(connection: TableConnection, subject: WholeTable, repairs: readonly Repair[]): Promise<Repair[]> {
  let found: Repair[] = [];
  for (const repair of repairs) if (await tryOut(connection, subject, [...found, repair])) found = [...found, repair];
  return found;
}

async function tryOut(connection: TableConnection, { table, failing, around }: WholeTable, repairs: readonly Repair[]): Promise<RepairTrial | null> {
  try {
    return await tryRepairs(connection, table, repairs, { failing, around });
  } catch (error) {
    if (error instanceof EngineError && error.code === 'invalid-input') return null;
    throw error;
  }
}

/** A check that every row fails is about the column, or wrong. */
function failingChecks(validation: Validation | null): Repair[] {
  const failing = (validation?.results ?? []).filter(({ success, failures, considered, severity, sample }) => !success && failures > 0 && failures < considered && severity === 'critical' && sample.length > 0);
  return failing.map(({ definition }) => ({ kind: 'quarantine', check: rowCheckSchema.parse(definition) }));
}

function isIdle({ steps, columns }: RepairTrial): boolean {
  return columns.before === columns.after && steps.every(({ changed, setAside }) => changed + setAside === 0);
}
