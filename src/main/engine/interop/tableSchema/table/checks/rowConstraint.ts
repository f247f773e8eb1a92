/** Rows for which a formula does not hold, or cannot be worked out (frictionless-py 5.19, row-constraint). */
import { ExpressionError, parseExpression, type Expression } from '@shared/expressions';
import { evaluateFormula, isTruthy } from '../formula';
import type { TableCheck } from '../tableCheck';

export function rowConstraint(formula: string): TableCheck {
  const expression = readFormula(formula);
  return {
    row: ({ number, values }) => {
      const value = expression === null ? undefined : evaluateFormula(expression, values);
      return value !== undefined && isTruthy(value) ? [] : [[number, null, 'row-constraint']];
    },
  };
}

/** Null where it is none: no row then holds. */
function readFormula(formula: string): Expression | null {
  try {
    return parseExpression(formula);
  } catch (error) {
    if (error instanceof ExpressionError) return null;
    throw error;
  }
}
