/** Names of models and metrics as people read them; the formulas stand in docs/metrics.md. */
import type { MetricName, RunModel } from '../areas/tracking';

interface ModelWords {
  readonly name: string;
  readonly explanation: string;
}

export const modelWords: Readonly<Record<RunModel, ModelWords>> = {
  mean: { name: 'Mean', explanation: 'Always says the mean of the training rows. A baseline.' },
  median: { name: 'Median', explanation: 'Always says the median of the training rows. A baseline.' },
  'group-median': { name: 'Group median', explanation: 'Says the median of the same group in the training rows. A baseline.' },
  ridge: { name: 'Ridge', explanation: 'A straight-line model that keeps its weights small. Quick and steady.' },
  'elastic-net': { name: 'Elastic net', explanation: 'As ridge, but weights that add little become exactly 0, so that few columns speak.' },
  poisson: { name: 'Poisson regression', explanation: 'A line for the logarithm of the mean number sold. Aims at units, so large sellers weigh more.' },
  tweedie: { name: 'Tweedie regression', explanation: 'As Poisson, for columns that are often 0 and else spread widely.' },
  'nearest-neighbours': { name: 'Nearest neighbours', explanation: 'The mean of the most similar training rows. The model file holds these rows as numbers.' },
  'random-forest': { name: 'Random forest', explanation: 'The mean of many decision trees, each grown on a random part of the rows.' },
  'extra-trees': { name: 'Extra trees', explanation: 'As the forest, but trees split at random places: rougher trees, whose mean is often as good.' },
  'gradient-boosting': { name: 'Gradient boosting', explanation: 'Small decision trees, each correcting what the earlier ones missed.' },
  'ordinal-boosting': { name: 'Ordinal boosting', explanation: 'Boosted trees for targets in steps such as 100+ and 1,000+: each value is known only to lie in its step.' },
  'neural-network': { name: 'Neural network', explanation: 'Two layers of weighted sums trained step by step. The slowest here.' },
  average: { name: 'Average', explanation: 'The mean of the learned models of the same race.' },
  'weighted-average': { name: 'Weighted average', explanation: 'The learned models of the same race, each weighted by what it adds on held-out rows.' },
  stacking: { name: 'Stacking', explanation: 'A small line model learns how far to trust each learned model of the same race.' },
  naive: { name: 'Naive', explanation: 'Says the last value again. A baseline.' },
  'seasonal-naive': { name: 'Seasonal naive', explanation: 'Says the value of the same period one season ago. A baseline.' },
  drift: { name: 'Naive with drift', explanation: 'Goes on along the line from the first value to the last.' },
  'window-mean': { name: 'Window mean', explanation: 'The mean of the last periods. A baseline.' },
  'short-window-mean': { name: 'Short window mean', explanation: 'The mean of half as many last periods. A baseline.' },
  'window-median': { name: 'Window median', explanation: 'The median of the last periods: steady, but it leaves out the peaks, so totals fall short.' },
  ses: { name: 'Simple smoothing', explanation: 'Simple exponential smoothing: a mean whose weights fade with age.' },
  croston: { name: 'Croston', explanation: 'For demand with many zeros: smooths the size of sales and the time between them.' },
  sba: { name: 'Croston, corrected', explanation: 'Croston with the bias correction of Syntetos and Boylan.' },
  tsb: { name: 'TSB', explanation: 'For demand that may end: smooths the size of sales and the chance of one (Teunter, Syntetos and Babai).' },
  theta: { name: 'Theta', explanation: 'Simple smoothing plus half of the long-run trend, with seasons taken out where they are there.' },
  'holt-winters': { name: 'Holt-Winters', explanation: 'Smooths level, trend and season.' },
  ets: { name: 'ETS', explanation: 'Exponential smoothing whose error, trend and season are chosen for each series.' },
  'boosted-trees': { name: 'Boosted trees', explanation: 'Gradient boosting over all series at once, on past values, means, calendar and price.' },
  'median-ensemble': { name: 'Median of methods', explanation: 'The median of what other methods of the same race say.' },
};

interface MetricWords {
  /** Short enough for a column header. */
  readonly name: string;
  readonly explanation: string;
  /** How a value is written: share as per cent, units of the target, or a plain number. */
  readonly form: 'share' | 'units' | 'plain';
}

export const metricWords: Readonly<Record<MetricName, MetricWords>> = {
  rmsle: { name: 'RMSLE', explanation: 'Root mean square error of log(1 + units): how far off by factor. 0 is perfect.', form: 'plain' },
  r2Log: { name: 'R² of log units', explanation: 'Share of the differences in log(1 + units) that the model explains. 1 is perfect, 0 is no better than the mean.', form: 'plain' },
  r2: { name: 'R²', explanation: 'Share of the differences in units that the model explains. 1 is perfect, 0 is no better than the mean.', form: 'plain' },
  mae: { name: 'MAE', explanation: 'Mean absolute error, in units of the target.', form: 'units' },
  rmse: { name: 'RMSE', explanation: 'Root mean square error, in units of the target. Large misses weigh more.', form: 'units' },
  wape: { name: 'WAPE', explanation: 'Sum of absolute errors over the sum of what was sold.', form: 'share' },
  mape: { name: 'MAPE', explanation: 'Mean of the error over what was sold; rows that sold nothing are left out.', form: 'share' },
  smape: { name: 'sMAPE', explanation: 'Mean of 200 × error over forecast plus actual, from 0 to 200.', form: 'plain' },
  mase: { name: 'MASE', explanation: 'Mean absolute error over that of saying the last value again within the history. Below 1 is better than that.', form: 'plain' },
  rmsse: { name: 'RMSSE', explanation: 'Root mean square error over that of saying the last value again within the history. Below 1 is better than that.', form: 'plain' },
  bias: { name: 'Bias', explanation: '(Sum of forecasts − sum of actuals) over the sum of actuals. Negative: totals fall short.', form: 'share' },
  spearman: { name: 'Spearman', explanation: 'Rank agreement: 1 where the order of the products is right, 0 where it is chance.', form: 'plain' },
  stepAccuracy: { name: 'Step hit', explanation: 'Share of rows whose forecast is nearest to the true sales step.', form: 'share' },
  withinOneStep: { name: 'Within one step', explanation: 'Share of rows whose forecast is at most one sales step away.', form: 'share' },
  coverage: { name: 'Interval held', explanation: 'Share of held-out rows that lie inside the interval.', form: 'share' },
  width: { name: 'Interval width', explanation: 'Mean of upper minus lower end of the interval, in units of the target.', form: 'units' },
};
