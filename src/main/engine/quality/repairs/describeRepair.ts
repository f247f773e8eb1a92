/** A repair in a sentence. */
import { repairColumns, type Repair } from '@shared/areas/repairs';
import { checkMessages } from '@shared/messages/checks';
import { repairMessages } from '@shared/messages/repairs';
import { describeCheck } from '../checks';
import { wholeCheck } from './failingCondition';

const words = repairMessages.steps;

export function describeRepair(repair: Repair): string {
  switch (repair.kind) {
    case 'quarantine':
    case 'clear': {
      const { rule, problem } = describeCheck(wholeCheck(repair.check));
      return words[repair.kind](repairColumns(repair).join(', ') || repairMessages.wholeTable, rule ?? problem ?? repair.check.check);
    }
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
