/**
 * A model as ONNX: input `features` (rows x features, double, missing is NaN), outputs `prediction` in units of the target
 * and `answer` on the model's own scale. Trees become TreeEnsembleRegressor with double thresholds and "at most" as in the
 * app, sets of codes become columns of their own; lines and networks become matrix products, nearest neighbours the smallest
 * of all distances. The way back from log1p is inside the graph.
 */
import { EngineError } from '@shared/contract/errors';
import { interopMessages } from '@shared/messages/interop';
import { furthestStandardised, type ModelParts, type TargetTransform } from '../../../training';
import type { EncodedInput } from '../encodedInput';
import { treeNodes } from '../treeNodes';
import { writeGraph } from './graph';
import { GraphBuilder } from './graphBuilder';
import { setsAsColumns } from './setColumns';

export interface OnnxSettings {
  readonly transform: TargetTransform;
  readonly target: string;
  readonly appVersion: string;
  readonly runId: string;
}

const inputName = 'features';
/** Squared distance. */
const sameRow = 1e-9;

export function writeOnnx(model: ModelParts, input: EncodedInput, { transform, target, appVersion, runId }: OnnxSettings): Uint8Array {
  const graph = new GraphBuilder();
  const answer = graph.step('Identity', [answerOf(graph, model, input)], [], 'answer');
  if (transform === 'log1p') graph.step('Max', [graph.step('Sub', [graph.step('Exp', [answer]), graph.number(1)]), graph.number(0)], [], 'prediction');
  else graph.step('Identity', [answer], [], 'prediction');
  return writeGraph({
    name: 'almanac',
    description: `Predicts ${target}. The columns of ${inputName} are listed in features.json.`,
    producerVersion: appVersion,
    nodes: graph.nodes,
    constants: graph.constants,
    inputs: [{ name: inputName, width: input.features.length }],
    outputs: [
      { name: 'prediction', width: 1 },
      { name: 'answer', width: 1 },
    ],
    metadata: { target, transform, run: runId },
  });
}

/** Name of a matrix of rows x 1. */
function answerOf(graph: GraphBuilder, part: ModelParts, input: EncodedInput): string {
  switch (part.kind) {
    case 'constant':
      return everywhere(graph, part.value, input);
    case 'groups':
      return part.column === null ? everywhere(graph, part.overall, input) : groupAnswer(graph, part, input);
    case 'linear': {
      const { weights, intercept, lead, lowest, highest } = part;
      const sum = weights.length === 0 ? null : graph.step('MatMul', [standardised(graph, part, input), graph.doubles(weights, [weights.length, 1])]);
      const line = sum === null ? everywhere(graph, intercept, input) : graph.step('Add', [sum, graph.number(intercept)]);
      return between(graph, led(graph, line, lead), lowest, highest);
    }
    case 'trees':
      return led(graph, treesAnswer(graph, part, input), part.lead);
    case 'steps':
      if (part.answer === 'likeliest') throw new EngineError('unavailable-here', interopMessages.refused.likeliestStep);
      return stepsAnswer(graph, part, answerOf(graph, part.latent, input));
    case 'network':
      return networkAnswer(graph, part, input);
    case 'neighbours':
      return neighboursAnswer(graph, part, input);
    case 'combination': {
      const sum = graph.step('Sum', part.members.map((member, i) => graph.step('Mul', [answerOf(graph, member, input), graph.number(part.weights[i] ?? 0)])));
      return graph.step('Add', [graph.step('Div', [sum, graph.number(part.divisor)]), graph.number(part.intercept)]);
    }
  }
}

/** The columns of a part, in the order its encoding gives them. */
function columnsOf(graph: GraphBuilder, part: ModelParts, input: EncodedInput): string {
  const { offset, width } = input.blockOf(part);
  if (width === input.features.length) return inputName;
  return graph.step('Gather', [inputName, graph.integers(Array.from({ length: width }, (_, i) => offset + i))], [{ name: 'axis', kind: 'int', value: 1 }]);
}

/** One value for each row: the first column times 0 would keep NaN, so rows are counted by its shape. */
function everywhere(graph: GraphBuilder, value: number, input: EncodedInput): string {
  const first = graph.step('Gather', [inputName, graph.integers([0])], [{ name: 'axis', kind: 'int', value: 1 }]);
  const shape = graph.step('Shape', [first]);
  return input.features.length === 0 ? graph.number(value) : graph.step('Expand', [graph.doubles([value], [1, 1]), shape]);
}

function groupAnswer(graph: GraphBuilder, part: Extract<ModelParts, { kind: 'groups' }>, input: EncodedInput): string {
  const numbers = graph.step('Cast', [columnsOf(graph, part, input)], [{ name: 'to', kind: 'int', value: 7 }]);
  const table = graph.doubles([part.overall, ...part.groups.map(([, value]) => value)]);
  return graph.step('Gather', [table, numbers], [{ name: 'axis', kind: 'int', value: 0 }]);
}

