/** What lies beside a model in any format: its encoding, the encoded rows, the answers the app gives for them, and a page to read. */
import { interopMessages } from '@shared/messages/interop';
import { metricWords, modelWords } from '@shared/messages/names';
import { toCsvLine } from '../../tracking';
import type { ExportFile } from '../exportFiles';
import { binNumber } from './xgboostJson';
import { leadFormula, type ModelSource } from './modelSource';

export interface ModelFilesSettings {
  /** Name of the model's file. */
  readonly modelFile: string;
  /** Lines that tell how the file is used. */
  readonly use: readonly string[];
  /** True where the file itself leads to the model's own scale and back to units of the target. */
  readonly backTransformInside: boolean;
  /** Features given as bin numbers, with their upper edges. */
  readonly binned: ReadonlyMap<number, readonly number[]>;
}

const noBins: ReadonlyMap<number, readonly number[]> = new Map();

export function modelFiles(source: ModelSource, { modelFile, use, backTransformInside, binned = noBins }: Omit<ModelFilesSettings, 'binned'> & { readonly binned?: ModelFilesSettings['binned'] }): ExportFile[] {
  return [
    { path: 'features.json', contents: featuresJson(source, backTransformInside, binned) },
    { path: 'encoded.csv', contents: encodedCsv(source, binned) },
    { path: 'predictions.csv', contents: predictionsCsv(source, backTransformInside) },
    { path: 'README.txt', contents: readme(source, modelFile, use, backTransformInside) },
  ];
}

/** What every model file leaves out. */
export function modelLosses({ detail, rowNumbers, trainedRows }: ModelSource): string[] {
  const words = interopMessages.lost;
  return [words.encodedOnly, ...(detail.interval ? [words.interval] : []), ...(rowNumbers.length < trainedRows ? [words.rowsShipped(rowNumbers.length, trainedRows)] : [])];
}

/** Of formats without a step after the sum of the trees. */
export function rawLoss({ parts }: ModelSource): string[] {
  const formula = leadFormula(parts);
  return formula === null ? [] : [interopMessages.lost.raw(formula)];
}

function featuresJson({ input, saved, detail, parts }: ModelSource, backTransformInside: boolean, binned: ModelFilesSettings['binned']): string {
  const formula = leadFormula(parts);
  const document = {
    format: 'almanac-features',
    formatVersion: 1,
    run: detail.run.id,
    snapshot: detail.run.snapshotId,
    target: saved.target,
    scale: saved.transform,
    backTransform: saved.transform === 'log1p' ? { formula: 'max(0, exp(answer) - 1)', insideModel: backTransformInside } : null,
    raw: formula && { formula, insideModel: backTransformInside },
    interval: detail.interval,
    features: input.features.map(({ position, name, columns, meaning, codes }) => ({ position, name, columns, meaning, ...(codes > 0 ? { codes } : {}), ...(binned.has(position) ? { binEdges: binned.get(position) } : {}) })),
    encodings: input.blocks.map(({ offset, width, encoding }) => ({ from: offset, count: width, ...encoding })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** Numbers in full; missing is the empty cell. */
function encodedCsv({ input, encoded, rowNumbers }: ModelSource, binned: ModelFilesSettings['binned']): string {
  const columns = encoded.map((values, position) => {
    const edges = binned.get(position);
    return edges ? values.map((value) => binNumber(value, edges)) : values;
  });
  const lines = [toCsvLine(input.features.map(({ name }) => name))];
  rowNumbers.forEach((_, i) => lines.push(toCsvLine(columns.map((values) => orEmpty(values[i])))));
  return lines.join('');
}

function orEmpty(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}

function predictionsCsv({ rowNumbers, answers, predictions, raw }: ModelSource, leadInside: boolean): string {
  const sums = leadInside ? null : raw;
  const lines = [toCsvLine(['row', 'answer', 'prediction', ...(sums ? ['raw'] : [])])];
  rowNumbers.forEach((row, i) => lines.push(toCsvLine([row, answers[i] ?? null, predictions[i] ?? null, ...(sums ? [sums[i] ?? null] : [])])));
  return lines.join('');
}

function readme({ detail: { run }, saved, parts }: ModelSource, modelFile: string, use: readonly string[], backTransformInside: boolean): string {
  const formula = backTransformInside ? null : leadFormula(parts);
  const score = run.metrics[run.metric]?.mean;
  const lines = [
    `${modelWords[saved.kind].name} for ${saved.target}, run ${run.number} of Almanac ${run.appVersion}`,
    '',
    ...(score === undefined || score === null ? [] : [`${metricWords[run.metric].name} on rows it had not seen: ${score}`]),
    `Trained on ${run.rows} rows of snapshot ${run.snapshotId}, seed ${run.seed}.`,
    ...(run.usesLeak ? ['Warning: it reads columns that give the answer away.'] : []),
    '',
    'Files',
    `  ${modelFile}`,
    '      the model. It takes numbers, not the columns of the file: one column per feature, in the order of features.json.',
    '  features.json',
    '      every feature: the columns it is made from and how, exactly enough to do it again.',
    '  encoded.csv',
    '      training rows as the model sees them, one column per feature; empty is missing.',
    '  predictions.csv',
    "      what Almanac answers for these rows, in the same order: the row's number in the snapshot, the answer on",
      "      the model's own scale, and the prediction in units of the target.",
    '',
    ...use,
    '',
    ...(formula === null ? [] : [`The model file answers with the logarithm of a mean in units, the column raw of predictions.csv: ${formula}.`]),
    saved.transform === 'log1p'
      ? `The model's own scale is log(1 + ${saved.target}). ${backTransformInside ? 'The model file leads back to units itself.' : 'To get units: max(0, exp(answer) - 1).'}`
      : `The model's own scale is ${saved.target} itself.`,
  ];
  return `${lines.join('\n')}\n`;
}
