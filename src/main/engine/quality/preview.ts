/** A first look at the quality of a file that is not stored yet: the profile of its head, and what stands out in it. */
import type { Preview } from '@shared/areas/quality';
import type { PreviewTable } from '@engine/datasets';
import type { TableSession } from '../storage/tableSession';
import { profileAlerts } from './profile/alerts';
import { profileTable } from './profile/profileTable';

export async function previewQuality(tables: TableSession, { table, columns, wholeFile }: PreviewTable, signal: AbortSignal): Promise<Preview> {
  const figures = await profileTable(tables, table, columns, signal);
  return { ...figures, wholeFile, alerts: profileAlerts(figures, columns) };
}
