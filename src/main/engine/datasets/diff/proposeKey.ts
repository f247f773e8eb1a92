/** What tells rows apart in both versions: an id column that is unique, else another unique column or pair, else nothing. */
import type { Column } from '@shared/areas/datasets';
import { diffMessages } from '@shared/messages/diff';
import { EngineError } from '@shared/contract/errors';
import type { TableSession } from '../../storage/tableSession';
import { comparable, type ComparedColumn, type Side, type Version } from './comparedColumns';

const reasons = diffMessages.key;

export interface RowKey {
  readonly columns: readonly ComparedColumn[];
  readonly origin: 'given' | 'proposed' | 'none';
  readonly reason: string;
}

/** Pairs are tried on rows; more would cost more than the answer is worth. */
const mostPairs = 12;
/** Most pairs that are no key show a repetition here already. */
const trialRows = 20_000;

/** Throws `invalid-input` where a version lacks a column of the key. */
export function givenKey(names: readonly string[], shared: readonly ComparedColumn[], before: Version, after: Version): RowKey {
  const columns = names.map((name) => {
    const found = shared.find((column) => column.name === name) ?? shared.find(({ renamedFrom }) => renamedFrom === name);
    if (found) return found;
    const holders = [before, after].filter(({ snapshot }) => snapshot.columns.some((column) => column.name === name));
    const [lacking, holding] = holders[0] === before ? [after, before] : [before, after];
    const message = holders.length === 0 ? diffMessages.refused.keyUnknown(name, shared.map((column) => column.name)) : diffMessages.refused.keyOnOneSide(name, versionName(holding), versionName(lacking));
    throw new EngineError('invalid-input', message, { column: name });
  });
  if (new Set(columns).size < columns.length) throw new EngineError('invalid-input', diffMessages.refused.keyTwice, { key: [...names] });
  return names.length === 0 ? { columns: [], origin: 'none', reason: reasons.noneChosen } : { columns, origin: 'given', reason: reasons.given };
}

export async function proposeKey(tables: TableSession, shared: readonly ComparedColumn[], before: Version, after: Version, signal: AbortSignal): Promise<RowKey> {
  const proposed = (columns: readonly ComparedColumn[], reason: string): RowKey => ({ columns, origin: 'proposed', reason });
  const unique = shared.filter((column) => isUnique(column.facts.before, before.table.rows) && isUnique(column.facts.after, after.table.rows));
  const id = unique.find(({ facts }) => facts.after.role === 'id');
  if (id) return proposed([id], reasons.uniqueId(id.name));
  const single = byFitness(unique)[0];
  if (single) return proposed([single], reasons.unique(single.name));
  for (const pair of candidatePairs(shared, before, after)) {
    const isKey = (await isUniquePair(tables, pair, 'before', before, signal)) && (await isUniquePair(tables, pair, 'after', after, signal));
    if (isKey) return proposed(pair, reasons.uniquePair(pair[0].name, pair[1].name));
  }
  const repeated = shared.find(({ facts }) => facts.after.role === 'id' && facts.before.nulls === 0 && facts.after.nulls === 0 && facts.before.distinct > before.table.rows / 2);
  if (repeated) return proposed([repeated], reasons.repeatedId(repeated.name));
  return { columns: [], origin: 'none', reason: reasons.none };
}

function isUnique({ nulls, distinct }: Column, rows: number): boolean {
  return nulls === 0 && distinct === rows;
}

/** A measure may be unique by chance; its value is what changes, so it names no row. */
const fitness: Readonly<Record<Column['type'], number>> = { id: 1, date: 2, datetime: 3, integer: 4, category: 5, text: 6, decimal: 0, boolean: 0 };

function byFitness(columns: readonly ComparedColumn[]): readonly ComparedColumn[] {
  const rank = ({ facts: { after } }: ComparedColumn): number => (after.role === 'target' || after.role === 'price' ? 0 : fitness[after.type]);
  return columns.filter((column) => rank(column) > 0).sort((a, b) => rank(a) - rank(b));
}

function candidatePairs(shared: readonly ComparedColumn[], before: Version, after: Version): readonly (readonly [ComparedColumn, ComparedColumn])[] {
  const complete = byFitness(shared.filter(({ facts }) => facts.before.nulls === 0 && facts.after.nulls === 0 && facts.after.distinct > 1 && facts.after.type !== 'text'));
  const pairs = complete.flatMap((one, i) => complete.slice(i + 1).map((other) => [one, other] as const));
  return pairs.filter(([one, other]) => one.facts.before.distinct * other.facts.before.distinct >= before.table.rows && one.facts.after.distinct * other.facts.after.distinct >= after.table.rows).slice(0, mostPairs);
}

async function isUniquePair(tables: TableSession, pair: readonly ComparedColumn[], side: Side, { table }: Version, signal: AbortSignal): Promise<boolean> {
  const fields = pair.map((column) => comparable(column, side)).join(', ');
  for (const rows of table.rows > trialRows ? [trialRows, table.rows] : [table.rows]) {
    const found = await tables.rows(`select count(*) from (select ${fields} from ${table.source} where row <= ${rows} group by all)`, [], { signal });
    if (Number(found.rows[0]?.[0]) < rows) return false;
  }
  return true;
}

export function versionName({ snapshot }: Version): string {
  return `${snapshot.datasetName}@${snapshot.number}`;
}
