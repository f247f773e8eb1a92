/** Classes of demand by Syntetos, Boylan and Croston (2005): mean time between sales against 1.32, squared variation of sizes against 0.49. */

export const demandClasses = ['smooth', 'erratic', 'intermittent', 'lumpy', 'none'] as const;
export type DemandClass = (typeof demandClasses)[number];

export interface Demand {
  readonly class: DemandClass;
  /** Periods from the first sale on, over periods with a sale; null without sales. */
  readonly interval: number | null;
  /** Squared coefficient of variation of the sizes of sales. */
  readonly variation: number | null;
}

export const intermittentFrom = 1.32;
const erraticFrom = 0.49;

export function classifyDemand(history: Float64Array): Demand {
  const first = history.findIndex((value) => value !== 0);
  if (first < 0) return { class: 'none', interval: null, variation: null };
  let sales = 0;
  let total = 0;
  let squares = 0;
  for (let t = first; t < history.length; t++) {
    const value = history[t]!;
    if (value === 0) continue;
    sales++;
    total += value;
    squares += value * value;
  }
  const interval = (history.length - first) / sales;
  const centre = total / sales;
  const variation = centre === 0 ? 0 : Math.max(0, squares / sales - centre * centre) / (centre * centre);
  const rare = interval >= intermittentFrom;
  return { class: variation >= erraticFrom ? (rare ? 'lumpy' : 'erratic') : rare ? 'intermittent' : 'smooth', interval, variation };
}

export function isIntermittent(history: Float64Array): boolean {
  const { interval } = classifyDemand(history);
  return interval !== null && interval >= intermittentFrom;
}
