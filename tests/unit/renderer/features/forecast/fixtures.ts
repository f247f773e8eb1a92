/** A small form for the tests of the forecast's screens. */
import type { Form, FormField } from '@shared/areas/forecasting';

export function makeField(parts: Partial<FormField> & Pick<FormField, 'column'>): FormField {
  return { type: 'decimal', control: 'number', min: 1, max: 49, trainedLow: 2, trainedHigh: 19, step: 0.01, choices: [], initial: 8, importance: 0, ...parts };
}

export function makeForm(fields: readonly FormField[]): Form {
  return {
    runId: 'r1', runNumber: 7, model: 'average', target: 'units_sold', snapshotId: 's1', fields: [...fields],
    interval: { level: 0.9, coverage: 0.9, width: 9000, halfWidth: 2.8, space: 'log1p', method: 'split', askedFor: null, rows: null, groups: [], others: [], reach: null }, baseline: { model: 'median', value: 1000 }, steps: [10, 50, 100, 1000],
  };
}
