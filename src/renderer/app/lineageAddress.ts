/** The present view with the lineage of one thing opened over it, and the view without. */
import { formatAddress, parseAddress } from './router';

export function lineageAddress(kind: string, id: string, hash = window.location.hash): string {
  return withLineage(hash, `${kind}:${id}`);
}

/** The graph of a thing, both ways, as a page of its own. */
export function lineageGraphAddress(kind: string, id: string): string {
  return formatAddress('data', ['lineage', kind, id]);
}

export function withoutLineage(hash = window.location.hash): string {
  return withLineage(hash, null);
}

function withLineage(hash: string, lineage: string | null): string {
  const { room, parts, query } = parseAddress(hash);
  return formatAddress(room, parts, { ...Object.fromEntries(query), lineage });
}

export function readLineage(query: URLSearchParams): { readonly kind: string; readonly id: string } | null {
  const text = query.get('lineage') ?? '';
  const mark = text.indexOf(':');
  return mark <= 0 || mark === text.length - 1 ? null : { kind: text.slice(0, mark), id: text.slice(mark + 1) };
}
