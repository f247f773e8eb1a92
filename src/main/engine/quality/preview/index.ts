/** A first look at the quality of a file that is not stored yet: the profile of its head, and what stands out in it. */
import type { Column } from '@shared/areas/datasets';
import type { Preview, Profile } from '@shared/areas/quality';
import { qualityMessages } from '@shared/messages/quality';
import type { PreviewTable } from '@engine/datasets';
import type { TableSession } from '../../storage/tableSession';
import { profileTable } from '../profile/profileTable';
import { findNearDuplicates, type NearDuplicates } from './nearDuplicates';
import { findTellers, type Teller } from './targetTellers';

type Alert = Profile['alerts'][number];

const words = qualityMessages.preview;
const limits = {
  /** So closely follows hardly anything that is known before the sale. */
  tells: 0.9,
  /** A column known later is only worth a figure where it says something. */
  worthAFigure: 0.2,
  fewestRows: 20,
  /** Of rows that are alike the columns with most are named. */
  nearDuplicateColumns: 3,
};

export async function previewQuality(tables: TableSession, { table, columns, wholeFile }: PreviewTable, signal: AbortSignal): Promise<Preview> {
  const { snapshotId: _none, alerts, ...profile } = await profileTable(tables, table, 'preview', columns, signal);
  const tellers = await findTellers(tables, table, columns, signal);
  const near = await findNearDuplicates(tables, table, signal);
  const found = [...alerts, ...columns.flatMap((column) => [...lateColumn(column, tellers), ...idLike(column, profile.rows)]), ...nearDuplicates(near, profile.rows)];
  const order = { critical: 0, warning: 1, info: 2 };
  return { ...profile, wholeFile, alerts: found.sort((a, b) => order[a.severity] - order[b.severity]) };
}

/** What is known only after the sale teaches a model the answer; so does what follows the target too closely. */
function lateColumn(column: Column, tellers: readonly Teller[]): Alert[] {
  if (column.role !== 'feature' && column.role !== 'price') return [];
  const correlation = tellers.find((teller) => teller.column.name === column.name)?.correlation ?? 0;
  if (column.knownWhen === 'after-sale') return [{ code: 'after-sale', column: column.name, severity: 'warning', message: words.afterSale(correlation >= limits.worthAFigure ? correlation : null) }];
  if (correlation >= limits.tells) return [{ code: 'tells-target', column: column.name, severity: 'warning', message: words.tellsTarget(correlation) }];
  return [];
}

function idLike({ name, role, type, nulls, distinct }: Column, rows: number): Alert[] {
  const counts = type === 'integer' || type === 'id' || type === 'text';
  return role === 'feature' && counts && rows >= limits.fewestRows && nulls === 0 && distinct === rows ? [{ code: 'id-like', column: name, severity: 'info', message: words.idLike(type === 'text') }] : [];
}

function nearDuplicates(found: readonly NearDuplicates[], rows: number): Alert[] {
  return found.slice(0, limits.nearDuplicateColumns).filter((near) => near.rows < rows / 2).map(({ column, rows: alike }) => ({ code: 'near-duplicates', column, severity: 'warning', message: words.nearDuplicates(alike, column) }));
}
