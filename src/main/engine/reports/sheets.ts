/** The report as typed tables, one per sheet: what a spreadsheet program calculates on. Numbers keep full precision. */
import type { Cell } from '@shared/areas/common';
import { metricNames } from '@shared/areas/tracking';
import { metricWords, modelWords } from '@shared/messages/names';
import { reportMessages } from '@shared/messages/reports';
import { cardOf, provenanceOf, qualityOf, type PlainFact } from './plainFacts';
import type { ReportFacts } from './reportFacts';
import { forecastSheets, type Sheet, type SheetColumn } from './sheetForms';
import { tellReport } from './tellReport';

const words = reportMessages.sheets;
const text = (title: string, width = 24): SheetColumn => ({ title, form: 'text', width });
const decimal = (title: string): SheetColumn => ({ title, form: 'decimal', width: 14 });
const whole = (title: string): SheetColumn => ({ title, form: 'whole', width: 10 });

export function sheetsOf(facts: ReportFacts): readonly Sheet[] {
  return [summary(facts), ...forecast(facts), backtest(facts), scores(facts), misses(facts), drivers(facts), ...whatIf(facts), ...drift(facts), pairs(words.quality, qualityOf(facts)), pairs(words.card, cardOf(facts)), pairs(words.provenance, provenanceOf(facts))];
}

function summary(facts: ReportFacts): Sheet {
  const story = tellReport(facts);
  const rows = [
    [words.title, story.title, ''],
    [words.lead, story.lead, ''],
    ...story.figures.map(({ label, value, note }) => [label, value, note]),
    ...story.drivers.map(({ column, text: told }) => [words.driver, column, told]),
    ...story.trust.map((sentence) => [words.trust, sentence, '']),
    ...story.wrong.map((sentence) => [words.wrong, sentence, '']),
  ];
  return { name: words.summary, columns: [text(words.item, 26), text(words.value, 60), text(words.note, 50)], rows };
}

function forecast({ forecast: made }: ReportFacts): readonly Sheet[] {
  if (!made) return [];
  const { name, value, lower, upper } = made.rows;
  const columns = [whole(words.row), ...(name ? [text(words.name, 40)] : []), decimal(words.low), decimal(words.forecast), decimal(words.high)];
  return forecastSheets(words.forecast, columns, Array.from(value, (each, i) => [i + 1, ...(name ? [plain(name[i] ?? null)] : []), lower[i]!, each, upper[i]!]));
}

function backtest({ contenders, detail }: ReportFacts): Sheet {
  const { metric } = detail.run;
  const rows = contenders.flatMap((run) => (run.metrics[metric]?.folds ?? []).map((score, fold) => [modelWords[run.model].name, run.number, fold + 1, score]));
  return { name: words.backtest, columns: [text(words.model), whole(words.run), whole(words.fold), decimal(metricWords[metric].name)], rows };
}

function scores({ contenders }: ReportFacts): Sheet {
  const shown = metricNames.filter((name) => contenders.some((run) => run.metrics[name]));
  const rows = contenders.map((run) => [modelWords[run.model].name, run.number, ...shown.flatMap((name) => [run.metrics[name]?.mean ?? null, run.metrics[name]?.sd ?? null])]);
  return { name: words.scores, columns: [text(words.model), whole(words.run), ...shown.flatMap((name) => [decimal(metricWords[name].name), decimal(words.sdOf(metricWords[name].name))])], rows };
}

function misses({ misses: worst }: ReportFacts): Sheet {
  return { name: words.misses, columns: [whole(words.row), text(words.name, 40), decimal(words.sold), decimal(words.forecast), decimal(words.difference)], rows: worst.map(({ row, name, actual, predicted }) => [row, plain(name), actual, predicted, predicted - actual]) };
}

function drivers({ detail }: ReportFacts): Sheet {
  return { name: words.drivers, columns: [text(words.column, 32), decimal(words.rise), decimal(words.spread), decimal(words.low), decimal(words.high)], rows: detail.importance.map(({ column, mean, sd, lower, upper }) => [column, mean, sd, lower, upper]) };
}

function whatIf({ whatIf: curve }: ReportFacts): readonly Sheet[] {
  if (!curve) return [];
  const revenue = curve.isPrice ? [decimal(words.revenue)] : [];
  return [{ name: words.whatIf, columns: [decimal(curve.column), decimal(words.low), decimal(words.forecast), decimal(words.high), ...revenue], rows: curve.points.map(({ x, value, lower, upper }) => [x, lower, value, upper, ...(curve.isPrice ? [x * value] : [])]) }];
}

function drift({ drift: compared }: ReportFacts): readonly Sheet[] {
  if (!compared) return [];
  const heads = reportMessages.appendix.drift;
  const rows = compared.columns.map(({ column, method, score, threshold, drifted, effectSize, meaning, reason }) => [column, method, score, threshold, drifted ? heads.yes : heads.no, effectSize, reason ?? meaning]);
  return [{ name: words.drift, columns: [text(heads.column, 32), text(heads.method, 22), decimal(heads.score), decimal(heads.threshold), text(heads.drifted, 10), decimal(heads.effect), text(heads.meaning, 70)], rows }];
}

function pairs(name: string, facts: readonly PlainFact[]): Sheet {
  return { name, columns: [text(words.item, 34), text(words.value, 90)], rows: facts.map(([label, value]) => [label, value]) };
}

function plain(cell: Cell): string | number | null {
  return typeof cell === 'boolean' ? String(cell) : cell;
}
