/** Identifiers that do not repeat; and of series, one row for each group and day (deequ: unique if). */
import { qualityMessages } from '@shared/messages/quality';
import { allHeld } from '../confidence';
import { suggest, type ColumnRule, type TableRule } from '../suggestion';

const words = qualityMessages.evidence;
const fewestValues = 20;

export const uniqueness: ColumnRule = async ({ column: { name, type, role }, profile, values }) => {
  if ((type !== 'id' && role !== 'id') || profile.distinct !== values || values <= fewestValues) return [];
  return [suggest({ check: 'unique', column: name }, {}, 'critical', words.unique(values), allHeld(values))];
};

export const uniqueTogether: TableRule = async ({ columns, table, ask }) => {
  const named = ['group', 'date'].map((role) => columns.findIndex((column) => column.role === role));
  const [group, date] = named.map((at) => table.columns[at]);
  if (!group || !date || table.rows <= fewestValues) return [];
  const { rows } = await ask(`select count(*), count(distinct (${group.field}, ${date.field})) from ${table.source} where ${group.field} is not null and ${date.field} is not null`);
  const [all, different] = (rows[0] ?? []).map(Number);
  return all !== undefined && all > fewestValues && all === different ? [suggest({ check: 'unique-together', columns: [group.name, date.name] }, {}, 'critical', words.uniqueTogether(all), allHeld(all))] : [];
};
