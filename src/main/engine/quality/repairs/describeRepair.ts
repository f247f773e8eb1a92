/** A repair in a sentence. */
import { repairColumns, type Repair, type RowCheck } from '@shared/areas/repairs';
import { checkMessages } from '@shared/messages/checks';
import { repairMessages } from '@shared/messages/repairs';
import { describeCheck } from '../checks';
import { wholeCheck } from './failingCondition';

const words = repairMessages.steps;

export function describeRepair(repair: Repair): string {
  switch (repair.kind) {
    case 'quarantine':
    case 'clear':
      return words[repair.kind](subjectOf(repair), ruleOf(repair.check));
    case 'replace':
      return words.replace(repair.column, repair.from, repair.to);
    case 'trim':
      return words.trim(repair.column, repair.case);
    case 'merge':
      return words.merge(repair.column, repair.into);
    case 'fill':
      return repair.statistic === undefined ? words.fill(repair.column, repair.value) : words.fillStatistic(repair.column, repair.statistic);
    case 'coerce':
      return words.coerce(repair.column, checkMessages.types[repair.type], repair.misfits === 'missing');
    case 'drop-columns':
      return words.drop(repair.columns);
    case 'keep-columns':
      return words.keep(repair.columns);
    case 'add-column':
      return words.add(repair.column, repair.value);
  }
}

/** What the rows that a repair sets aside had failed. */
export function reasonSetAside(repair: Repair): string | null {
  return repair.kind === 'quarantine' ? words.reason(subjectOf(repair), ruleOf(repair.check)) : null;
}

function subjectOf(repair: Repair): string {
  return repairColumns(repair).join(', ') || repairMessages.wholeTable;
}

function ruleOf(check: RowCheck): string {
  const { rule, problem } = describeCheck(wholeCheck(check));
  return rule ?? problem ?? check.check;
}
