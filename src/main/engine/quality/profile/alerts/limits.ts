/** From where on a profile tells something. The first group is that of ydata-profiling 4 (config_default.yaml); the second is ours, for sales data. */

export const ydataLimits = {
  missingShare: 0.01,
  zeroShare: 0.01,
  infiniteShare: 0.01,
  skewness: 20,
  /** p-value of equally frequent values. */
  uniformity: 0.999,
  distinct: 50,
  imbalance: 0.5,
  correlation: 0.9,
} as const;

export const salesLimits = {
  /** So closely follows hardly anything that is known before the sale. */
  tellsTarget: 0.9,
  /** A column known later is only worth a figure where it says something. */
  worthAFigure: 0.2,
  /** Above this share missing cells are a warning rather than a remark. */
  manyMissing: 0.4,
  /** Sales are skewed by nature, so ours tells earlier but as a remark. */
  skewness: 5,
  /** A target with so few different values is a ladder of steps. */
  steps: 25,
  fewestRows: 20,
  /** Of rows that are alike the columns with most are named. */
  nearDuplicateColumns: 3,
  correlatedPairs: 20,
} as const;
