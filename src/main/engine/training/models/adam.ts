/** Adam (Kingma & Ba 2015) on plain arrays: one step moves every parameter against its slope. */

const firstDecay = 0.9;
const secondDecay = 0.999;
/** Keeps the step finite; the value TensorFlow.js takes for 32 bits. */
const smallest = 1e-7;

export class Adam {
  private readonly first: Float64Array[];
  private readonly second: Float64Array[];
  private firstPower = 1;
  private secondPower = 1;

  constructor(
    private readonly parameters: readonly Float32Array[],
    private readonly learningRate: number,
  ) {
    this.first = parameters.map(({ length }) => new Float64Array(length));
    this.second = parameters.map(({ length }) => new Float64Array(length));
  }

  /** `slopes` is parallel to the parameters. */
  step(slopes: readonly Float32Array[]): void {
    this.firstPower *= firstDecay;
    this.secondPower *= secondDecay;
    const firstScale = 1 / (1 - this.firstPower);
    const secondScale = 1 / (1 - this.secondPower);
    for (let p = 0; p < this.parameters.length; p++) {
      const values = this.parameters[p]!;
      const slope = slopes[p]!;
      const first = this.first[p]!;
      const second = this.second[p]!;
      for (let i = 0; i < values.length; i++) {
        const by = slope[i]!;
        first[i] = firstDecay * first[i]! + (1 - firstDecay) * by;
        second[i] = secondDecay * second[i]! + (1 - secondDecay) * by * by;
        values[i]! -= (this.learningRate * first[i]! * firstScale) / (Math.sqrt(second[i]! * secondScale) + smallest);
      }
    }
  }
}