function standardised(graph: GraphBuilder, part: Extract<ModelParts, { kind: 'linear' | 'network' | 'neighbours' }>, input: EncodedInput): string {
  const centred = graph.step('Sub', [columnsOf(graph, part, input), graph.doubles(part.scaling.means)]);
  return between(graph, graph.step('Div', [centred, graph.doubles(part.scaling.sds)]), -furthestStandardised, furthestStandardised);
}

function led(graph: GraphBuilder, from: string, lead: Extract<ModelParts, { kind: 'linear' }>['lead']): string {
  return lead.reduce((value, step) => (step === 'exp' ? graph.step('Exp', [value]) : graph.step('Log', [graph.step('Add', [value, graph.number(1)])])), from);
}

function between(graph: GraphBuilder, values: string, lowest: number, highest: number): string {
  return graph.step('Clip', [values, graph.number(lowest), graph.number(highest)]);
}

function treesAnswer(graph: GraphBuilder, part: Extract<ModelParts, { kind: 'trees' }>, input: EncodedInput): string {
  if (part.plan.kept.length === 0 && part.trees.roots.length === 0) return everywhere(graph, part.base, input);
  const isMedian = part.answer === 'median';
  const { offset, width } = input.blockOf(part);
  const { columns, nodes } = setsAsColumns(graph, columnsOf(graph, part, input), input.features.slice(offset, offset + width).map(({ codes }) => codes), treeNodes(isMedian ? { ...part, weight: 1 } : part));
  const inner = nodes.filter(({ leaf }) => !leaf);
  const leaves = nodes.filter(({ leaf }) => leaf);
  const ints = (name: string, value: readonly number[]): { name: string; kind: 'ints'; value: readonly number[] } => ({ name, kind: 'ints', value });
  const sums = graph.classicalStep('TreeEnsembleRegressor', [columns], [
    { name: 'aggregate_function', kind: 'string', value: 'SUM' },
    { name: 'post_transform', kind: 'string', value: 'NONE' },
    { name: 'n_targets', kind: 'int', value: isMedian ? part.trees.roots.length : 1 },
    ints('nodes_treeids', nodes.map(({ tree }) => tree)),
    ints('nodes_nodeids', nodes.map(({ node }) => node)),
    ints('nodes_featureids', nodes.map(({ feature }) => feature)),
    ints('nodes_truenodeids', nodes.map(({ left }) => left)),
    ints('nodes_falsenodeids', nodes.map(({ right }) => right)),
    ints('nodes_missing_value_tracks_true', nodes.map(({ missingLeft }) => (missingLeft ? 1 : 0))),
    { name: 'nodes_modes', kind: 'strings', value: nodes.map(({ leaf }) => (leaf ? 'LEAF' : 'BRANCH_LEQ')) },
    { name: 'nodes_values_as_tensor', kind: 'doubles', value: nodes.map(({ threshold }) => threshold) },
    ints('target_treeids', leaves.map(({ tree }) => tree)),
    ints('target_nodeids', leaves.map(({ node }) => node)),
    ints('target_ids', leaves.map(({ tree }) => (isMedian ? tree : 0))),
    { name: 'target_weights_as_tensor', kind: 'doubles', value: leaves.map(({ value }) => value) },
  ]);
  if (inner.length + leaves.length !== nodes.length) throw new Error('Every node is a split or a leaf.');
  // The operator answers floats; what follows is double again.
  const answers = graph.step('Cast', [sums], [{ name: 'to', kind: 'int', value: 11 }]);
  return isMedian ? medianAcross(graph, answers, part.trees.roots.length) : graph.step('Add', [answers, graph.number(part.base)]);
}

/** The middle of each row, or the mean of its middle two. */
function medianAcross(graph: GraphBuilder, values: string, width: number): string {
  const half = Math.floor(width / 2) + 1;
  const [lower] = graph.pair('TopK', [values, graph.integers([half])], [{ name: 'axis', kind: 'int', value: 1 }, { name: 'largest', kind: 'int', value: 0 }]);
  const middle = width % 2 === 1 ? [half - 1] : [half - 2, half - 1];
  const picked = graph.step('Gather', [lower, graph.integers(middle)], [{ name: 'axis', kind: 'int', value: 1 }]);
  return graph.step('Div', [graph.step('ReduceSum', [picked, graph.integers([1])], [{ name: 'keepdims', kind: 'int', value: 1 }]), graph.number(middle.length)]);
}

