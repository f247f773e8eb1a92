/** What a formula is compiled against. */
import type { TableColumn } from '@engine/datasets';

/**
 * What a comparison with a missing cell gives. `unknown`: missing, as in SQL. `differs`: it differs from everything, so != and not in hold and all
 * others do not, as pandas 2.1.4 compares NaN and None in DataFrame.query.
 */
export type MissingRule = 'unknown' | 'differs';

export interface ExpressionContext {
  readonly columns: ReadonlyMap<string, TableColumn>;
  readonly missing: MissingRule;
}
