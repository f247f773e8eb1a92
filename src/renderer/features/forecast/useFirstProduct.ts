/** Where a what-if begins: at the past product most like the typical one, so that the first number is about something real. */
import type { Form } from '@shared/areas/forecasting';
import { useQuery } from '@renderer/engine';
import { initialValues, toTable, valuesFromRow, type Values } from './formValues';
import { forecastMessages as words } from './messages';

export interface FirstProduct {
  readonly values: Values;
  readonly name: string;
}

/** Null until it is known; the typical values where no row can be found. */
export function useFirstProduct(form: Form | undefined): FirstProduct | null {
  const typical = form ? initialValues(form) : [];
  const nearest = useQuery('forecasting.nearest', form ? { model: form.runId, table: toTable(form, [typical]), count: 1 } : null);
  const found = nearest.data?.[0];
  const page = useQuery('datasets.page', form && found ? { snapshotId: form.snapshotId, offset: found.row - 1, limit: 1 } : null);
  if (!form) return null;
  const cells = page.data?.rows[0];
  if (found && page.data && cells && page.data.rowNumbers[0] === found.row) return { values: valuesFromRow(form, page.data.columns, cells, typical), name: shortTitle(found.title) };
  const failed = nearest.error !== null || page.error !== null || nearest.data?.length === 0 || page.data !== undefined;
  return failed ? { values: typical, name: words.whatIf.startFromTypical } : null;
}

export function shortTitle(title: string): string {
  return title.length > 40 ? `${title.slice(0, 39)}…` : title;
}
