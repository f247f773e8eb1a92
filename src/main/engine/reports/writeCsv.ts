/** The report as a long table: section, item, detail, value. Numbers keep full precision. */
import { metricNames } from '@shared/areas/tracking';
import { toCsvLine, type CsvCell } from '../tracking';
import { provenanceOf, qualityOf } from './plainFacts';
import type { ReportFacts } from './reportFacts';
import { tellReport } from './tellReport';

export function writeCsv(facts: ReportFacts): string {
  const story = tellReport(facts);
  const { detail, contenders, forecast } = facts;
  const lines: (readonly CsvCell[])[] = [['section', 'item', 'detail', 'value']];
  lines.push(['summary', 'title', '', story.title], ['summary', 'lead', '', story.lead]);
  for (const { label, value, note } of story.figures) lines.push(['key figure', label, note, value]);
  for (const text of story.trust) lines.push(['trust', '', '', text]);
  for (const text of story.wrong) lines.push(['what could make it wrong', '', '', text]);
  if (forecast) {
    lines.push(['forecast', 'total', '', forecast.forecast.total], ['forecast', 'baseline total', '', forecast.forecast.baselineTotal], ['forecast', 'rows', '', forecast.forecast.rows]);
    for (const { row, name, value, lower, upper } of forecast.largest) {
      const item = name === null ? `row ${row}` : String(name);
      lines.push(['largest forecasts', item, 'lower', lower], ['largest forecasts', item, 'forecast', value], ['largest forecasts', item, 'upper', upper]);
    }
  }
  for (const run of contenders) {
    for (const name of metricNames) {
      const metric = run.metrics[name];
      if (!metric) continue;
      lines.push(['scores', run.model, `${name} mean`, metric.mean], ['scores', run.model, `${name} sd`, metric.sd]);
      metric.folds.forEach((fold, i) => lines.push(['scores', run.model, `${name} fold ${i + 1}`, fold]));
    }
  }
  for (const { column, mean, sd, lower, upper } of detail.importance) lines.push(['drivers', column, 'mean', mean], ['drivers', column, 'sd', sd], ['drivers', column, 'lower', lower], ['drivers', column, 'upper', upper]);
  if (detail.interval) {
    const { level, coverage, width, halfWidth, space } = detail.interval;
    lines.push(['interval', 'level', '', level], ['interval', 'coverage', '', coverage], ['interval', 'width', '', width], ['interval', 'half width', space, halfWidth]);
  }
  for (const [label, value] of qualityOf(facts)) lines.push(['data quality', label, '', value]);
  for (const [label, value] of provenanceOf(facts)) lines.push(['provenance', label, '', value]);
  return lines.map(toCsvLine).join('');
}
