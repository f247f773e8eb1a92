/** Single drift requests, as the command `drift-test --stdin` takes them: one request object in, one answer object out. */
import { z } from 'zod';
import { driftMethodNameSchema, driftTypeSchema } from '@shared/areas/monitoring';
import { EngineError } from '@shared/contract/errors';
import { mean } from '../../math';
import { chooseMethod } from '../chooseMethod';
import { defaultDriftShare, judgeDataset } from '../datasetVerdict';
import { judgeColumn } from '../judgeColumn';
import { assertApplicable, methodNamed } from '../methods';
import { errorBias, type BiasColumn } from '../performance/errorBias';
import { measureRegression } from '../performance/regressionQuality';
import { bucketPsi, defaultRegrouping, largestRankDifference, largestShareDifference, regroupedChiSquare, robust, type CountTable } from './deequ';
import { listSchema, numberOf, sampleOf } from './requestLists';

type Answer = Readonly<Record<string, unknown>>;

const thresholdSchema = z.number().optional();
const pairSchema = z.object({ column_type: driftTypeSchema, reference: listSchema, current: listSchema, threshold: thresholdSchema });
const countsSchema = z.record(z.string(), z.number().nonnegative());
const deequOptionsSchema = z.object({ alpha: z.number().positive().optional(), absThresholdYates: z.number().optional(), percThresholdYates: z.number().optional(), absThresholdCochran: z.number().optional(), statistic: z.boolean().optional() }).prefault({});

/** Throws `invalid-input` where the request is none, or the test cannot be made. */
export function answerDriftRequest(request: unknown): Answer {
  const kind = z.object({ op: z.string().optional(), test: z.string().optional() }).loose().safeParse(request);
  if (!kind.success) throw new EngineError('invalid-input', 'A request is a JSON object with "test" or "op".');
  const { op, test } = kind.data;
  if (op !== undefined) {
    const answer = Object.hasOwn(operations, op) ? operations[op] : undefined;
    if (!answer) throw new EngineError('invalid-input', `There is no operation ${op}. There are: ${Object.keys(operations).join(', ')}.`);
    return answer(request);
  }
  if ('sample' in kind.data) return answerDeequ(test ?? '', request);
  return test === 'l_infinity' ? answerLargestDifference(request) : answerTest(test, request);
}

function answerTest(test: string | undefined, request: unknown): Answer {
  const { column_type, reference, current, threshold } = read(pairSchema, request);
  const verdict = judgeColumn(sampleOf(column_type, reference, current), { method: test === undefined ? undefined : methodNamed(test).name, threshold });
  return { test: verdict.method, ...verdict };
}

/** NannyML: the largest difference of two shares; its thresholds are learned, so that there is a verdict only where one is given. */
function answerLargestDifference(request: unknown): Answer {
  const { reference, current, threshold } = read(pairSchema, request);
  const count = (list: readonly unknown[]): CountTable => list.reduce<Map<string, number>>((counts, value) => (value === null ? counts : counts.set(JSON.stringify(value), (counts.get(JSON.stringify(value)) ?? 0) + 1)), new Map());
  if (reference.length === 0 || current.length === 0) throw new EngineError('invalid-input', 'Both samples need values.');
  return withVerdict('l_infinity', largestShareDifference(count(reference), count(current)), threshold);
}

