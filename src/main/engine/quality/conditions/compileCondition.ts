/** A row condition as SQL that is true for the rows a check looks at. */
import type { Condition } from '@shared/areas/qualityConditions';
import { conditionExpression } from '@shared/conditions';
import { expressionColumns, expressionPatterns } from '@shared/expressions';
import type { TableColumn } from '@engine/datasets';
import { expressionSql, formulaSql, readFormula } from '../expressions';

/**
 * Never null. A missing cell differs from every value: it meets not-equal and not-one-of and none of the other tests, as in row conditions
 * of great_expectations 1.2.0 over pandas 2.1.4. Throws `invalid-input` for unknown columns, types that do not fit and formulas that cannot be read.
 */
export function compileCondition(condition: Condition, columns: readonly TableColumn[]): string {
  // A formula alone keeps the offsets in its own text for its errors.
  if ('formula' in condition) return formulaSql(condition.formula, columns, 'differs');
  return expressionSql(conditionExpression(condition, readFormula), columns, 'differs');
}

/** The columns a condition reads, each once. Throws `invalid-input`. */
export function conditionColumns(condition: Condition): string[] {
  return expressionColumns(conditionExpression(condition, readFormula));
}

/** The patterns a condition matches, to be tried before rows are read. Throws `invalid-input`. */
export function conditionPatterns(condition: Condition): string[] {
  return expressionPatterns(conditionExpression(condition, readFormula));
}
