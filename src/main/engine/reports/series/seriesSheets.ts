/** The report of a time series forecast as typed tables. */
import { modelWords } from '@shared/messages/names';
import { seriesReportMessages } from '@shared/messages/seriesReports';
import { forecastSheets, type Sheet, type SheetColumn } from '../sheetForms';
import { seriesProvenance } from './seriesProvenance';
import type { SeriesFacts } from './seriesFacts';
import { setupOf, tellSeries } from './tellSeries';

const words = seriesReportMessages.sheets;
const { table } = seriesReportMessages;
const text = (title: string, width = 24): SheetColumn => ({ title, form: 'text', width });
const decimal = (title: string): SheetColumn => ({ title, form: 'decimal', width: 14 });
const metrics = ['wape', 'rmsse', 'mase', 'smape', 'bias', 'coverage', 'width'] as const;

export function seriesSheets(facts: SeriesFacts): readonly Sheet[] {
  const { total, yearAgo, overview, movers, rows } = facts;
  const story = tellSeries(facts);
  const steps = Math.max(0, ...overview.methods.map(({ wapeByStep }) => wapeByStep.length));
  return [
    { name: words.summary, columns: [text(words.item, 30), text(words.value, 60), text(words.note, 50)], rows: [[words.summary, story.title, story.lead], ...story.figures.map(({ label, value, note }) => [label, value, note]), ...story.trust.map((sentence) => [seriesReportMessages.trust, sentence, '']), ...story.wrong.map((sentence) => [seriesReportMessages.wrong, sentence, ''])] },
    { name: words.total, columns: [text(words.day, 14), decimal(table.low), decimal(table.forecast), decimal(table.high), decimal(table.yearAgo)], rows: total.map(({ day, value, lower, upper }, i) => [day, lower, value, upper, yearAgo[i] ?? null]) },
    ...forecastSheets(words.forecast, [text(words.series, 40), { title: words.step, form: 'whole', width: 8 }, text(words.day, 14), decimal(table.low), decimal(table.forecast), decimal(table.high)], rows.map(({ series, step, day, value, lower, upper }) => [series, step, day, lower, value, upper])),
    { name: words.methods, columns: [text(seriesReportMessages.methods.method, 26), ...metrics.map(decimal), ...Array.from({ length: steps }, (_, i) => decimal(`wape, ${seriesReportMessages.methods.ahead(i + 1)}`)), text(words.reason, 60)], rows: overview.methods.map(({ method, metrics: scores, wapeByStep, reason }) => [modelWords[method].name, ...metrics.map((name) => scores[name]?.mean ?? null), ...Array.from({ length: steps }, (_, i) => wapeByStep[i] ?? null), reason]) },
    { name: words.movers, columns: [text(words.series, 40), decimal(words.before), decimal(words.recent), decimal(words.change)], rows: movers.map(({ name, recent, before }) => [name, before, recent, recent - before]) },
    { name: words.setup, columns: [text(words.item, 30), text(words.value, 80)], rows: setupOf(facts).map(([label, value]) => [label, value]) },
    { name: words.provenance, columns: [text(words.item, 30), text(words.value, 90)], rows: seriesProvenance(facts).map(([label, value]) => [label, value]) },
  ];
}