function answerDeequ(test: string, request: unknown): Answer {
  const { options, threshold } = read(z.object({ options: deequOptionsSchema, threshold: thresholdSchema }), request);
  if (test === 'psi_buckets' || test.startsWith('numeric_l_infinity')) {
    const { sample, baseline } = read(z.object({ sample: z.array(z.number()).min(1), baseline: z.array(z.number()).min(1) }), request);
    if (test === 'psi_buckets') return withVerdict(test, bucketPsi(sample, baseline), threshold);
    const plain = largestRankDifference(sample, baseline);
    return withVerdict(test, test.endsWith('robust') ? robust(plain, sample.length, baseline.length, options.alpha) : plain, threshold);
  }
  const tables = read(z.object({ sample: countsSchema, baseline: countsSchema }), request);
  const [sample, baseline] = [new Map(Object.entries(tables.sample)), new Map(Object.entries(tables.baseline))];
  const total = (counts: CountTable): number => [...counts.values()].reduce((all, count) => all + count, 0);
  if (total(sample) === 0 || total(baseline) === 0) throw new EngineError('invalid-input', 'Both tables need counts.');
  if (test.startsWith('l_infinity')) {
    const plain = largestShareDifference(sample, baseline);
    return withVerdict(test, test.endsWith('robust') ? robust(plain, total(sample), total(baseline), options.alpha) : plain, threshold);
  }
  if (!test.startsWith('chi')) throw new EngineError('invalid-input', `There is no test ${test} over counts. There are: l_infinity, l_infinity_robust, numeric_l_infinity, numeric_l_infinity_robust, chisquare, psi_buckets.`);
  const found = regroupedChiSquare(sample, baseline, {
    yates: options.absThresholdYates ?? defaultRegrouping.yates,
    shareYates: options.percThresholdYates ?? defaultRegrouping.shareYates,
    cochran: options.absThresholdCochran ?? defaultRegrouping.cochran,
  });
  return { ...withVerdict(test, found && (options.statistic === true || test.includes('statistic') ? found.statistic : found.pValue), threshold), statistic: found?.statistic ?? null };
}

function withVerdict(test: string, score: number | null, threshold: number | undefined): Answer {
  const isPValue = test.startsWith('chi');
  return { test, method: test, score, threshold: threshold ?? null, drifted: threshold === undefined || score === null ? null : isPValue ? score < threshold : score > threshold };
}

const operations: Readonly<Record<string, (request: unknown) => Answer>> = {
  'select-default-test': (request) => {
    const sizes = z.object({ column_type: driftTypeSchema, reference_rows: z.number().int().nonnegative(), unique_values_in_both: z.number().int().nonnegative().optional() }).safeParse(request);
    if (sizes.success) return named(chooseMethod(sizes.data.column_type, sizes.data.reference_rows, sizes.data.unique_values_in_both ?? 0));
    const { column_type, reference, current, threshold } = read(pairSchema, request);
    const sample = sampleOf(column_type, reference, current);
    const [rows, different] = sample.type === 'text' ? [sample.reference.length, 0] : [sample.referenceRows, sample.values.length];
    return { ...named(chooseMethod(column_type, rows, different)), ...tryJudging(() => ({ ...judgeColumn(sample, { threshold }) })) };
  },
  'explicit-test': (request) => {
    const { test, column_type } = read(z.object({ test: z.string(), column_type: driftTypeSchema }), request);
    assertApplicable(methodNamed(test), column_type);
    const pair = pairSchema.safeParse(request);
    return pair.success ? answerTest(test, request) : named(test);
  },
  'dataset-drift-share': (request) => {
    const { columns, drifted, drift_share } = read(z.object({ columns: z.number().int().nonnegative(), drifted: z.number().int().nonnegative(), drift_share: z.number().default(defaultDriftShare) }), request);
    const verdict = judgeDataset(columns, drifted, drift_share);
    return { share: verdict.share, dataset_drift: verdict.drifted };
  },
  'dataset-drift': (request) => {
    const columnSchema = z.object({ type: driftTypeSchema, reference: listSchema, current: listSchema, test: driftMethodNameSchema.optional(), threshold: thresholdSchema });
    const { columns, all_threshold, drift_share } = read(z.object({ columns: z.record(z.string(), columnSchema), all_threshold: thresholdSchema, drift_share: z.number().default(defaultDriftShare) }), request);
    const verdicts = Object.entries(columns).map(([column, { type, reference, current, test, threshold }]) => ({ column, ...judgeColumn(sampleOf(type, reference, current), { method: test, threshold: threshold ?? all_threshold }) }));
    const drifted = verdicts.filter((verdict) => verdict.drifted).length;
    const { share, drifted: dataset_drift } = judgeDataset(verdicts.length, drifted, drift_share);
    // The peer prints this share with four decimals.
    return { number_of_columns: verdicts.length, number_of_drifted_columns: drifted, share_of_drifted_columns: Math.round(share * 1e4) / 1e4, dataset_drift, columns: verdicts };
  },
  'std-threshold': standardDeviationRule,
  'constant-threshold': (request) => {
    const { lower, upper } = read(z.object({ lower: z.number().nullable().default(null), upper: z.number().nullable().default(null) }), request);
    return { lower, upper };
  },
  'threshold-rule': standardDeviationRule,
  regression: (request) => {
    const { target, prediction } = readPair(request);
    const quality = measureRegression(target, prediction);
    return { mae: quality.mae, mean_error: quality.meanError, error_std: quality.errorSd, mape_percent: quality.mape, rmse: quality.rmse, r2: quality.r2, max_abs_error: quality.maxAbsoluteError };
  },
  'error-bias': answerErrorBias,
};

