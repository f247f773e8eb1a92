/** What a finished job brought, in one sentence, and where to see it. */
import type { Job } from '@shared/areas/jobs';
import type { OutputFile } from '@shared/areas/common';
import { jobResult } from '../engine/useJob';
import { formatBytes, formatCount } from '../ui/format';
import { formatAddress } from './router';

export interface JobOutcome {
  readonly text: string;
  readonly address: string | null;
  /** True where the work ended well but said no. */
  readonly refused?: boolean;
  /** A file that waits to be saved. */
  readonly file: OutputFile | null;
}

export function jobOutcome(job: Job): JobOutcome | null {
  const imported = jobResult('datasets.import', job);
  if (imported) {
    const { snapshot } = imported;
    if (!snapshot) return { text: imported.verdict === 'ask' ? 'A question is open; nothing was stored.' : 'Refused; nothing was stored.', address: null, file: null, refused: true };
    const size = `${formatCount(snapshot.rows, 'row')} × ${formatCount(snapshot.columns.length, 'column')}`;
    return { text: imported.alreadyThere ? `${snapshot.datasetName} v${snapshot.number} was here already.` : `${snapshot.datasetName} v${snapshot.number}: ${size}.`, address: formatAddress('data', [snapshot.id]), file: null };
  }
  const validated = jobResult('quality.validate', job);
  if (validated) return { text: `${validated.statistics.passed} of ${formatCount(validated.statistics.checks, 'check')} pass.`, address: formatAddress('quality', [validated.snapshotId]), file: null };
  const trained = jobResult('tracking.train', job);
  if (trained) return { text: `${formatCount(trained.runIds.length, 'run')} finished.`, address: formatAddress('models', ['race', trained.experimentId]), file: null };
  const scored = jobResult('forecasting.score', job);
  if (scored) return { text: `${formatCount(scored.forecast.rows, 'row')} forecast.`, address: formatAddress('forecast', ['batch', scored.forecast.id]), file: scored.file };
  const written = jobResult('reports.write', job);
  if (written) return { text: `${written.name}, ${formatBytes(written.sizeBytes)}.`, address: null, file: written };
  const samples = jobResult('project.loadSamples', job);
  if (samples) return { text: `${formatCount(samples.snapshotIds.length, 'sample')} loaded.`, address: formatAddress('data'), file: null };
  return null;
}
