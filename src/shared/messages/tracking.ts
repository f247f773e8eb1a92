/** What the engine says about races, runs and their comparison. */
import type { ModelKind } from '../areas/tracking';
import { modelWords } from './names';

const fine = (value: number): string => value.toLocaleString('en-US', { maximumSignificantDigits: 6 });
const count = (value: number): string => value.toLocaleString('en-US');
const list = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

export const trackingMessages = {
  progress: {
    preparing: 'Reading the data',
    radar: 'Looking for columns that give the answer away',
    fitting: (model: string, fold: number, folds: number): string => `${model}, fold ${fold} of ${folds}`,
    finalFit: (model: string): string => `${model}, on all rows`,
    finishing: 'Comparing the models',
  },
  refused: {
    noTarget: (target: string): string => `There is no column "${target}" to predict. Choose one of the columns of this version.`,
    textTarget: (target: string, type: string): string => `"${target}" holds ${type}, not numbers, so it cannot be predicted here. Choose a column of whole or decimal numbers.`,
    negativeTarget: (target: string, metric: string): string => `"${target}" holds negative values, for which ${metric} is not defined. Choose another metric, such as rmse.`,
    unknownColumns: (use: string, names: readonly string[]): string => `${names.length === 1 ? 'A column' : 'Columns'} named ${use} ${names.length === 1 ? 'is' : 'are'} not in this version: ${list(names)}. Check the spelling.`,
    targetInUse: (target: string, use: string): string => `"${target}" is the column to predict and cannot also be ${use}. Choose another column.`,
    groupMissing: 'To keep groups together, say which column holds the group.',
    dateMissing: 'To split by time, say which column holds the date.',
    foldFileMissing: 'To take the folds from a file, choose a CSV file with the columns row, repeat and fold.',
    foldFile: (line: number, reason: string): string => `The fold file cannot be used: line ${line} ${reason}. It needs the columns row, repeat and fold, all whole numbers; rows count from 1.`,
    foldFileEmpty: 'The fold file holds no folds. It needs the columns row, repeat and fold.',
    noFeatures: 'Every column is left out, so there is nothing to learn from. Keep at least one.',
    unknownSetting: (model: ModelKind, setting: string, known: readonly string[]): string => `${modelWords[model].name} has no setting "${setting}". ${known.length > 0 ? `Its settings are ${known.join(', ')}.` : 'It has no settings.'}`,
    settingValue: (model: ModelKind, setting: string, { lowest, highest, whole }: { readonly lowest: number; readonly highest: number; readonly whole?: true }, given: string): string => `The setting "${setting}" of ${modelWords[model].name} cannot be ${given}. Give ${whole ? 'a whole number' : 'a number'} from ${fine(lowest)} to ${fine(highest)}.`,
    changedSince: 'The data or the folds of this race are no longer what they were, so it cannot be taken up again. Start a new race.',
  },
  excluded: {
    chosen: 'left out by you',
    ignored: 'marked as ignored',
    identifier: 'an identifier: it names rows and tells nothing about new ones',
    constant: 'the same in every row',
    empty: 'missing in every row',
    group: 'the groups held out are never seen in training',
  },
  unknownRun: 'This run is not known. It may belong to another project.',
  unknownRace: 'This race is not known. It may belong to another project.',
  compareTwo: 'Choose at least two runs to compare.',
  stillTraining: (run: number): string => `Run ${run} is still being trained. Cancel its race first.`,
  noModel: (run: number, state: string): string => `Run ${run} is ${state} and has no stored model. Choose a finished run.`,
  otherTask: (run: number): string => `Run ${run} forecasts time series, so it cannot answer for single rows. Use the series explorer or the command forecast.`,
  heldOutFile: (race: number): string => `held-out predictions of race ${race}.csv`,
  search: {
    unreadable: (reason: string, character: number): string => `The search cannot be read: ${reason} (character ${character}). Write words, or conditions such as rmsle < 1.8 and model = ridge.`,
    endMissing: 'something is missing at the end',
    parenthesisOpen: 'a closing parenthesis is missing',
    quotationOpen: 'a quotation mark is not closed',
    unexpected: (text: string): string => `"${text}" is not expected here`,
    valueMissing: (before: string): string => `a value is missing after ${before}`,
  },
  averageNeedsTwo: 'The average needs at least two learned models that finished.',
  memberFailed: 'This model could not be trained',
  comparison: {
    otherTarget: (first: string, second: string): string => `They predict different columns: "${first}" and "${second}".`,
    otherRows: (first: number, second: number): string => (first === second ? 'They were trained on different rows.' : `They were trained on different rows: ${count(first)} and ${count(second)}.`),
    otherSplit: 'Their folds hold out different rows, so a difference may come from the split alone.',
    leak: (run: number): string => `Run ${run} uses a column known only after the sale; its score cannot be reached on a new product.`,
    unfinished: (run: number): string => `Run ${run} has not finished all folds.`,
    undefinedMetric: (metric: string): string => `${metric} is not defined on every fold.`,
    oneFold: 'One fold cannot tell chance from skill.',
    clear: (better: boolean, foldsBetter: number, folds: number): string => `${better ? 'Better' : 'Worse'} by more than the folds differ; better on ${foldsBetter} of ${folds} folds.`,
    noise: (foldsBetter: number, folds: number): string => `The difference may be chance; better on ${foldsBetter} of ${folds} folds.`,
    equal: 'The same on every fold.',
  },
  setup: {
    target: (column: string): string => `"${column}" looks like what was sold.`,
    noTarget: 'No column of numbers stands out as what was sold; choose it yourself.',
    group: (column: string, groups: number, rows: number): string => `Folds keep "${column}" together: ${count(groups)} values in ${count(rows)} rows, so a random split would show the model some of the answers.`,
    repeats: (column: string, repeats: number): string => `${count(repeats)} rows repeat a value of "${column}"; only the first of each is kept.`,
    leaks: (columns: readonly string[]): string => `${columns.length === 1 ? 'One column is' : `${columns.length} columns are`} known only after the sale and would give the answer away: ${list(columns)}.`,
    afterSale: (column: string): string => `${column} is known only after the sale, so a new product cannot have it.`,
  },
  /** Titles of what travels through a shared folder. */
  sharing: {
    experiment: (race: number): string => `race ${race}`,
    run: (run: number, model: string): string => `run ${run}, ${model}`,
    notes: (run: number): string => `note on run ${run}`,
    tags: (run: number): string => `tags of run ${run}`,
    deleted: (run: number): string => `deletion of run ${run}`,
    noNotes: 'no note',
    noTags: 'no tags',
    keptRun: 'keep the run',
    deletedRun: 'delete the run',
    noBest: 'no best run',
    verdict: (race: number): string => `verdict of race ${race}`,
  },
} as const;
