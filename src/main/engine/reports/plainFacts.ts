/** Facts that read the same in every format: data quality and provenance as pairs of label and value. */
import { subjectOf } from '@shared/messages/checks';
import { modelWords } from '@shared/messages/names';
import { reportMessages as words } from '@shared/messages/reports';
import type { ReportFacts } from './reportFacts';
import { writeNumber, writeShare } from './wording';

export type PlainFact = readonly [label: string, value: string];

export function qualityOf({ snapshot, detail, validation }: ReportFacts): readonly PlainFact[] {
  const labels = words.qualityRows;
  const { experiment } = detail;
  const checks: readonly PlainFact[] = validation
    ? [
        [labels.checks, `${validation.statistics.passed} of ${validation.statistics.checks}`],
        ...validation.results.filter(({ success }) => !success).map((result): PlainFact => [labels.failing(subjectOf(result), result.rule), result.failures === 0 && result.observed !== undefined ? result.observed : labels.failures(writeNumber(result.failures), writeShare(result.failureShare, 1))]),
      ]
    : [[labels.checks, labels.never]];
  return [
    [labels.rows, writeNumber(snapshot.rows)],
    [labels.used, writeNumber(experiment.rows)],
    [labels.repeats, writeNumber(experiment.repeatedRows)],
    [labels.missing, writeNumber(experiment.missingTargetRows)],
    [labels.quarantined, writeNumber(snapshot.records.quarantined)],
    ...checks,
    ...snapshot.warnings.map(({ message }): PlainFact => [labels.warning, message]),
  ];
}

/** What the model is for, how it was made, and where it ends (after Mitchell et al., Model cards, 2019). */
export function cardOf({ snapshot, detail }: ReportFacts): readonly PlainFact[] {
  const { run, experiment } = detail;
  const { request } = experiment;
  const labels = words.card;
  const settings = Object.entries(run.parameters).filter(([, value]) => value !== null && value !== '').map(([name, value]) => `${name} ${String(value)}`);
  return [
    [labels.purpose, labels.purposeText(run.target)],
    [labels.notFor, run.usesLeak ? labels.notForLeak : labels.notForText],
    [labels.data, labels.dataText(words.source(snapshot.datasetName, snapshot.number), writeNumber(experiment.rows), experiment.groups === null ? null : writeNumber(experiment.groups), request.groupBy ?? '')],
    [labels.features, labels.featuresText(experiment.usedColumns.length, experiment.excludedColumns.length)],
    [labels.settings, settings.join(', ') || labels.none],
    [labels.limits, experiment.steps ? labels.limitsSteps(experiment.steps.length) : labels.limitsText],
    [labels.fairness, labels.fairnessText],
  ];
}

export function provenanceOf({ snapshot, detail, modelObject, forecast }: ReportFacts): readonly PlainFact[] {
  const { run, experiment } = detail;
  const { request } = experiment;
  const labels = words.provenance;
  return [
    [labels.source, snapshot.sourceName],
    [labels.sourceSha256, snapshot.sourceSha256],
    [labels.version, words.source(snapshot.datasetName, snapshot.number)],
    [labels.snapshot, snapshot.id],
    ...(forecast ? ([[labels.scoredVersion, words.source(forecast.snapshot.datasetName, forecast.snapshot.number)], [labels.scoredSha256, forecast.snapshot.sourceSha256], [labels.scoredSnapshot, forecast.snapshot.id], [labels.forecast, forecast.forecast.id]] as const) : []),
    [labels.model, labels.modelRun(modelWords[run.model].name, run.number)],
    [labels.run, run.id],
    [labels.modelSha256, modelObject ?? labels.notStored],
    [labels.race, `${experiment.number} (${experiment.id})`],
    [labels.target, experiment.targetTransform === 'log1p' ? labels.logTarget(run.target) : run.target],
    [labels.split, labels.splitOf(request.split, request.split === 'group' ? request.groupBy : request.split === 'time' ? request.dateColumn : undefined, run.foldsTotal)],
    [labels.used, experiment.usedColumns.join(', ')],
    [labels.leftOut, experiment.excludedColumns.map(({ column, reason }) => `${column} (${reason})`).join('; ') || labels.none],
    ...(experiment.treatedColumns.length === 0 ? [] : ([[labels.treated, experiment.treatedColumns.map(({ column, treatment }) => `${column} (${treatment})`).join('; ')]] as const)),
    [labels.seed, String(run.seed)],
    [labels.backend, run.backend],
    [labels.duration, labels.seconds((run.durationMs / 1000).toFixed(1))],
    [labels.almanac, run.appVersion],
  ];
}
