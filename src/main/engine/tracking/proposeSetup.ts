/** A proposal for the set-up of a race, each part with its reason. The analyst decides. */
import type { Column, Snapshot } from '@shared/areas/datasets';
import { trainRequestSchema, type Leakage, type SetupProposal, type TrainRequest } from '@shared/areas/tracking';
import { EngineError } from '@shared/contract/errors';
import { trackingMessages } from '@shared/messages/tracking';
import type { Files } from '../kernel/files';
import type { FindLeaks } from './findLeaks';
import { prepareRace, type SnapshotReader } from './prepareRace';

export interface ProposalParts {
  readonly datasets: SnapshotReader;
  readonly files: Files;
  readonly findLeaks: FindLeaks;
}

export async function proposeSetup(parts: ProposalParts, snapshotId: string, wantedTarget: string | undefined, signal: AbortSignal): Promise<SetupProposal> {
  const snapshot = parts.datasets.snapshot(snapshotId);
  const words = trackingMessages.setup;
  const targets = snapshot.columns.filter(isPossibleTarget).map(({ name }) => name);
  const target = wantedTarget ?? snapshot.columns.find(({ role, name }) => role === 'target' && targets.includes(name))?.name ?? null;
  const group = findGroup(snapshot);
  const repeated = findRepeated(snapshot, group);
  const leakage = target === null ? [] : await lookForLeaks(parts, { snapshotId, target, split: group ? 'group' : 'kfold', groupBy: group?.name, oneRowPer: repeated?.name }, signal);
  const exclude = columnsToExclude(snapshot, target, leakage);
  const reasons = [
    target === null ? words.noTarget : words.target(target),
    ...(group ? [words.group(group.name, group.distinct, snapshot.rows)] : []),
    ...(repeated ? [words.repeats(repeated.name, snapshot.rows - repeated.nulls - repeated.distinct)] : []),
    ...(exclude.length > 0 ? [words.leaks(exclude.map(({ column }) => column))] : []),
  ];
  return { target, targets, groupBy: group?.name ?? null, oneRowPer: repeated?.name ?? null, exclude, leakage: leakage.map((leak) => ({ ...leak, excluded: exclude.some(({ column }) => column === leak.column) })), reasons };
}

function isPossibleTarget({ type, distinct }: Column): boolean {
  return (type === 'integer' || type === 'decimal') && distinct > 1;
}

/** The group column with most values, ids before names: rows of one seller resemble each other. */
function findGroup({ columns, rows }: Snapshot): Column | undefined {
  const groups = columns.filter(({ role, distinct, nulls }) => role === 'group' && distinct >= fewestGroups && distinct < rows - nulls);
  return groups.sort((a, b) => Number(b.type === 'id') - Number(a.type === 'id') || b.distinct - a.distinct)[0];
}

/** The id whose values repeat, though most stand once. */
function findRepeated({ columns, rows }: Snapshot, group: Column | undefined): Column | undefined {
  const ids = columns.filter(({ role, type, name, distinct, nulls }) => (role === 'id' || type === 'id') && role !== 'ignore' && name !== group?.name && distinct < rows - nulls && distinct >= rows / 2);
  return ids.sort((a, b) => b.distinct - a.distinct)[0];
}

/** Five folds want at least as many groups. */
const fewestGroups = 5;

/** What is known only after the sale cannot be asked of a new product, however little it tells; a telling column is a leak at any time. */
function columnsToExclude(snapshot: Snapshot, target: string | null, leakage: readonly Leakage[]): SetupProposal['exclude'] {
  const found = new Map(leakage.map((leak) => [leak.column, leak]));
  return snapshot.columns.flatMap(({ name, knownWhen, role }) => {
    const leak = found.get(name);
    if (name === target || role === 'ignore' || (knownWhen !== 'after-sale' && !leak?.leak)) return [];
    return [{ column: name, reason: leak?.reason ?? trackingMessages.setup.afterSale(name) }];
  });
}

/** Too few rows for folds is no reason to refuse a proposal: there is just nothing to say about leaks yet. */
async function lookForLeaks(parts: ProposalParts, request: Partial<TrainRequest>, signal: AbortSignal): Promise<readonly Leakage[]> {
  try {
    const race = await prepareRace(trainRequestSchema.parse(request), parts.datasets, parts.files, signal);
    return await parts.findLeaks(race, signal);
  } catch (error) {
    if (error instanceof EngineError && error.code === 'invalid-input') return [];
    throw error;
  }
}
