/** What a finished job brought, in one sentence, and where to see it. */
import type { Job } from '@shared/areas/jobs';
import type { OutputFile } from '@shared/areas/common';
import { jobResult } from '../engine/useJob';
import { formatBytes, formatCount } from '../ui/format';
import { exchangeMessages } from './exchangeMessages';
import { appMessages } from './messages';
import { formatAddress } from './router';

const words = appMessages.outcomes;

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
    if (!snapshot) return { text: imported.verdict === 'ask' ? words.importAsks : words.importRefused, address: null, file: null, refused: true };
    const version = `${snapshot.datasetName} v${snapshot.number}`;
    return { text: imported.alreadyThere ? words.alreadyThere(version) : words.imported(version, formatCount(snapshot.rows, 'row'), formatCount(snapshot.columns.length, 'column')), address: formatAddress('data', [snapshot.id]), file: null };
  }
  const compared = jobResult('datasets.diff', job);
  if (compared) return { text: compared.sentences[0] ?? words.done, address: formatAddress('data', ['compare'], { before: compared.before.snapshotId, after: compared.after.snapshotId }), file: null };
  const validated = jobResult('quality.validate', job);
  if (validated) return { text: words.checked(validated.statistics.passed, formatCount(validated.statistics.checks, 'check')), address: formatAddress('quality', [validated.snapshotId]), file: null };
  const repaired = jobResult('quality.repair', job);
  if (repaired) return { text: words.repaired(`${repaired.snapshot.datasetName} v${repaired.snapshot.number}`, formatCount(repaired.snapshot.rows, 'row')), address: formatAddress('quality', [repaired.snapshot.id]), file: null };
  const trained = jobResult('tracking.train', job);
  if (trained) return { text: words.trained(formatCount(trained.runIds.length, 'run')), address: formatAddress('models', ['race', trained.experimentId]), file: null };
  const tested = jobResult('series.backtest', job);
  if (tested) return { text: words.trained(formatCount(tested.runIds.length, 'run')), address: formatAddress('forecast', ['series', tested.experimentId]), file: null };
  const ahead = jobResult('series.forecast', job);
  if (ahead) return { text: words.seriesForecast(formatCount(ahead.forecast.series, 'series', 'series'), formatCount(ahead.forecast.horizon, 'step')), address: formatAddress('forecast', ['series', ahead.forecast.experimentId], { run: ahead.forecast.runId }), file: ahead.file };
  const scored = jobResult('forecasting.score', job);
  if (scored) return { text: words.scored(formatCount(scored.forecast.rows, 'row')), address: formatAddress('forecast', ['batch', scored.forecast.id]), file: scored.file };
  const written = jobResult('reports.write', job);
  if (written) return { text: words.written(written.name, formatBytes(written.sizeBytes)), address: null, file: written };
  const gated = jobResult('registry.gate', job);
  if (gated) return { text: words.gated(gated.runNumber, gated.verdict), address: formatAddress('models', ['registry']), file: null, refused: gated.verdict !== 'pass' };
  const exported = jobResult('interop.export', job);
  if (exported) return { text: exchangeMessages.exported(exported.files.length, exported.notExpressible), address: null, file: exported.archive };
  const runsIn = jobResult('interop.importRuns', job);
  if (runsIn) return { text: exchangeMessages.runsIn(runsIn.runs, runsIn.alreadyThere, runsIn.skipped.length), address: formatAddress('models', ['runs']), file: null };
  const dataIn = jobResult('interop.importData', job);
  if (dataIn) return { text: exchangeMessages.dataIn(dataIn.snapshots.length, dataIn.skipped.length), address: formatAddress('data'), file: null };
  const piped = jobResult('pipelines.run', job) ?? jobResult('pipelines.resume', job);
  if (piped) return { text: words.piped(piped.number, piped.state), address: formatAddress('automate', [piped.pipeline, 'timeline'], { run: piped.id }), file: null, refused: piped.state !== 'succeeded' };
  const samples = jobResult('project.loadSamples', job);
  if (samples) return { text: words.samples(formatCount(samples.snapshotIds.length, 'sample')), address: formatAddress('data'), file: null };
  return null;
}
