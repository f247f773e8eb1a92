/** Expectations about how values are distributed. The tests among them are of releases before 1.0. */
import { z } from 'zod';
import { greatExpectationsMessages as words } from '@shared/messages/greatExpectations';
import { defineExpectation, valueSchema, type ExpectationMapping, type Kwargs } from '../expectationMapping';
import { bareNumber } from '../suiteText';

const weights = z.array(z.number());
/** JSON has no infinity: it stands there as a text. */
const edge = z.union([z.number(), z.enum(['-Infinity', 'Infinity'])]);
const categorical = z.strictObject({ values: z.array(valueSchema), weights });
const continuous = z.strictObject({ bins: z.array(edge), weights, tail_weights: z.array(z.number()).length(2).optional() });
const partitionKwarg = z.union([categorical, continuous]);
const partitionArg = z.union([categorical, z.strictObject({ bins: z.array(edge), weights, tailWeights: z.array(z.number()).optional() })]);
const holdout = z.number().min(0).max(1).nullish();
const shareArg = z.number().default(0);

const parameterNames = { norm: ['mean', 'std_dev'], beta: ['alpha', 'beta', 'loc', 'scale'], gamma: ['alpha', 'loc', 'scale'], uniform: ['min', 'max'], chi2: ['df', 'loc', 'scale'], expon: ['loc', 'scale'] } as const;
const defaults: Readonly<Record<string, number>> = { loc: 0, scale: 1 };
const distributionSchema = z.enum(['norm', 'beta', 'gamma', 'uniform', 'chi2', 'expon']);
const groups = z.number().int().min(1).nullish();
const bins = z.union([z.array(z.number()), z.array(z.array(valueSchema))]).nullish();
const groupsArg = z.number().default(10);
const binsArg = bins.default(null);

export const distributions: readonly ExpectationMapping[] = [
  defineExpectation({
    type: 'expect_column_kl_divergence_to_be_less_than',
    kind: 'divergence',
    kwargs: { partition_object: partitionKwarg, threshold: z.number().min(0).nullish(), tail_weight_holdout: holdout, internal_weight_holdout: holdout, bucketize_data: z.boolean().nullish() },
    args: z.strictObject({ partition: partitionArg, most: z.number().nullable().default(null), tailHoldout: shareArg, internalHoldout: shareArg }),
    read: ({ partition_object: partition, threshold, tail_weight_holdout: tailHoldout, internal_weight_holdout: internalHoldout, bucketize_data: intervals }) =>
      intervals === false && 'bins' in partition ? words.left.bucketize : { partition: readPartition(partition), ...(typeof threshold === 'number' && { most: threshold }), ...(tailHoldout && { tailHoldout }), ...(internalHoldout && { internalHoldout }) },
    write: ({ partition, most, tailHoldout, internalHoldout }) => ({ partition_object: writePartition(partition), threshold: most ?? undefined, ...(tailHoldout > 0 && { tail_weight_holdout: tailHoldout }), ...(internalHoldout > 0 && { internal_weight_holdout: internalHoldout }) }),
  }),
  defineExpectation({
    type: 'expect_column_chisquare_test_p_value_to_be_greater_than',
    kind: 'chi-square',
    kwargs: { partition_object: categorical, p: z.number().default(0.05), tail_weight_holdout: holdout },
    args: z.strictObject({ partition: categorical, least: z.number().default(0.05), tailHoldout: shareArg }),
    read: ({ partition_object: partition, p: least, tail_weight_holdout: tailHoldout }) => ({ partition, least, ...(tailHoldout && { tailHoldout }) }),
    write: () => null,
  }),
  defineExpectation({
    type: 'expect_column_parameterized_distribution_ks_test_p_value_to_be_greater_than',
    kind: 'distribution-fit',
    kwargs: { distribution: distributionSchema, params: z.union([z.array(z.number()), z.record(z.string(), z.number())]), p_value: z.number().default(0.05) },
    args: z.strictObject({ distribution: distributionSchema, parameters: z.array(z.number()), least: z.number().default(0.05) }),
    read: ({ distribution, params, p_value: least }) => ({ distribution, parameters: Array.isArray(params) ? params : parameterNames[distribution].map((name) => params[name] ?? defaults[name] ?? NaN), least }),
    write: () => null,
  }),
  defineExpectation({
    type: 'expect_column_bootstrapped_ks_test_p_value_to_be_greater_than',
    kind: 'bootstrapped-fit',
    kwargs: { partition_object: continuous, p: z.number().default(0.05), bootstrap_samples: z.number().int().nullish(), bootstrap_sample_size: z.number().int().nullish() },
    args: z.strictObject({ partition: partitionArg, least: z.number(), samples: z.number().optional(), sampleSize: z.number().optional() }),
    read: ({ partition_object: partition, p: least, bootstrap_samples: samples, bootstrap_sample_size: sampleSize }) => ({ partition: readPartition(partition), least, samples: samples ?? undefined, sampleSize: sampleSize ?? undefined }),
    write: () => null,
  }),
  defineExpectation({
    type: 'expect_column_pair_cramers_phi_value_to_be_less_than',
    domain: 'pair',
    kind: 'association',
    kwargs: { bins_A: bins, bins_B: bins, n_bins_A: groups, n_bins_B: groups, threshold: z.number().nullish() },
    args: z.strictObject({ most: z.number().default(0.1), firstGroups: groupsArg, secondGroups: groupsArg, firstBins: binsArg, secondBins: binsArg }),
    read: ({ bins_A: firstBins, bins_B: secondBins, n_bins_A: firstGroups, n_bins_B: secondGroups, threshold: most }) => ({ most: most ?? undefined, firstGroups: firstGroups ?? undefined, secondGroups: secondGroups ?? undefined, firstBins: firstBins ?? undefined, secondBins: secondBins ?? undefined }),
    write: () => null,
  }),
];

function readPartition(partition: z.output<typeof partitionKwarg>): z.input<typeof partitionArg> {
  if ('values' in partition) return partition;
  const { tail_weights: tailWeights, ...rest } = partition;
  return { ...rest, ...(tailWeights && { tailWeights }) };
}

function writePartition(partition: z.output<typeof partitionArg>): Kwargs {
  if ('values' in partition) return partition;
  const { tailWeights, bins: edges, ...rest } = partition;
  return { ...rest, bins: edges.map((each) => (typeof each === 'number' ? each : bareNumber(each))), ...(tailWeights && { tail_weights: tailWeights }) };
}
