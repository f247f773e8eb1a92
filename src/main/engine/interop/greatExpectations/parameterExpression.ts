/** Arithmetic of parameters: numbers, + - * / ** and parentheses, now() and timedelta(days=1), names of given values. */
import { EngineError } from '@shared/contract/errors';
import { greatExpectationsMessages as words } from '@shared/messages/greatExpectations';

export type ParameterValue = { readonly kind: 'number'; readonly value: number } | { readonly kind: 'moment' | 'span'; readonly milliseconds: number };

const spans: Readonly<Record<string, number>> = { weeks: 604_800_000, days: 86_400_000, hours: 3_600_000, minutes: 60_000, seconds: 1000, milliseconds: 1, microseconds: 0.001 };
const numberFunctions: Readonly<Record<string, (value: number) => number>> = { abs: Math.abs, round: Math.round, trunc: Math.trunc, sgn: Math.sign, sin: Math.sin, cos: Math.cos, tan: Math.tan, exp: Math.exp };
const mostCharacters = 500;
const piece = /\s*(?:(\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+)|([A-Za-z_][\w.]*)|(\*\*|[-+*/^(),=]))/y;

/** Throws `invalid-input` with the reason. */
export function evaluateParameter(expression: string, known: Readonly<Record<string, unknown>>, now: number): ParameterValue {
  const fail = (reason: string): never => {
    throw new EngineError('invalid-input', words.refused.parameter(expression, reason), { expression });
  };
  // Parentheses go as deep as the text is long.
  if (expression.length > mostCharacters) fail(words.reasons.long(mostCharacters));
  const pieces = cut(expression, fail);
  let at = 0;
  const takes = (...signs: string[]): string | null => (signs.includes(pieces[at] ?? '') ? (pieces[at++] ?? null) : null);
  const expect = (sign: string): void => void (takes(sign) ?? fail(at < pieces.length ? words.reasons.sign(pieces[at] ?? '') : words.reasons.end));

  function sum(): ParameterValue {
    let left = product();
    for (let sign = takes('+', '-'); sign !== null; sign = takes('+', '-')) left = combine(left, sign, product());
    return left;
  }
  function product(): ParameterValue {
    let left = power();
    for (let sign = takes('*', '/'); sign !== null; sign = takes('*', '/')) left = combine(left, sign, power());
    return left;
  }
  function power(): ParameterValue {
    if (takes('-') !== null) return combine({ kind: 'number', value: -1 }, '*', power());
    if (takes('+') !== null) return power();
    const base = single();
    return takes('**', '^') === null ? base : combine(base, '**', power());
  }
  function single(): ParameterValue {
    if (takes('(') !== null) {
      const inner = sum();
      expect(')');
      return inner;
    }
    const name = pieces[at++] ?? fail(words.reasons.end);
    if (/^[\d.]/.test(name)) return { kind: 'number', value: Number(name) };
    if (takes('(') === null) {
      const value = Object.hasOwn(known, name) ? known[name] : undefined;
      return typeof value === 'number' ? { kind: 'number', value } : fail(words.reasons.name(name));
    }
    const value = name === 'now' ? ({ kind: 'moment', milliseconds: now } as const) : /^(datetime\.)?timedelta$/.test(name) ? span() : applied(name);
    expect(')');
    return value;
  }
  function span(): ParameterValue {
    let milliseconds = 0;
    do {
      const unit = pieces[at++] ?? '';
      expect('=');
      const count = sum();
      milliseconds += (Object.hasOwn(spans, unit) ? (spans[unit] ?? 0) : fail(words.reasons.name(unit))) * (count.kind === 'number' ? count.value : fail(words.reasons.sides));
    } while (takes(',') !== null);
    return { kind: 'span', milliseconds };
  }
  function applied(name: string): ParameterValue {
    const apply = Object.hasOwn(numberFunctions, name) ? numberFunctions[name] : undefined;
    const operand = sum();
    return apply && operand.kind === 'number' ? { kind: 'number', value: apply(operand.value) } : fail(words.reasons.name(name));
  }
  function combine(left: ParameterValue, sign: string, right: ParameterValue): ParameterValue {
    if (left.kind === 'number' && right.kind === 'number') return { kind: 'number', value: calculate(left.value, sign, right.value) };
    if (left.kind === 'number' || right.kind === 'number' || (sign !== '+' && sign !== '-')) return fail(words.reasons.sides);
    const milliseconds = calculate(left.milliseconds, sign, right.milliseconds);
    if (left.kind === 'moment' && right.kind === 'moment') return sign === '-' ? { kind: 'span', milliseconds } : fail(words.reasons.sides);
    return { kind: left.kind === 'moment' || right.kind === 'moment' ? 'moment' : 'span', milliseconds };
  }

  const value = sum();
  return at === pieces.length ? value : fail(words.reasons.sign(pieces[at] ?? ''));
}

function calculate(left: number, sign: string, right: number): number {
  if (sign === '+') return left + right;
  if (sign === '-') return left - right;
  if (sign === '*') return left * right;
  return sign === '/' ? left / right : left ** right;
}

function cut(expression: string, fail: (reason: string) => never): string[] {
  const pieces: string[] = [];
  const text = expression.trimEnd();
  piece.lastIndex = 0;
  while (piece.lastIndex < text.length) {
    const from = piece.lastIndex;
    const match = piece.exec(text);
    pieces.push(match?.[0].trim() ?? fail(words.reasons.sign(text.slice(from).trim().charAt(0))));
  }
  return pieces;
}
