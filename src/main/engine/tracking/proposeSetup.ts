/** A proposal for the set-up of a race, each part with its reason. The analyst decides. */
import type { Column, Snapshot } from '@shared/areas/datasets';
import { splitAdviceSchema, trainRequestSchema, type Leakage, type SetupProposal, type TrainRequest } from '@shared/areas/tracking';
import { EngineError } from '@shared/contract/errors';
import { honestyMessages } from '@shared/messages/honesty';
import { trackingMessages } from '@shared/messages/tracking';
import type { Files } from '../kernel/files';
import type { Ports } from '../kernel/ports';
import type { FindLeaks } from './findLeaks';
import { adviseStructure, type StructureAdvice } from './honesty/adviseSplit';
import { subjectOf, type StudyStore } from './honesty/studyStore';
import { prepareRace, type SnapshotReader } from './prepareRace';

export interface ProposalParts {
  readonly datasets: SnapshotReader;
  readonly files: Files;
  readonly findLeaks: FindLeaks;
  readonly ports: Pick<Ports, 'compute'>;
  readonly studies: StudyStore;
}

export async function proposeSetup(parts: ProposalParts, snapshotId: string, wantedTarget: string | undefined, signal: AbortSignal): Promise<SetupProposal> {
  const snapshot = parts.datasets.snapshot(snapshotId);
  const words = trackingMessages.setup;
  const targets = snapshot.columns.filter(isPossibleTarget).map(({ name }) => name);
  const target = wantedTarget ?? snapshot.columns.find(({ role, name }) => role === 'target' && targets.includes(name))?.name ?? null;
  const { split, groupBy, keepTogether, oneRowPer } = await structureOf(parts, snapshot, target, signal);
  const group = snapshot.columns.find(({ name }) => name === groupBy);
  const repeated = snapshot.columns.find(({ name }) => name === oneRowPer);
  const leakage = target === null ? [] : await lookForLeaks(parts, { snapshotId, target, split, groupBy: group?.name, keepTogether, oneRowPer: repeated?.name }, signal);
  const exclude = columnsToExclude(snapshot, target, leakage);
  const reasons = [
    target === null ? words.noTarget : words.target(target),
    ...(group ? [words.group(group.name, group.distinct, snapshot.rows)] : []),
    ...(groupBy !== null && keepTogether.length > 0 ? [honestyMessages.split.together([groupBy, ...keepTogether])] : []),
    ...(repeated ? [words.repeats(repeated.name, snapshot.rows - repeated.nulls - repeated.distinct)] : []),
    ...(exclude.length > 0 ? [words.leaks(exclude.map(({ column }) => column))] : []),
  ];
  return { target, targets, groupBy, keepTogether, oneRowPer, exclude, leakage: leakage.map((leak) => ({ ...leak, excluded: exclude.some(({ column }) => column === leak.column) })), reasons };
}

function isPossibleTarget({ type, distinct }: Column): boolean {
  return (type === 'integer' || type === 'decimal') && distinct > 1;
}

/** How to deal rows to folds, from what repeats; asked again for each race, measured once. */
export function structureOf({ datasets, ports, studies }: Pick<ProposalParts, 'datasets' | 'ports' | 'studies'>, snapshot: Snapshot, target: string | null, signal: AbortSignal): Promise<StructureAdvice> {
  const key = [snapshot.id, target, snapshot.columns.map(({ name, type, role }) => [name, type, role])];
  return studies.remember('structure', subjectOf({ snapshotId: snapshot.id, target: target ?? '' }), key, splitAdviceSchema.omit({ invented: true }), () => adviseStructure({ datasets, compute: ports.compute }, snapshot, target, signal));
}

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
