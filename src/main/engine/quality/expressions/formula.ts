/** The formula of a row as a user wrote it: read, compiled to yes or no, and refused in the engine's words. */
import { EngineError } from '@shared/contract/errors';
import { expressionsMessages } from '@shared/messages/expressions';
import { ExpressionError, expressionPatterns, parseExpression, type Expression } from '@shared/expressions';
import type { TableColumn } from '@engine/datasets';
import { compileExpression } from './compileExpression';
import type { MissingRule } from './context';

const longestShown = 200;

/** Throws `invalid-input` with the offset `at` in the details. */
export function readFormula(text: string): Expression {
  return saying(text, () => parseExpression(text));
}

/** SQL of a boolean, null where it is unknown. Throws `invalid-input` as `readFormula` does. */
export function formulaSql(text: string, columns: readonly TableColumn[], missing: MissingRule): string {
  return saying(text, () => yesOrNoSql(parseExpression(text), columns, missing));
}

/** The same for what was not read from one text: without an offset. */
export function expressionSql(expression: Expression, columns: readonly TableColumn[], missing: MissingRule): string {
  try {
    return yesOrNoSql(expression, columns, missing);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    throw new EngineError('invalid-input', expressionsMessages.conditionRefused(error.message), {}, { cause: error });
  }
}

/** The patterns a formula matches, to be tried before it is run. Throws `invalid-input`. */
export function formulaPatterns(text: string): string[] {
  return expressionPatterns(readFormula(text));
}

function yesOrNoSql(expression: Expression, columns: readonly TableColumn[], missing: MissingRule): string {
  const { sql, type } = compileExpression(expression, columns, missing);
  if (type === 'boolean') return sql;
  if (type === 'missing') return 'cast(null as boolean)';
  throw new ExpressionError(expressionsMessages.notYesOrNo(expressionsMessages.types[type]), expression.at ?? null);
}

function saying<T>(text: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const shown = text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
    throw new EngineError('invalid-input', expressionsMessages.refused(shown, error.message), error.at === null ? {} : { at: error.at }, { cause: error });
  }
}
