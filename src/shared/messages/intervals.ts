/** What the ways to a range are called and what each does, in one line; and where the chances of steps come from. */
import type { IntervalMethodName, ReachCalibration, ReachSummary } from '../areas/intervals';

export const intervalMethodWords: Readonly<Record<IntervalMethodName, { readonly name: string; readonly explanation: string }>> = {
  split: { name: 'One width for all', explanation: 'The same reach around every forecast, from held-out misses.' },
  signed: { name: 'Own reach below and above', explanation: 'As many rows lie below the range as above it.' },
  'by-size': { name: 'Width by predicted size', explanation: 'Small and large forecasts have widths of their own.' },
  'by-step': { name: 'Width by predicted step', explanation: 'Each sales step has a width of its own; stepped targets only.' },
  'by-category': { name: 'Width by category', explanation: 'Each category of a column has a width of its own.' },
  normalised: { name: 'Width by difficulty', explanation: 'Wider where a second model expects larger misses. Takes about four times as long.' },
  quantiles: { name: 'Learned quantiles', explanation: 'The model learns both ends, held-out misses correct them. For models with a quantile loss; three times as long.' },
  'cv-plus': { name: 'Models of inner folds', explanation: 'CV+: the answers of five models, each with its own misses. Takes about five times as long.' },
};

const figures = (value: number, digits: number): string => value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });

export const reachWords = {
  title: 'Chance of selling',
  atLeast: (step: string): string => `at least ${step}`,
  /** One way for all kinds of models, so that their chances can be compared. */
  source: {
    odds: 'Worked out from the forecast: how often held-out rows with such a forecast got there (proportional odds).',
    misses: 'Read from how far this model missed on held-out rows.',
  } satisfies Record<ReachCalibration['source'], string>,
  held: ({ rows, apart, brier, brierOfShare }: ReachSummary): string =>
    `On ${figures(rows, 0)} held-out answers, the chance said and the share that got there lie ${figures(apart * 100, 1)} points apart on average. Brier score ${figures(brier, 3)}; always saying the usual share would have ${figures(brierOfShare, 3)}.`,
} as const;
