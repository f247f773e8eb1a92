/** Addresses of the Monitor room: the view, the two versions, the chosen column. */
import { formatAddress, type Address } from '@renderer/app/router';

export type MonitorView = 'columns' | 'performance' | 'alerts';

export interface MonitorPlace {
  readonly view: MonitorView;
  readonly current: string | null;
  readonly reference: string | null;
  readonly column: string | null;
}

export function readPlace({ parts, query }: Pick<Address, 'parts' | 'query'>): MonitorPlace {
  const view = parts[0] === 'performance' || parts[0] === 'alerts' ? parts[0] : 'columns';
  return { view, current: query.get('current'), reference: query.get('reference'), column: query.get('column') };
}

export function placeAddress({ view, ...query }: MonitorPlace): string {
  return formatAddress('monitor', view === 'columns' ? [] : [view], query);
}
