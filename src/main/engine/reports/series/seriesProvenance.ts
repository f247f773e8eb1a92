/** Where every number of a time series forecast comes from. */
import { modelWords } from '@shared/messages/names';
import { reportMessages } from '@shared/messages/reports';
import type { PlainFact } from '../plainFacts';
import type { SeriesFacts } from './seriesFacts';

export function seriesProvenance({ snapshot, forecast, run, overview }: SeriesFacts): readonly PlainFact[] {
  const labels = reportMessages.provenance;
  return [
    [labels.source, snapshot.sourceName],
    [labels.sourceSha256, snapshot.sourceSha256],
    [labels.version, reportMessages.source(snapshot.datasetName, snapshot.number)],
    [labels.snapshot, snapshot.id],
    [labels.forecast, forecast.id],
    [labels.model, labels.modelRun(modelWords[forecast.method].name, run.number)],
    [labels.run, run.id],
    [labels.race, `${overview.experiment.number} (${overview.experiment.id})`],
    [labels.target, run.target],
    [labels.seed, String(run.seed)],
    [labels.backend, run.backend],
    [labels.duration, labels.seconds((run.durationMs / 1000).toFixed(1))],
    [labels.almanac, run.appVersion],
  ];
}
