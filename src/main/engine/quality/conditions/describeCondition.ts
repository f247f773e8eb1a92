/** A row condition in plain words. */
import type { ColumnTest, Condition } from '@shared/areas/qualityConditions';
import { qualityConditionsMessages as says } from '@shared/messages/qualityConditions';

const valuesShown = 10;

export function describeCondition(condition: Condition): string {
  if ('all' in condition) return joined(condition.all, says.all);
  if ('any' in condition) return joined(condition.any, says.any);
  if ('not' in condition) return says.not(describeCondition(condition.not));
  return 'formula' in condition ? condition.formula : describeTest(condition);
}

function joined(conditions: readonly Condition[], words: (parts: readonly string[]) => string): string {
  return words(conditions.map((each) => (conditions.length > 1 && isJoined(each) ? says.grouped(describeCondition(each)) : describeCondition(each))));
}

/** True for what could be read in two ways beside an and or or. */
function isJoined(condition: Condition): boolean {
  if ('all' in condition) return condition.all.length > 1 || condition.all.some(isJoined);
  if ('any' in condition) return condition.any.length > 1 || condition.any.some(isJoined);
  return 'formula' in condition;
}

function describeTest(test: ColumnTest): string {
  switch (test.operator) {
    case 'missing':
    case 'present':
      return says.words[test.operator](test.column);
    case 'one-of':
    case 'not-one-of':
      return says.words[test.operator](test.column, says.values(test.values.slice(0, valuesShown).map(says.value), Math.max(0, test.values.length - valuesShown)));
    default:
      return says.words[test.operator](test.column, says.value(test.value));
  }
}
