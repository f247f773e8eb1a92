/** What if the price, or the number that matters most, were another? Read from the model along its trained range. */
import type { FormField } from '@shared/areas/forecasting';
import { baselineKinds, type RunDetail } from '@shared/areas/tracking';
import type { FactSources } from './gatherFacts';
import type { WhatIfFacts } from './reportFacts';

const points = 11;

/** Never beyond the middle 90 % of what the model was trained on. */
export async function gatherWhatIf({ datasets, forecasting }: FactSources, { run, interval }: RunDetail, signal: AbortSignal): Promise<WhatIfFacts | null> {
  if (baselineKinds.includes(run.model) || !interval) return null;
  const context = { signal, report: () => undefined };
  const form = await forecasting.handlers['forecasting.form']({ model: run.id }, context);
  const prices = new Set(datasets.snapshot(run.snapshotId).columns.filter(({ role }) => role === 'price').map(({ name }) => name));
  const moving = form.fields.filter(isMovable).sort((a, b) => Number(prices.has(b.column)) - Number(prices.has(a.column)) || b.importance - a.importance)[0];
  if (!moving) return null;
  const table = { columns: form.fields.map(({ column }) => column), rows: [form.fields.map(({ initial }) => initial)] };
  const curve = await forecasting.handlers['forecasting.curve']({ model: run.id, table, column: moving.column, from: moving.trainedLow, to: moving.trainedHigh, points, level: interval.level }, context);
  return { column: moving.column, isPrice: prices.has(moving.column), level: interval.level, points: curve.points.map(({ x, value, lower, upper }) => ({ x, value, lower, upper })) };
}

type MovableField = FormField & { readonly trainedLow: number; readonly trainedHigh: number };

function isMovable(field: FormField): field is MovableField {
  return field.control === 'number' && field.trainedLow !== null && field.trainedHigh !== null && field.trainedHigh > field.trainedLow;
}
