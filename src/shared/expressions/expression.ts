/** What a formula over the columns of a row consists of. */
import type { FunctionName } from './functions';

export type Comparator = '=' | '!=' | '<' | '<=' | '>' | '>=';
export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%' | '**';

interface Placed {
  /** Offset in the text it was read from, in UTF-16 units; not there where it was made from something else. */
  readonly at?: number;
}

export type Constant = Placed &
  (
    | { readonly kind: 'number'; readonly value: number }
    | { readonly kind: 'text'; readonly value: string }
    | { readonly kind: 'boolean'; readonly value: boolean }
    | { readonly kind: 'missing' }
    /** 2024-01-31 */
    | { readonly kind: 'date'; readonly value: string }
    /** 2024-01-31 18:30:00, in UTC, with up to six decimals of a second. */
    | { readonly kind: 'datetime'; readonly value: string }
  );

export interface ComparisonStep {
  readonly operator: Comparator;
  readonly operand: Expression;
}

export type Expression =
  | Constant
  | (Placed &
      (
        | { readonly kind: 'column'; readonly name: string }
        | { readonly kind: 'negate'; readonly operand: Expression }
        | { readonly kind: 'arithmetic'; readonly operator: ArithmeticOperator; readonly left: Expression; readonly right: Expression }
        /** One step, or several in a chain such as 0 < x <= 5. */
        | { readonly kind: 'comparison'; readonly first: Expression; readonly steps: readonly ComparisonStep[] }
        | { readonly kind: 'and' | 'or'; readonly operands: readonly Expression[] }
        | { readonly kind: 'not'; readonly operand: Expression }
        | { readonly kind: 'in'; readonly operand: Expression; readonly values: readonly Expression[] }
        | { readonly kind: 'is-missing'; readonly operand: Expression }
        /** Both ends included. */
        | { readonly kind: 'between'; readonly operand: Expression; readonly low: Expression; readonly high: Expression }
        | { readonly kind: 'call'; readonly name: FunctionName; readonly operands: readonly Expression[] }
      ));

/** The parts of one part, from left to right. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'negate':
    case 'not':
    case 'is-missing':
      return [expression.operand];
    case 'arithmetic':
      return [expression.left, expression.right];
    case 'comparison':
      return [expression.first, ...expression.steps.map(({ operand }) => operand)];
    case 'and':
    case 'or':
    case 'call':
      return expression.operands;
    case 'in':
      return [expression.operand, ...expression.values];
    case 'between':
      return [expression.operand, expression.low, expression.high];
    default:
      return [];
  }
}

/** The columns that are read, each once, in order of appearance. */
export function expressionColumns(expression: Expression): string[] {
  return [...new Set(allParts(expression).flatMap((part) => (part.kind === 'column' ? [part.name] : [])))];
}

/** The regular expressions that are matched, each once: RE2 can refuse one, so they are tried before rows are read. */
export function expressionPatterns(expression: Expression): string[] {
  return [...new Set(allParts(expression).flatMap((part) => (part.kind === 'call' && part.name === 'matches' && part.operands[1]?.kind === 'text' ? [part.operands[1].value] : [])))];
}

function allParts(expression: Expression): Expression[] {
  return [expression, ...partsOf(expression).flatMap(allParts)];
}
