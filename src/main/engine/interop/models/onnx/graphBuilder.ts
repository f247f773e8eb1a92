/** Builds a graph step by step: every step names its own output. All numbers are doubles, so that no threshold is rounded. */
import type { Attribute, Constant, GraphNode } from './graph';

export class GraphBuilder {
  readonly nodes: GraphNode[] = [];
  readonly constants: Constant[] = [];
  private made = 0;

  step(op: string, inputs: readonly string[], attributes: readonly Attribute[] = [], output = this.nextName(op)): string {
    this.nodes.push({ op, domain: '', inputs, outputs: [output], attributes });
    return output;
  }

  /** A step with two outputs. */
  pair(op: string, inputs: readonly string[], attributes: readonly Attribute[]): [string, string] {
    const outputs: [string, string] = [this.nextName(op), this.nextName(op)];
    this.nodes.push({ op, domain: '', inputs, outputs, attributes });
    return outputs;
  }

  classicalStep(op: string, inputs: readonly string[], attributes: readonly Attribute[]): string {
    const output = this.nextName(op);
    this.nodes.push({ op, domain: 'ai.onnx.ml', inputs, outputs: [output], attributes });
    return output;
  }

  doubles(values: ArrayLike<number>, shape: readonly number[] = [values.length]): string {
    return this.constant('double', values, shape);
  }

  /** One number, as a scalar. */
  number(value: number): string {
    return this.constant('double', [value], []);
  }

  integers(values: ArrayLike<number>): string {
    return this.constant('int64', values, [values.length]);
  }

  /** One whole number, as a scalar. */
  integer(value: number): string {
    return this.constant('int64', [value], []);
  }

  private constant(type: Constant['type'], values: ArrayLike<number>, shape: readonly number[]): string {
    const name = this.nextName('constant');
    this.constants.push({ name, type, shape, values });
    return name;
  }

  private nextName(what: string): string {
    this.made += 1;
    return `${what}_${this.made}`;
  }
}
