/** Checks that the data suggests, each with its evidence and how sure it is. A new rule is one file and one line here. */
import type { Column } from '@shared/areas/datasets';
import type { Profile } from '@shared/areas/quality';
import type { SnapshotTable } from '@engine/datasets';
import type { TableSession } from '../../storage/tableSession';
import { eachPiece } from '../tablePieces';
import { volume } from './rules/arrival';
import { bounds } from './rules/bounds';
import { completeness } from './rules/completeness';
import { form } from './rules/form';
import { prices } from './rules/prices';
import { uniqueness, uniqueTogether } from './rules/uniqueness';
import { valueSet } from './rules/valueSet';
import type { ColumnRule, Suggestion, TableRule } from './suggestion';

const columnRules: readonly ColumnRule[] = [completeness, valueSet, bounds, uniqueness, form];
const tableRules: readonly TableRule[] = [prices, uniqueTogether, volume];

export async function suggestChecks(tables: TableSession, table: SnapshotTable, columns: readonly Column[], profile: Profile, earlierRows: readonly number[], signal: AbortSignal): Promise<readonly Suggestion[]> {
  return tables.withConnection(
    async (connection) => {
      const ask = connection.rows;
      const suggestions: Suggestion[] = [];
      await eachPiece(connection, table, async (piece, first) => {
        for (const [i, stored] of piece.columns.entries()) {
          const [column, found] = [columns[first + i], profile.columns[first + i]];
          if (!column || !found) continue;
          const values = found.rows - found.nulls;
          for (const rule of columnRules) suggestions.push(...(await rule({ column, stored, profile: found, values, table: piece, ask })));
        }
      });
      for (const rule of tableRules) suggestions.push(...(await rule({ columns, profiles: profile.columns, table, earlierRows, ask })));
      return suggestions;
    },
    { signal },
  );
}
