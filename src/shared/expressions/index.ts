/** Formulas over the columns of a row: read, written, looked into. */
export { expressionColumns, expressionPatterns, type ArithmeticOperator, type Comparator, type Expression } from './expression';
export { ExpressionError } from './expressionError';
export { formatExpression } from './format';
export type { FunctionName } from './functions';
export { nearestName } from './nearestName';
export { parseExpression } from './parse';
export { readDay, type ReadDay } from './readDay';
