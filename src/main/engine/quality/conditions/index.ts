/** Row conditions: compiled and described. */
export { compileCondition, conditionColumns, conditionPatterns } from './compileCondition';
export { describeCondition } from './describeCondition';
