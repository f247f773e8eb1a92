/** Runs the few ONNX steps that work on whole columns, on matrices of rows; the peer itself is asked in `prove interop`. */
import type { GraphBuilder } from '@engine/interop/models/onnx/graphBuilder';

type Matrix = readonly (readonly number[])[];

export function runSteps(graph: GraphBuilder, inputs: Readonly<Record<string, Matrix>>, wanted: string): Matrix {
  const values = new Map<string, Matrix>(Object.entries(inputs));
  for (const { name, shape, values: cells } of graph.constants) {
    const width = shape[1] ?? 1;
    values.set(name, Array.from({ length: cells.length / width }, (_, row) => Array.from({ length: width }, (__, column) => cells[row * width + column]!)));
  }
  for (const { op, inputs: names, outputs, attributes } of graph.nodes) {
    const given = names.map((name) => values.get(name)!);
    const axis = attributes.flatMap((attribute) => (attribute.kind === 'int' && attribute.name === 'axis' ? [attribute.value] : []))[0];
    values.set(outputs[0]!, run(op, given, axis));
  }
  return values.get(wanted)!;
}

function run(op: string, given: readonly Matrix[], axis: number | undefined): Matrix {
  const [first, second] = given as [Matrix, Matrix];
  const cellwise = (of: (...cells: number[]) => number): Matrix => {
    const rows = Math.max(...given.map((matrix) => matrix.length));
    return Array.from({ length: rows }, (_, row) => [of(...given.map((matrix) => (matrix[row] ?? matrix[0]!)[0]!))]);
  };
  switch (op) {
    case 'Gather':
      return axis === 1 ? first.map((row) => [row[second[0]![0]!]!]) : second.map(([index]) => first[index!]!);
    case 'GreaterOrEqual':
      return cellwise((a, b) => (a! >= b! ? 1 : 0));
    case 'Less':
      return cellwise((a, b) => (a! < b! ? 1 : 0));
    case 'And':
      return cellwise((a, b) => a! * b!);
    case 'Where':
      return cellwise((which, a, b) => (which === 1 ? a! : b!));
    case 'Cast':
      return first.map((row) => row.map(Math.trunc));
    case 'Concat':
      return first.map((_, row) => given.flatMap((matrix) => matrix[row]!));
    default:
      throw new Error(`${op} is not among the steps.`);
  }
}
