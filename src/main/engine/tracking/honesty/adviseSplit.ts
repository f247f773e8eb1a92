/** How rows should be dealt to folds: from what repeats in the table, the most conservative split that still leaves folds. */
import type { Column, Snapshot } from '@shared/areas/datasets';
import type { SplitAdvice } from '@shared/areas/tracking';
import { honestyMessages } from '@shared/messages/honesty';
import type { Compute } from '../../kernel/ports';
import { keptTogether, type RepeatedKey, type Repeats } from '../../training';
import type { TrainingTable } from '../../training/types';
import type { SnapshotReader } from '../prepareRace';
import { takeRows } from '../sharedMemory';

export type ChosenSplit = Pick<SplitAdvice, 'split' | 'groupBy' | 'keepTogether' | 'oneRowPer'>;
export type StructureAdvice = Omit<SplitAdvice, 'invented'>;

/** Five folds want at least as many groups; a component of more than half the rows leaves no fair folds. */
const fewestGroups = 5;
const fewestComponents = 10;
const largestComponent = 0.5;
/** A column without a role of its own must make its rows this alike to be taken for an identifier. */
const nearlyAlike = 0.8;

/** Columns that may name what a row is about: identifiers by type or role, and names that nearly stand once each. */
export function possibleKeys({ columns, rows }: Snapshot, target: string | null): string[] {
  return columns.filter((column) => column.name !== target && (isIdentifier(column) || (isNearlyUnique(column, rows) && column.role !== 'ignore'))).map(({ name }) => name);
}

function isIdentifier({ role, type }: Column): boolean {
  return role !== 'ignore' && (role === 'id' || role === 'group' || type === 'id');
}

function isNearlyUnique({ type, distinct, nulls }: Column, rows: number): boolean {
  return (type === 'category' || type === 'text') && distinct >= rows / 2 && distinct < rows - nulls;
}

/** Throws `cancelled`. */
export async function adviseStructure({ datasets, compute }: { readonly datasets: SnapshotReader; readonly compute: Compute }, snapshot: Snapshot, target: string | null, signal: AbortSignal): Promise<StructureAdvice> {
  const { columns } = await datasets.readColumns(snapshot.id, undefined, signal);
  const all = Int32Array.from({ length: snapshot.rows }, (_, row) => row);
  const table: TrainingTable = { rows: snapshot.rows, rowNumbers: all, columns: columns.map((column) => takeRows(column, all)) };
  const repeats = await compute.run('training.findRepeats', { table, target, keys: possibleKeys(snapshot, target) }, { signal });
  const chosen = chooseSplit(snapshot, repeats, table);
  const dates = snapshot.columns.filter(({ type, role, name, distinct }) => name !== target && role !== 'ignore' && distinct > 1 && (type === 'date' || type === 'datetime')).map(({ name }) => name);
  const advice = { ...chosen, keys: repeats.keys.filter((key) => key.repeats > 0).map((key) => ({ ...key, within: [...key.within] })), nearDuplicates: { ...repeats.nearDuplicates, differIn: [...repeats.nearDuplicates.differIn] }, pair: repeats.pair && ([...repeats.pair] as [string, string]), dates };
  return { ...advice, sentences: sentencesOf(advice, repeats, chosen, new Set(snapshot.columns.filter(isIdentifier).map(({ name }) => name))) };
}

/** Pure but for reading the columns it joins. */
export function chooseSplit(snapshot: Snapshot, { keys, rows }: Repeats, table: TrainingTable): ChosenSplit {
  const columnOf = new Map(snapshot.columns.map((column) => [column.name, column]));
  const roleOf = ({ column }: RepeatedKey): Column | undefined => columnOf.get(column);
  const repeating = keys.filter((key) => key.repeats > 0);
  const groups = repeating.filter((key) => roleOf(key)?.role === 'group' && key.distinct >= fewestGroups);
  const group = groups.sort((a, b) => Number(roleOf(b)?.type === 'id') - Number(roleOf(a)?.type === 'id') || b.distinct - a.distinct)[0];
  const candidates = repeating.filter((key) => key !== group && key.distinct >= rows / 2 && (isNamed(roleOf(key)) || (key.alike >= nearlyAlike && (key.sameTarget ?? 1) >= nearlyAlike)));
  const repeated = candidates.sort((a, b) => Number(isNamed(roleOf(b))) - Number(isNamed(roleOf(a))) || b.distinct - a.distinct)[0];
  const others = repeating.filter((key) => key !== group && key !== repeated && isNamed(roleOf(key)) && key.distinct >= fewestGroups && key.distinct < rows / 2);
  const split: ChosenSplit = { split: group ? 'group' : 'kfold', groupBy: group?.column ?? null, keepTogether: [], oneRowPer: repeated?.column ?? null };
  if (!group) {
    const [most] = others.sort((a, b) => b.distinct - a.distinct);
    return most ? { ...split, split: 'group', groupBy: most.column } : split;
  }
  const keepTogether: string[] = [];
  for (const other of others) {
    if (other.within.includes(group.column)) continue;
    if (leavesFolds(table, [group.column, ...keepTogether, other.column])) keepTogether.push(other.column);
  }
  return { ...split, keepTogether };
}

function isNamed(column: Column | undefined): boolean {
  return column !== undefined && isIdentifier(column);
}

function leavesFolds(table: TrainingTable, columns: readonly string[]): boolean {
  const codes = keptTogether(table, columns, Int32Array.from({ length: table.rows }, (_, row) => row));
  const sizes = new Map<number, number>();
  for (const code of codes) sizes.set(code, (sizes.get(code) ?? 0) + 1);
  return sizes.size >= fewestComponents && Math.max(...sizes.values()) <= largestComponent * table.rows;
}

function sentencesOf({ nearDuplicates, pair, dates }: Pick<SplitAdvice, 'nearDuplicates' | 'pair' | 'dates'>, { keys }: Repeats, { groupBy, keepTogether, oneRowPer }: ChosenSplit, named: ReadonlySet<string>): string[] {
  const words = honestyMessages.split;
  const one = keys.find(({ column }) => column === oneRowPer);
  const said = [
    ...(one ? [words.oneRowPer(one.column, one.repeats, one.alike, one.sameTarget)] : []),
    ...(nearDuplicates.rows > 0 ? [words.nearDuplicates(nearDuplicates)] : []),
    ...(groupBy === null ? [] : [words.group(groupBy)]),
    ...(groupBy !== null && keepTogether.length > 0 ? [words.together([groupBy, ...keepTogether])] : []),
  ];
  for (const { column, distinct, repeats, within } of keys) {
    if (repeats === 0 || !named.has(column) || column === oneRowPer || column === groupBy || keepTogether.includes(column)) continue;
    const outer = groupBy !== null && within.includes(groupBy);
    said.push(outer ? words.within(column, groupBy) : groupBy === null || distinct < fewestGroups ? words.repeats(column, distinct, repeats) : words.crossing(column, groupBy));
  }
  if (pair) said.push(words.pair(...pair));
  if (said.length === 0) said.push(words.nothing);
  return dates.length > 0 ? [...said, words.dates(dates)] : said;
}
