/** Search over runs: words, and conditions such as `rmsle < 1.8 and model = ridge`, with and, or, not and parentheses. */
import { metricNames, type Run } from '@shared/areas/tracking';
import { EngineError } from '@shared/contract/errors';
import { trackingMessages } from '@shared/messages/tracking';

const words = trackingMessages.search;

export type RunFilter = (run: Run) => boolean;

type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=';
interface Token {
  readonly text: string;
  readonly kind: 'word' | 'quoted' | 'operator' | 'open' | 'close';
  readonly at: number;
}

const tokenPattern = /\s*(?:(?<quoted>"[^"]*"|'[^']*')|(?<operator><=|>=|!=|==|=|<|>)|(?<open>\()|(?<close>\))|(?<word>[^\s()<>=!"'][^\s()<>=!"]*|!))/gy;

/** Throws `invalid-input` naming the place where the expression stops making sense. */
export function parseRunSearch(expression: string): RunFilter {
  const tokens = tokenize(expression);
  let next = 0;

  const peek = (): Token | undefined => tokens[next];
  const peekWord = (word: string): boolean => peek()?.kind === 'word' && peek()?.text.toLowerCase() === word;

  function parseEither(): RunFilter {
    let left = parseBoth();
    while (peekWord('or')) {
      next++;
      const [a, b] = [left, parseBoth()];
      left = (run) => a(run) || b(run);
    }
    return left;
  }

  // Words beside each other mean "and".
  function parseBoth(): RunFilter {
    let left = parseOne();
    while (peek() && peek()?.kind !== 'close' && !peekWord('or')) {
      if (peekWord('and')) next++;
      const [a, b] = [left, parseOne()];
      left = (run) => a(run) && b(run);
    }
    return left;
  }

  function parseOne(): RunFilter {
    if (peekWord('not')) {
      next++;
      const inner = parseOne();
      return (run) => !inner(run);
    }
    const token = tokens[next++];
    if (!token) throw problem(words.endMissing, expression.length);
    if (token.kind === 'open') {
      const inner = parseEither();
      if (peek()?.kind !== 'close') throw problem(words.parenthesisOpen, peek()?.at ?? expression.length);
      next++;
      return inner;
    }
    const joins = token.kind === 'word' && /^(and|or)$/i.test(token.text);
    if (joins || (token.kind !== 'word' && token.kind !== 'quoted')) throw problem(words.unexpected(token.text), token.at);
    const operator = peek();
    if (operator?.kind !== 'operator') return containsWord(token.text);
    next++;
    const value = tokens[next++];
    if (!value || (value.kind !== 'word' && value.kind !== 'quoted')) throw problem(words.valueMissing(`${token.text} ${operator.text}`), value?.at ?? expression.length);
    return compareField(token.text, operator.text === '==' ? '=' : (operator.text as Operator), value.text);
  }

  if (tokens.length === 0) return () => true;
  const filter = parseEither();
  const rest = peek();
  if (rest) throw problem(words.unexpected(rest.text), rest.at);
  return filter;
}

function problem(reason: string, at: number): EngineError {
  return new EngineError('invalid-input', words.unreadable(reason, at + 1), { at });
}

function tokenize(expression: string): readonly Token[] {
  const tokens: Token[] = [];
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < expression.trimEnd().length) {
    const at = tokenPattern.lastIndex;
    const groups = tokenPattern.exec(expression)?.groups;
    if (!groups) throw problem(words.quotationOpen, at);
    const { quoted, operator, open, close, word } = groups;
    if (quoted !== undefined) tokens.push({ kind: 'quoted', text: quoted.slice(1, -1), at });
    else if (operator !== undefined) tokens.push({ kind: 'operator', text: operator, at });
    else if (open !== undefined) tokens.push({ kind: 'open', text: open, at });
    else if (close !== undefined) tokens.push({ kind: 'close', text: close, at });
    else tokens.push({ kind: 'word', text: word ?? '', at });
  }
  return tokens;
}

function containsWord(word: string): RunFilter {
  const wanted = word.toLowerCase();
  return (run) => [run.model, run.state, run.target, run.notes, `run ${run.number}`, ...run.tags, ...Object.values(run.parameters).map(String)].some((text) => text.toLowerCase().includes(wanted));
}

/** The value of a field by its name in lower case; `undefined` where a run has no such field. */
export function fieldOf(run: Run, field: string): string | number | boolean | null | undefined {
  const metric = metricNames.find((name) => name.toLowerCase() === field);
  if (metric) return run.metrics[metric]?.mean ?? null;
  switch (field) {
    case 'task':
      return run.task;
    case 'model':
      return run.model;
    case 'state':
      return run.state;
    case 'target':
      return run.target;
    case 'metric':
      return run.metric;
    case 'seed':
      return run.seed;
    case 'rows':
      return run.rows;
    case 'run':
    case 'number':
      return run.number;
    case 'duration':
    case 'durationms':
      return run.durationMs;
    case 'backend':
      return run.backend;
    case 'leak':
      return run.usesLeak;
    case 'snapshot':
      return run.snapshotId;
    case 'experiment':
      return run.experimentId;
    case 'notes':
      return run.notes;
    case 'created':
    case 'createdat':
      return run.createdAt;
    default:
      return Object.entries(run.parameters).find(([name]) => name.toLowerCase() === field)?.[1];
  }
}

/** A field a run does not have passes no condition but `!=`; text compares without regard to case. */
function compareField(name: string, operator: Operator, wanted: string): RunFilter {
  const field = name.toLowerCase();
  const text = wanted.toLowerCase();
  if (field === 'tag') return operator === '!=' ? (run) => !run.tags.some((tag) => tag.toLowerCase() === text) : (run) => run.tags.some((tag) => tag.toLowerCase() === text);
  const number = wanted.trim() === '' ? NaN : Number(wanted);
  return (run) => {
    const value = fieldOf(run, field);
    if (value === undefined || value === null) return operator === '!=';
    if (typeof value === 'number') return Number.isNaN(number) ? operator === '!=' : compare(value, operator, number);
    return compare(String(value).toLowerCase(), operator, text);
  };
}

function compare<T extends number | string>(value: T, operator: Operator, wanted: T): boolean {
  switch (operator) {
    case '=':
      return value === wanted;
    case '!=':
      return value !== wanted;
    case '<':
      return value < wanted;
    case '<=':
      return value <= wanted;
    case '>':
      return value > wanted;
    case '>=':
      return value >= wanted;
  }
}
