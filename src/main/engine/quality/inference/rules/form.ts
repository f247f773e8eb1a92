/** A common form of codes. A form seen in a sample counts only where every value of the column has it. */
import { qualityMessages } from '@shared/messages/quality';
import { isText, wireExpression } from '@engine/datasets';
import { literal } from '../../../storage/tableSession';
import { allHeld } from '../confidence';
import { suggest, type ColumnRule } from '../suggestion';
import { commonPattern } from '../textShape';

const patternSample = 2000;
const fewestDifferent = 3;

export const form: ColumnRule = async ({ column, stored, table, ask }) => {
  if (!isText(column.type) || column.type === 'text' || column.distinct < fewestDifferent) return [];
  const { field } = stored;
  const sample = await ask(`select ${wireExpression(stored)} from (select distinct ${field} from ${table.source} where ${field} is not null order by 1 limit ${patternSample})`);
  const pattern = commonPattern(sample.rows.map(([value]) => String(value)));
  if (pattern === null) return [];
  const { rows } = await ask(`select count(${field}), count(*) filter (where not regexp_full_match(${field}, ${literal(pattern)})) from ${table.source}`);
  const [count = 0, failing] = (rows[0] ?? []).map(Number);
  return failing === 0 ? [suggest({ check: 'pattern', column: column.name }, { pattern }, 'warning', qualityMessages.evidence.pattern(count), allHeld(count))] : [];
};
