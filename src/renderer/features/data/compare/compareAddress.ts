/** The address of a comparison of two versions: `#/data/compare?before=..&after=..`, the key, the tab and what is chosen in it. */
import { z } from 'zod';
import { differenceKinds, type DifferenceKind } from '@shared/areas/diff';
import { formatAddress, type Address } from '../../../app/router';

export type CompareTab = 'columns' | 'rows';

export interface ComparePlace {
  /** Null: the version before the later one. */
  readonly before: string | null;
  /** Null: the version looked at last. */
  readonly after: string | null;
  /** Null: proposed by the engine; empty: none. */
  readonly key: readonly string[] | null;
  readonly tab: CompareTab;
  readonly column: string | null;
  /** Kinds of rows; null shows all. */
  readonly kind: DifferenceKind | null;
  /** Rows: only those that differ in this column. */
  readonly differsIn: string | null;
  readonly allColumns: boolean;
}

export function readComparePlace({ query }: Pick<Address, 'query'>): ComparePlace {
  return {
    before: query.get('before'),
    after: query.get('after'),
    key: readKey(query.get('key')),
    tab: query.get('view') === 'rows' ? 'rows' : 'columns',
    column: query.get('column'),
    kind: differenceKinds.find((kind) => kind === query.get('kind')) ?? null,
    differsIn: query.get('differs'),
    allColumns: query.get('columns') === 'all',
  };
}

export function compareAddress({ before, after, key, tab, column, kind, differsIn, allColumns }: Partial<ComparePlace>): string {
  return formatAddress('data', ['compare'], {
    before,
    after,
    key: key ? JSON.stringify(key) : null,
    view: tab === 'rows' ? tab : null,
    column,
    kind,
    differs: differsIn,
    columns: allColumns === true ? 'all' : null,
  });
}

/** An address may have been typed by hand: what is no list of names stands for no choice. */
function readKey(text: string | null): readonly string[] | null {
  if (text === null) return null;
  try {
    const parsed = z.array(z.string()).safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
