/** Formulas over the columns of a row as SQL. */
export { compileExpression } from './compileExpression';
export type { MissingRule } from './context';
export { expressionSql, formulaPatterns, formulaSql, readFormula } from './formula';
