/** Repairs for a failing check, each tried on the data: those that leave fewer rows failing, the ones that keep most rows first. */
import type { Snapshot } from '@shared/areas/datasets';
import type { RepairProposal, RepairTrial } from '@shared/areas/qualityRepairs';
import { columnsOf, type Check, type DataSchema } from '@shared/areas/qualitySchema';
import type { Repair } from '@shared/areas/repairs';
import { EngineError } from '@shared/contract/errors';
import { repairMessages } from '@shared/messages/repairs';
import { isText, type SnapshotTable } from '@engine/datasets';
import type { TableConnection, TableSession } from '../../storage/tableSession';
import { runChecks } from '../run/runChecks';
import { planCheck } from '../run/planCheck';
import { bindAll } from '../schemaChecks';
import { ideasFor, type Idea } from './proposals';
import type { CountedText } from './spellings';
import { tryRepairs, type TrialSettings } from './tryRepairs';

const words = repairMessages.proposals.reason;
/** Different failing texts that are looked at for their spelling. */
const mostTexts = 5000;
const mostProposals = 6;

export interface ProposalSubject extends Omit<TrialSettings, 'check'> {
  readonly snapshot: Snapshot;
  readonly table: SnapshotTable;
  readonly check: Check;
  readonly schema: DataSchema | null;
}

/** Throws `invalid-input` where the check itself is wrong, `cancelled`. */
export async function proposeRepairs(tables: TableSession, subject: ProposalSubject, signal: AbortSignal): Promise<{ failures: number; proposals: RepairProposal[] }> {
  const { snapshot, table, check, schema } = subject;
  return tables.withConnection(
    async (connection) => {
      const [bound] = await bindAll(connection, [check]);
      if (!bound) return { failures: 0, proposals: [] };
      const planned = await planCheck({ connection, table, sampleRows: 1, ...subject.around }, bound, 0);
      const { outcomes } = await runChecks({ connection, table, sampleRows: 1, ...subject.around }, [bound]);
      const failing = outcomes[0]?.result.failures ?? 0;
      const byRows = planned.by === 'rows' && failing > 0;
      const failingTexts = planned.by === 'rows' ? await readTexts(connection, table, check, planned.counts.failing) : [];
      const tried: { readonly idea: Idea; readonly trial: RepairTrial }[] = [];
      for (const idea of ideasFor({ check, columns: snapshot.columns, failingTexts, schema, byRows })) {
        const trial = await tryOne(connection, subject, idea.repairs);
        if (trial?.failures && trial.failures.after < trial.failures.before) tried.push({ idea, trial });
      }
      const proposals = tried.sort((a, b) => rank(a.trial) - rank(b.trial)).slice(0, mostProposals).map(({ idea, trial }) => ({ title: idea.title, reason: reasonOf(idea.repairs, trial), repairs: [...idea.repairs], trial }));
      return { failures: failing, proposals };
    },
    { signal },
  );
}

/** An idea that does not fit this data is none. */
async function tryOne(connection: TableConnection, { table, failing, around, check }: ProposalSubject, repairs: readonly Repair[]): Promise<RepairTrial | null> {
  try {
    return await tryRepairs(connection, table, repairs, { failing, around, check });
  } catch (error) {
    if (error instanceof EngineError && error.code === 'invalid-input') return null;
    throw error;
  }
}

/** Values mended before cells emptied before rows set aside. */
function rank({ rows, steps, examples }: RepairTrial): number {
  if (rows.after < rows.before) return 2;
  return steps.some(({ changed }) => changed > 0) && examples.some(({ cells }) => cells.some(({ after }) => after === null)) ? 1 : 0;
}

function reasonOf(repairs: readonly Repair[], { failures, rows }: RepairTrial): string {
  const [before, fixed] = [failures?.before ?? 0, (failures?.before ?? 0) - (failures?.after ?? 0)];
  const merge = repairs.find((repair) => repair.kind === 'merge');
  if (merge) return `${words.spelled(fixed, before)}: ${words.spellings(merge.into)}`;
  return rows.after < rows.before ? words.leaves(rows.before - rows.after, rows.after) : words.mends(fixed, before);
}

async function readTexts(connection: TableConnection, table: SnapshotTable, check: Check, failing: string): Promise<CountedText[]> {
  const [name, ...others] = columnsOf(check);
  const column = table.columns.find((each) => each.name === name);
  if (!column || others.length > 0 || !isText(column.type)) return [];
  const { rows } = await connection.rows(`select ${column.field}, count(*) as n from ${table.source} where ${failing} and ${column.field} is not null group by 1 order by n desc, 1 limit ${mostTexts}`);
  return rows.map(([value, count]) => ({ value: String(value), rows: Number(count) }));
}