/** Lowest cut + sum over the others of its distance from the one before * P(latent answer + noise >= cut), or for the median * 1 where the latent answer reaches it; runtimes have Erf for floats only. */
function stepsAnswer(graph: GraphBuilder, { cuts, spread, answer }: Extract<ModelParts, { kind: 'steps' }>, latent: string): string {
  const higher = cuts.slice(1);
  const as = (from: string, type: number): string => graph.step('Cast', [from], [{ name: 'to', kind: 'int', value: type }]);
  const gaps = graph.doubles(higher.map((cut, i) => cut - (cuts[i] ?? 0)), [higher.length, 1]);
  const stepsUp = (shares: string): string => graph.step('Add', [graph.step('MatMul', [shares, gaps]), graph.number(cuts[0] ?? 0)]);
  if (answer === 'median') return stepsUp(as(graph.step('GreaterOrEqual', [latent, graph.doubles(higher, [1, higher.length])]), 11));
  const distances = graph.step('Div', [graph.step('Sub', [latent, graph.doubles(higher, [1, higher.length])]), graph.number(spread * Math.SQRT2)]);
  const chances = graph.step('Mul', [graph.step('Add', [as(graph.step('Erf', [as(distances, 1)]), 11), graph.number(1)]), graph.number(0.5)]);
  return stepsUp(chances);
}

/** Squared distances as |q|² - 2 q·x + |x|²: what is closer than rounding leaves over counts as the same row. */
function neighboursAnswer(graph: GraphBuilder, part: Extract<ModelParts, { kind: 'neighbours' }>, input: EncodedInput): string {
  const { matrix, answers, neighbours, weighting } = part;
  const width = part.plan.kept.length;
  if (width === 0) return everywhere(graph, answers.subarray(0, neighbours).reduce((sum, answer) => sum + answer, 0) / neighbours, input);
  const as = (from: string, type: number): string => graph.step('Cast', [from], [{ name: 'to', kind: 'int', value: type }]);
  const asked = as(as(standardised(graph, part, input), 1), 11);
  const across = graph.integers([1]);
  const sumOf = (from: string): string => graph.step('ReduceSum', [from, across], [{ name: 'keepdims', kind: 'int', value: 1 }]);
  const turned = new Float64Array(matrix.length);
  const lengths = new Float64Array(answers.length);
  for (let row = 0; row < answers.length; row++) {
    for (let i = 0; i < width; i++) {
      const value = matrix[row * width + i] ?? 0;
      turned[i * answers.length + row] = value;
      lengths[row] = (lengths[row] ?? 0) + value * value;
    }
  }
  const products = graph.step('Mul', [graph.step('MatMul', [asked, graph.doubles(turned, [width, answers.length])]), graph.number(-2)]);
  const squares = graph.step('Add', [graph.step('Add', [products, sumOf(graph.step('Mul', [asked, asked]))]), graph.doubles(lengths, [1, answers.length])]);
  const [near, which] = graph.pair('TopK', [squares, graph.integers([neighbours])], [{ name: 'axis', kind: 'int', value: 1 }, { name: 'largest', kind: 'int', value: 0 }]);
  const found = graph.step('Gather', [graph.doubles(answers), which], [{ name: 'axis', kind: 'int', value: 0 }]);
  if (weighting === 'uniform') return graph.step('Div', [sumOf(found), graph.number(neighbours)]);
  const same = as(graph.step('Less', [near, graph.number(sameRow)]), 11);
  const anySame = graph.step('ReduceMax', [same], [{ name: 'axes', kind: 'ints', value: [1] }, { name: 'keepdims', kind: 'int', value: 1 }]);
  const closeness = graph.step('Div', [graph.step('Sub', [graph.number(1), anySame]), graph.step('Sqrt', [graph.step('Max', [near, graph.number(sameRow)])])]);
  const weights = graph.step('Add', [graph.step('Mul', [anySame, same]), closeness]);
  return graph.step('Div', [sumOf(graph.step('Mul', [weights, found])), sumOf(weights)]);
}

function networkAnswer(graph: GraphBuilder, part: Extract<ModelParts, { kind: 'network' }>, input: EncodedInput): string {
  const { networks, centre, spread, lead, lowest, highest } = part;
  if (networks.length === 0) return between(graph, led(graph, everywhere(graph, centre, input), lead), lowest, highest);
  const inputs = standardised(graph, part, input);
  const layer = (from: string, { inputs: width, outputs, weights, biases }: (typeof networks)[number]['first']): string =>
    graph.step('Add', [graph.step('MatMul', [from, graph.doubles(weights, [width, outputs])]), graph.doubles(biases)]);
  const answers = networks.map(({ first, second, last, straight }) => {
    const deep = layer(graph.step('Relu', [layer(graph.step('Relu', [layer(inputs, first)]), second)]), last);
    return graph.step('Add', [deep, layer(inputs, straight)]);
  });
  const mean = graph.step('Div', [answers.length === 1 ? (answers[0] ?? '') : graph.step('Sum', answers), graph.number(networks.length)]);
  return between(graph, led(graph, graph.step('Add', [graph.step('Mul', [mean, graph.number(spread)]), graph.number(centre)]), lead), lowest, highest);
}
