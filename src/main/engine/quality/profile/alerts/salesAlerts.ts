/** What stands out for sales data: columns that tell the target, ids that repeat or only number rows, a stepped target, prices above the retail price. */
import type { Column } from '@shared/areas/datasets';
import type { ColumnProfile, Profile } from '@shared/areas/quality';
import { qualityMessages } from '@shared/messages/quality';
import { salesLimits } from './limits';

type Alert = Profile['alerts'][number];

const words = qualityMessages.alerts;

export function salesAlerts(profile: ColumnProfile, column: Column, target: Column | undefined, associations: Profile['associations']): Alert[] {
  return [...lateColumn(column, target, associations), ...idAlerts(profile, column), ...steppedTarget(profile, column)];
}

/** What is known only after the sale teaches a model the answer; so does what follows the target too closely. */
function lateColumn(column: Column, target: Column | undefined, associations: Profile['associations']): Alert[] {
  if (!target || (column.role !== 'feature' && column.role !== 'price')) return [];
  const found = associations.find(({ a, b }) => (a === column.name && b === target.name) || (a === target.name && b === column.name));
  const correlation = Math.abs(found?.value ?? 0);
  if (column.knownWhen === 'after-sale') return [{ code: 'after-sale', column: column.name, severity: 'warning', message: words.afterSale(correlation >= salesLimits.worthAFigure ? correlation : null) }];
  if (correlation >= salesLimits.tellsTarget) return [{ code: 'tells-target', column: column.name, severity: 'warning', message: words.tellsTarget(correlation) }];
  return [];
}

function idAlerts({ rows, nulls, distinct }: ColumnProfile, { name, role, type }: Column): Alert[] {
  const values = rows - nulls;
  if (role === 'id' && distinct < values && distinct > 1) return [{ code: 'repeated-ids', column: name, severity: 'warning', message: words.repeatedIds(values - distinct) }];
  const counts = type === 'integer' || type === 'id' || type === 'text';
  return role === 'feature' && counts && rows >= salesLimits.fewestRows && nulls === 0 && distinct === rows ? [{ code: 'id-like', column: name, severity: 'info', message: words.idLike(type === 'text') }] : [];
}

function steppedTarget({ distinct }: ColumnProfile, { name, role }: Column): Alert[] {
  return role === 'target' && distinct <= salesLimits.steps && distinct > 2 ? [{ code: 'stepped-target', column: name, severity: 'info', message: words.stepped(distinct) }] : [];
}
