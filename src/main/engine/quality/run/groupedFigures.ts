/** A check of one figure, asked of each group of rows by itself: it holds where it holds in every group. */
import type { TableColumn } from '@engine/datasets';
import { wireExpression, toCell } from '@engine/datasets';
import { EngineError } from '@shared/contract/errors';
import { checkMessages } from '@shared/messages/checks';
import type { CheckContext, FigurePlan, Judgement, QueryPlan } from '../checks/checkDefinition';

const mostGroups = 10_000;
const namedGroups = 5;

/** Rows without a group are a group of their own. Throws `invalid-input` where there are more than 10,000 groups. */
export function groupedFigures(plan: FigurePlan, by: TableColumn, { from, ask }: CheckContext): QueryPlan {
  return {
    by: 'query',
    ...(plan.missing !== undefined && { missing: plan.missing }),
    async run(): Promise<Judgement> {
      const { rows } = await ask(`select ${[wireExpression({ ...by, field: 'group_value' }), ...plan.select.map((_, i) => `f${i}`)].join(', ')} from (select ${[`${by.field} as group_value`, ...plan.select.map((sql, i) => `${sql} as f${i}`)].join(', ')} from ${from} group by 1) order by group_value nulls last limit ${mostGroups + 1}`);
      if (rows.length > mostGroups) throw new EngineError('invalid-input', checkMessages.refused.tooManyGroups(by.name, mostGroups), { by: by.name });
      const judged = rows.map(([group, ...values]) => ({ group: toCell(group ?? null), judgement: plan.judge(values) }));
      const failed = judged.filter(({ judgement }) => !judgement.success);
      const told = failed.slice(0, namedGroups).map(({ group, judgement }) => checkMessages.observed.group(group === null ? checkMessages.missingCell : String(group), judgement.observed ?? ''));
      return { success: failed.length === 0, observed: checkMessages.observed.groups(judged.length, failed.length, told), figure: failed.length, found: judged.map(({ group, judgement }) => ({ group, success: judgement.success, figure: judgement.figure ?? null })) };
    },
  };
}
