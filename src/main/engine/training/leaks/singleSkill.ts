/** A column that alone explains most of the target, more than anything known in time is likely to. */
import { spearman } from '@engine/math';
import { leakMessages } from '@shared/messages/leaks';
import { numbersOf } from '../table';
import type { LeakDetector, LeakStudy, LookedAt } from './study';

/** After the sale a fifth of the target is too much; before it, four fifths are. */
const leakAfterSale = 0.2;
const suspicious = 0.8;

export const singleSkill: LeakDetector = {
  kind: 'skill',
  look(study, subject) {
    const { name, knownWhen, skill } = subject;
    const words = leakMessages.skill;
    const evidence = { skill, threshold: knownWhen === 'after-sale' ? leakAfterSale : suspicious };
    if (knownWhen === 'after-sale' && skill >= leakAfterSale) return { kind: 'skill', accuses: true, sentence: words.afterSale(name, skill), evidence, partners: [] };
    if (skill < suspicious) return null;
    if (knownWhen === 'live') return { kind: 'skill', accuses: true, sentence: words.live(name, skill), evidence, partners: [] };
    const order = orderShare(study, subject);
    // A shop or an article may explain a panel without leaking: such a column names rows, its size says nothing.
    if (order === null || order < skill / 2) return { kind: 'skill', accuses: false, sentence: words.names(name, skill), evidence: { ...evidence, order: order ?? 0 }, partners: [] };
    return { kind: 'skill', accuses: true, sentence: words.tooGood(name, skill), evidence: { ...evidence, order }, partners: [] };
  },
};

/** Squared rank correlation with the target: how much of what the column tells lies in its size. Null where it has no size. */
function orderShare({ rows, goal }: LeakStudy, { column }: LookedAt): number | null {
  if (column.kind !== 'number') return null;
  const values = numbersOf(column, rows);
  const present = [...values.keys()].filter((i) => !Number.isNaN(values[i]!));
  const correlation = spearman(present.map((i) => values[i]!), present.map((i) => goal[i]!));
  return correlation === null ? 0 : correlation ** 2;
}
