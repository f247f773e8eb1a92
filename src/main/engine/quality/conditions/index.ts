/** Row conditions: compiled, described, read from text. */
export { compileCondition, conditionColumns, conditionPatterns } from './compileCondition';
export { conditionFromText } from './conditionFromText';
export { describeCondition } from './describeCondition';
