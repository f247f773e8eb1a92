/** Holds one version up to its rules and its history, and writes down what was found. */
import type { CheckpointRun, Finding } from '@shared/areas/checkpoints';
import type { Snapshot } from '@shared/areas/datasets';
import type { Repair } from '@shared/areas/repairs';
import { EngineError } from '@shared/contract/errors';
import { checkpointMessages as words } from '@shared/messages/checkpoints';
import type { CallContext } from '../../kernel/area';
import { readStatistics } from '../history/readStatistics';
import { findSchema, readSchemaVersion, type SavedSchema } from '../schemaStore';
import { validateSnapshot, type ValidationParts } from '../validateSnapshot';
import type { Datasets } from '@engine/datasets';
import { insertRun, type KeptCheckpoint } from './checkpointStore';
import { findingsOf, verdictOf } from './decide';
import { quarantineRepairs } from './setAside';

export interface CheckpointParts extends ValidationParts {
  readonly datasets: ValidationParts['datasets'] & Pick<Datasets, 'assertDataset' | 'versionsOf' | 'repair'>;
}

const mostFindings = 50;

export interface RanCheckpoint {
  readonly run: CheckpointRun;
  /** What would set the failing rows aside, where the checkpoint asks for it. */
  readonly repairs: readonly Repair[];
}

/** Checks that cannot be run are a finding of the worst kind: the door stays shut. */
export async function runCheckpoint(parts: CheckpointParts, checkpoint: KeptCheckpoint, snapshot: Snapshot, occasion: CheckpointRun['occasion'], { signal, report }: CallContext): Promise<RanCheckpoint> {
  report({ fraction: 0.01, title: words.progress(checkpoint.name) });
  const found = await examine(parts, checkpoint, snapshot, signal);
  const run: CheckpointRun = {
    id: parts.ports.ids.next(),
    checkpointId: checkpoint.id,
    checkpoint: checkpoint.name,
    datasetId: snapshot.datasetId,
    datasetName: snapshot.datasetName,
    snapshotId: snapshot.id,
    number: snapshot.number,
    occasion,
    verdict: verdictOf(checkpoint.actions, found.findings),
    schemaVersion: found.schemaVersion,
    statistics: found.statistics,
    findings: found.findings.slice(0, mostFindings),
    found: found.findings.length,
    at: parts.ports.clock.now(),
  };
  insertRun(parts.db, run);
  parts.announce('quality', [snapshot.id, checkpoint.id]);
  return { run, repairs: found.repairs };
}

type Found = Pick<CheckpointRun, 'schemaVersion' | 'statistics' | 'findings'> & Pick<RanCheckpoint, 'repairs'>;

async function examine(parts: CheckpointParts, checkpoint: KeptCheckpoint, snapshot: Snapshot, signal: AbortSignal): Promise<Found> {
  try {
    const saved = schemaOf(parts, checkpoint, snapshot);
    const { statistics, results } = await validateSnapshot(parts, snapshot, saved.schema, signal);
    const anomalies = checkpoint.anomalies === null ? [] : (await readStatistics(parts.db, parts.datasets, snapshot.datasetId, checkpoint.anomalies, signal)).anomalies.filter(({ snapshotId }) => snapshotId === snapshot.id);
    return { schemaVersion: saved.version, statistics, findings: findingsOf(results, anomalies), repairs: quarantineRepairs(checkpoint.actions, results) };
  } catch (error) {
    if (!(error instanceof EngineError) && !signal.aborted) throw error;
    const finding: Finding = { key: 'not-run', severity: 'critical', message: words.notRun(error instanceof Error ? error.message : String(error)), rows: 0 };
    return { schemaVersion: null, statistics: null, findings: [finding], repairs: [] };
  }
}

function schemaOf({ db }: CheckpointParts, { schemaVersion }: KeptCheckpoint, { datasetId, datasetName }: Snapshot): SavedSchema {
  const saved = schemaVersion === 'newest' ? findSchema(db, datasetId) : readSchemaVersion(db, datasetId, schemaVersion);
  if (!saved) throw new EngineError('invalid-input', words.refused.noSchema(datasetName), { datasetId });
  return saved;
}
