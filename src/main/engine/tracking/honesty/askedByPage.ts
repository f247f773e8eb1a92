/** What the set-up page asks once its proposal stands: honest scores beside leaking ones, the control, and what a lazy split would invent. */
import { trainRequestSchema, type Control, type Honesty, type SetupProposal, type SplitAdvice } from '@shared/areas/tracking';
import { EngineError } from '@shared/contract/errors';
import { prepareRace } from '../prepareRace';
import { proposeSetup, structureOf, type ProposalParts } from '../proposeSetup';
import { controlRace } from './controlRace';
import { honestBesideLeak } from './honestBesideLeak';
import { measureSplit } from './measureSplit';

/** Both null where there are too few rows for folds. Throws `cancelled`. */
export async function scoreProposal(parts: ProposalParts, snapshotId: string, target: string, signal: AbortSignal): Promise<{ honesty: Honesty | null; control: Control | null }> {
  const proposal = await proposeSetup(parts, snapshotId, target, signal);
  return unlessTooFew({ honesty: null, control: null }, async () => {
    const race = await prepareRace(trainRequestSchema.parse(requestOf(snapshotId, target, proposal)), parts.datasets, parts.files, signal);
    const measuring = { compute: parts.ports.compute, studies: parts.studies };
    const [honesty, control] = await Promise.all([honestBesideLeak(measuring, race, proposal.leakage, signal), controlRace(measuring, race, signal)]);
    return { honesty, control };
  });
}

/** Throws `cancelled`. */
export async function adviseProposal(parts: ProposalParts, snapshotId: string, target: string, signal: AbortSignal): Promise<SplitAdvice> {
  const { exclude } = await proposeSetup(parts, snapshotId, target, signal);
  const structure = await structureOf(parts, parts.datasets.snapshot(snapshotId), target, signal);
  const measuring = { datasets: parts.datasets, files: parts.files, compute: parts.ports.compute, studies: parts.studies };
  return unlessTooFew({ ...structure, invented: null }, () => measureSplit(measuring, { snapshotId, target, exclude: exclude.map(({ column }) => column) }, structure, signal));
}

function requestOf(snapshotId: string, target: string, { groupBy, keepTogether, oneRowPer, exclude }: SetupProposal): Record<string, unknown> {
  return { snapshotId, target, split: groupBy === null ? 'kfold' : 'group', groupBy: groupBy ?? undefined, keepTogether, oneRowPer: oneRowPer ?? undefined, exclude: exclude.map(({ column }) => column) };
}

async function unlessTooFew<T>(otherwise: T, measure: () => Promise<T>): Promise<T> {
  try {
    return await measure();
  } catch (error) {
    if (error instanceof EngineError && error.code === 'invalid-input') return otherwise;
    throw error;
  }
}