function named(test: string): Answer {
  return { test, method: test };
}

/** A choice stands even where the data do not allow the test itself. */
function tryJudging(judge: () => Answer): Answer {
  try {
    return judge();
  } catch (error) {
    if (error instanceof EngineError) return { score: null, drifted: null, reason: error.message };
    throw error;
  }
}

/** NannyML: mean of the reference chunks plus and minus a multiple of their population standard deviation. */
function standardDeviationRule(request: unknown): Answer {
  const { chunk_values, lower_multiplier, upper_multiplier } = read(z.object({ chunk_values: listSchema, lower_multiplier: z.number().nonnegative().nullable().default(3), upper_multiplier: z.number().nonnegative().nullable().default(3) }), request);
  const values = chunk_values.map(numberOf).filter((value) => !Number.isNaN(value));
  const centre = mean(values);
  if (centre === null) throw new EngineError('invalid-input', 'The rule needs values of the reference chunks.');
  const deviation = Math.sqrt(values.reduce((total, value) => total + (value - centre) ** 2, 0) / values.length);
  return { lower: lower_multiplier === null ? null : centre - lower_multiplier * deviation, upper: upper_multiplier === null ? null : centre + upper_multiplier * deviation };
}

function answerErrorBias(request: unknown): Answer {
  const featureSchema = z.object({ type: z.enum(['num', 'cat']), values: listSchema });
  const { top_error, features } = read(z.object({ top_error: z.number().default(0.05), features: z.record(z.string(), featureSchema).default({}) }), request);
  if (!(top_error > 0 && top_error < 0.5)) throw new EngineError('invalid-input', `top_error must lie between 0 and 0.5, not ${top_error}.`);
  const { target, prediction } = readPair(request);
  const columns = Object.entries(features).map(([name, { type, values }]): BiasColumn => (type === 'num' ? { name, type, values: Float64Array.from(values, numberOf) } : { name, type, values: values.map((value) => (value === null ? null : String(value))) }));
  const bias = errorBias(target, prediction, columns, top_error);
  const quality = measureRegression(target, prediction);
  return { quantile_low: bias.low, quantile_high: bias.high, mean_error: quality.meanError, mae: quality.mae, ...Object.fromEntries(bias.columns.map(({ column, majority, under, over, range }) => [column, { majority, under, over, range }])) };
}

/** Rows where either is missing are left out. */
function readPair(request: unknown): { readonly target: Float64Array; readonly prediction: Float64Array } {
  const lists = read(z.object({ target: listSchema, prediction: listSchema }), request);
  const [target, prediction] = [lists.target.map(numberOf), lists.prediction.map(numberOf)];
  if (target.length !== prediction.length) throw new EngineError('invalid-input', `target and prediction need the same number of values, not ${target.length} and ${prediction.length}.`);
  const whole = target.map((value, i) => Number.isFinite(value) && Number.isFinite(prediction[i]));
  return { target: Float64Array.from(target.filter((_, i) => whole[i])), prediction: Float64Array.from(prediction.filter((_, i) => whole[i])) };
}

function read<S extends z.ZodType>(schema: S, request: unknown): z.output<S> {
  const parsed = schema.safeParse(request);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new EngineError('invalid-input', `The request is not valid (${issue?.path.join('.') ?? ''}): ${issue?.message ?? 'unknown reason'}.`);
}
