/** Facts that read the same in every format: data quality and provenance as pairs of label and value. */
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
        ...validation.results.filter(({ success }) => !success).map(({ column, rule, failures, failureShare }): PlainFact => [labels.failing(column, rule), labels.failures(writeNumber(failures), writeShare(failureShare, 1))]),
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

export function provenanceOf({ snapshot, detail, modelObject, forecast }: ReportFacts): readonly PlainFact[] {
  const { run, experiment } = detail;
  const { request } = experiment;
  return [
    ['Source file', snapshot.sourceName],
    ['SHA-256 of the source', snapshot.sourceSha256],
    ['Data version', `${snapshot.datasetName}, version ${snapshot.number}`],
    ['Snapshot', snapshot.id],
    ...(forecast ? ([['Scored version', `${forecast.snapshot.datasetName}, version ${forecast.snapshot.number}`], ['Scored source, SHA-256', forecast.snapshot.sourceSha256], ['Scored snapshot', forecast.snapshot.id], ['Forecast', forecast.forecast.id]] as const) : []),
    ['Model', `${modelWords[run.model].name}, run ${run.number}`],
    ['Run', run.id],
    ['SHA-256 of the model', modelObject ?? 'not stored'],
    ['Race', `${experiment.number} (${experiment.id})`],
    ['Target', `${run.target}${experiment.targetTransform === 'log1p' ? ', modelled on log(1 + target)' : ''}`],
    ['Split', `${request.split}${request.groupBy !== undefined && request.split === 'group' ? ` by ${request.groupBy}` : ''}, ${request.folds} folds, ${request.repeats} ${request.repeats === 1 ? 'repeat' : 'repeats'}`],
    ['Columns used', experiment.usedColumns.join(', ')],
    ['Columns left out', experiment.excludedColumns.map(({ column, reason }) => `${column} (${reason})`).join('; ') || 'none'],
    ['Seed', String(run.seed)],
    ['Computed by', run.backend],
    ['Training time', `${(run.durationMs / 1000).toFixed(1)} s`],
    ['Almanac', run.appVersion],
  ];
}
