/** Row conditions as formulas, and formulas as row conditions. */
export { conditionExpression } from './conditionExpression';
export { conditionFromText } from './conditionFromText';
