/** Everything the quality document tells, gathered once. */
import type { VersionStanding } from '@shared/areas/checkpoints';
import type { Snapshot } from '@shared/areas/datasets';
import type { Profile, Validation } from '@shared/areas/quality';
import type { Statistics } from '@shared/areas/qualityHistory';
import { EngineError } from '@shared/contract/errors';
import { qualityDocumentMessages as words } from '@shared/messages/qualityDocuments';
import type { Datasets } from '../../datasets';
import type { Quality } from '../../quality';

export interface DocumentFacts {
  readonly snapshot: Snapshot;
  readonly validation: Validation;
  readonly profile: Profile;
  readonly statistics: Statistics;
  readonly standing: VersionStanding;
}

export interface DocumentSources {
  readonly datasets: Pick<Datasets, 'snapshot'>;
  readonly quality: Pick<Quality, 'profile' | 'lastValidation' | 'standing' | 'statistics'>;
}

/** Throws `not-found`, `cancelled`, `conflict` where the version was never checked. */
export async function gatherDocument({ datasets, quality }: DocumentSources, snapshotId: string, signal: AbortSignal): Promise<DocumentFacts> {
  const snapshot = datasets.snapshot(snapshotId);
  const validation = quality.lastValidation(snapshot.id);
  if (!validation) throw new EngineError('conflict', words.neverChecked(`${snapshot.datasetName} v${snapshot.number}`), { snapshotId: snapshot.id });
  return { snapshot, validation, profile: await quality.profile(snapshot.id, signal), statistics: await quality.statistics(snapshot.datasetId, signal), standing: quality.standing(snapshot.id) };
}
