/** Two distributions of a column, small in a list or large with values and ends. */
import type { ColumnDifference } from '@shared/areas/diff';
import { OverlaidBins } from '../../../charts/OverlaidBins';
import { ValueShares } from '../../../charts/ValueShares';
import { formatNumber } from '../../../ui';
import { compareMessages } from './messages';

const words = compareMessages.panel;

export function SmallPicture({ column }: { readonly column: ColumnDifference }) {
  return <OverlaidBins label={words.overlaid(column.column)} bins={column.bins.map(toShares)} />;
}

export function LargePicture({ column, width }: { readonly column: ColumnDifference; readonly width: number }) {
  const ranges = column.bins.filter(({ kind }) => kind === 'range');
  if (ranges.length === 0) return <ValueShares values={column.bins.map((bin) => ({ ...toShares(bin), label: binName(bin) }))} />;
  const missing = column.bins.filter(({ kind }) => kind === 'missing');
  return (
    <>
      <OverlaidBins label={words.overlaid(column.column)} bins={ranges.map(toShares)} width={width} height={140} ends={[edgeText(column, ranges[0]?.from), edgeText(column, ranges.at(-1)?.to)]} />
      {missing.length > 0 && <ValueShares values={missing.map((bin) => ({ ...toShares(bin), label: words.missing }))} />}
    </>
  );
}

export function binName({ label, kind }: ColumnDifference['bins'][number]): string {
  return kind === 'missing' ? words.missing : kind === 'rest' ? words.rest : label;
}

/** An end of a bin: a number, or the day that a time in milliseconds falls on. */
export function edgeText({ drawn }: ColumnDifference, edge: number | null | undefined): string {
  if (edge === null || edge === undefined) return '';
  return drawn === 'dates' ? new Date(edge).toISOString().slice(0, 10) : formatNumber(edge);
}

function toShares({ before, after }: ColumnDifference['bins'][number]): { reference: number; current: number } {
  return { reference: before, current: after };
}
