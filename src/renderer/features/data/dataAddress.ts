/** The address of a view of one snapshot: tab, column, sort, search and filters. */
import { z } from 'zod';
import { filterSchema, type Filter } from '@shared/areas/common';
import { formatAddress, type Address } from '../../app/router';

export type DataTab = 'rows' | 'read' | 'columns' | 'aside';

export interface DataView {
  readonly tab: DataTab;
  readonly column: string | null;
  readonly sort: { readonly key: string; readonly descending: boolean } | null;
  readonly search: string;
  readonly filters: readonly Filter[];
}

export function readDataView({ query }: Pick<Address, 'query'>): DataView {
  const tab = query.get('view');
  const sortKey = query.get('sort');
  return {
    tab: tab === 'read' || tab === 'columns' || tab === 'aside' ? tab : 'rows',
    column: query.get('column'),
    sort: sortKey === null ? null : { key: sortKey, descending: query.get('order') === 'down' },
    search: query.get('search') ?? '',
    filters: readFilters(query.get('filters')),
  };
}

export function dataAddress(snapshotId: string, view: Partial<DataView> = {}): string {
  return formatAddress('data', [snapshotId], {
    view: view.tab === 'rows' ? null : view.tab,
    column: view.column,
    sort: view.sort?.key,
    order: view.sort?.descending === true ? 'down' : null,
    search: view.search,
    filters: view.filters && view.filters.length > 0 ? JSON.stringify(view.filters) : null,
  });
}

/** The version before this one by its number, whichever is in use. */
export function versionBefore<V extends { readonly number: number }>(versions: readonly V[], { number }: Pick<V, 'number'>): V | null {
  return versions.reduce<V | null>((found, each) => (each.number < number && (found === null || each.number > found.number) ? each : found), null);
}

/** An address may have been typed by hand: what is no filter is left out. */
function readFilters(text: string | null): readonly Filter[] {
  if (text === null) return [];
  try {
    const parsed = z.array(filterSchema).safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : [];
  } catch {
    return [];
  }
}
