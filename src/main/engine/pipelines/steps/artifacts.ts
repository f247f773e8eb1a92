/** Artifacts of the areas' records. Their hashes hold content only, so that two computers agree on them. */
import type { Snapshot } from '@shared/areas/datasets';
import type { Artifact } from '@shared/areas/pipelines';
import type { Run } from '@shared/areas/tracking';
import { modelWords } from '@shared/messages/names';
import { pipelineMessages as words } from '@shared/messages/pipelines';
import { canonicalJson, sha256Hex } from '../../kernel/hashing';
import type { BlobStore } from '../../storage/blobStore';
import type { Tracking } from '../../tracking';

export function snapshotArtifact(snapshot: Snapshot): Artifact {
  return { type: 'snapshot', id: snapshot.id, hash: snapshot.id, label: words.labels.snapshot(snapshot.datasetName, snapshot.number, snapshot.rows) };
}

/** A document of our own, kept as a stored object named by its content. */
export function documentArtifact(blobs: BlobStore, type: Artifact['type'], document: unknown, label: string): Artifact {
  const { sha256 } = blobs.putBytes(Buffer.from(canonicalJson(document)));
  return { type, id: sha256, hash: sha256, label };
}

export function runArtifact(tracking: Tracking, type: 'run' | 'champion', run: Run): Artifact {
  return { type, id: run.id, hash: hashOfRun(tracking, run), label: words.labels.run(modelWords[run.model].name, run.number) };
}

/** Data, model and scores of a run: no id, number, time or memory. */
export function hashOfRun(tracking: Tracking, { id, snapshotId, model, target, metrics }: Run): string {
  return sha256Hex(canonicalJson({ snapshotId, model, target, metrics, modelObject: tracking.findRun(id).modelObject }));
}
