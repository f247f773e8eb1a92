/** Why the whole file is read with this decimal mark and this order of day and month: how many cells say so. */
import type { Reading, ReadingRequest } from '@shared/areas/datasets';
import { datasetsMessages } from '@shared/messages/datasets';
import { cellKind, type CellKind } from './cellKind';
import { sumOf, type ColumnTally } from './columnTally';

const { evidence: why } = datasetsMessages;

export function decimalEvidence(tallies: readonly ColumnTally[], { decimal }: Reading, request: ReadingRequest): string {
  if (request.decimal !== undefined) return why.chosen;
  const count = total(tallies, decimal === '.' ? [cellKind.decimal, cellKind.commaThousands] : [cellKind.commaDecimal, cellKind.dotThousands]);
  return count === 0 ? why.decimalOpen : why.cellsDecide(count);
}

export function dateEvidence(tallies: readonly ColumnTally[], { dateOrder }: Reading, request: ReadingRequest): string {
  if (request.dateOrder !== undefined) return why.chosen;
  const kinds: Readonly<Record<Reading['dateOrder'], readonly CellKind[]>> = {
    ymd: [cellKind.ymdDate, cellKind.ymdDatetime],
    dmy: [cellKind.dmyDate, cellKind.dmyDatetime],
    mdy: [cellKind.mdyDate, cellKind.mdyDatetime],
  };
  const count = total(tallies, kinds[dateOrder]);
  return count === 0 ? why.datesOpen : why.cellsDecide(count);
}

function total(tallies: readonly ColumnTally[], kinds: readonly CellKind[]): number {
  return tallies.reduce((sum, { counts }) => sum + sumOf(counts, kinds), 0);
}
