/** Losses a network can be trained by: what a row costs at an answer, and the slope of that. */

export const networkLossNames = ['squared', 'absolute', 'huber', 'pinball', 'poisson'] as const;
export type NetworkLossName = (typeof networkLossNames)[number];

export interface NetworkLoss {
  /** `answer` is the network's, `target` what was true, both as the network sees them. */
  cost(answer: number, target: number): number;
  slope(answer: number, target: number): number;
  /** What the curve shows of the mean cost. */
  readonly curve: { readonly name: string; shown(mean: number): number };
}

/** In standard deviations of the target: errors beyond this count by their size, not by its square. */
const huberEdge = 1;

/** @param quantile for pinball: the share of rows that should lie below the answer (Koenker & Bassett 1978). */
export function networkLoss(name: NetworkLossName, quantile: number): NetworkLoss {
  const asItIs = (mean: number): number => mean;
  switch (name) {
    case 'squared':
      return { cost: (answer, target) => (answer - target) ** 2, slope: (answer, target) => 2 * (answer - target), curve: { name: 'Root mean square error', shown: Math.sqrt } };
    case 'absolute':
      return { cost: (answer, target) => Math.abs(answer - target), slope: (answer, target) => Math.sign(answer - target), curve: { name: 'Mean absolute error', shown: asItIs } };
    case 'huber':
      return {
        cost(answer, target) {
          const off = Math.abs(answer - target);
          return off <= huberEdge ? off * off : huberEdge * (2 * off - huberEdge);
        },
        slope: (answer, target) => 2 * Math.min(huberEdge, Math.max(-huberEdge, answer - target)),
        curve: { name: 'Huber loss, in standard deviations', shown: asItIs },
      };
    case 'pinball':
      return {
        cost: (answer, target) => (answer > target ? (1 - quantile) * (answer - target) : quantile * (target - answer)),
        slope: (answer, target) => (answer > target ? 1 - quantile : -quantile),
        curve: { name: 'Pinball loss', shown: asItIs },
      };
    case 'poisson':
      // The answer is the logarithm of the mean, the target units over their mean.
      return { cost: (answer, target) => Math.exp(answer) - target * answer, slope: (answer, target) => Math.exp(answer) - target, curve: { name: 'Poisson loss', shown: asItIs } };
  }
}
