/** The columns of an inspected file with the analyst's changes laid over what was suggested. */
import type { Inspection } from '@shared/areas/datasets';
import type { ImportDraft } from './importDrafts';

export type InspectedColumn = Inspection['columns'][number];

export interface ImportColumn extends InspectedColumn {
  readonly index: number;
  readonly changed: boolean;
}

export function importColumns(inspection: Inspection, draft: Pick<ImportDraft, 'columns'>): readonly ImportColumn[] {
  return inspection.columns.map((column, index) => {
    const change = draft.columns.get(column.name);
    return { ...column, type: change?.type ?? column.type, role: change?.role ?? column.role, knownWhen: change?.knownWhen ?? column.knownWhen, index, changed: change !== undefined };
  });
}

/** Columns worth a look: the target, what is known only after the sale and still used, what was changed, and what has cells that do not fit. */
export function needsLook(column: ImportColumn): boolean {
  return column.role === 'target' || column.changed || column.misfits !== null || (column.knownWhen === 'after-sale' && column.role === 'feature');
}

/** Data rows of the preview, without the header. */
export function previewRows({ cells, reading }: Pick<Inspection, 'cells' | 'reading'>): readonly (readonly string[])[] {
  return reading.hasHeader ? cells.slice(1) : cells;
}
