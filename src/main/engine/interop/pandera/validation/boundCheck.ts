/** A check as Pandera binds it: its label, its options, and the arguments it refuses for what they say of each other. */
import { EngineError } from '@shared/contract/errors';
import { panderaMessages as words } from '@shared/messages/pandera';
import { readBuiltin, type BuiltinCheck } from '../builtinChecks';
import { knownName, type CheckOptions, type WrittenCheck } from '../checkDialects';
import { translatePattern } from '../pythonPattern';
import { isNumber, isTime, parseTime, pythonRepr, pythonText, readPython, typeName, type PythonValue } from './pythonValue';

export interface BoundCheck {
  readonly check: BuiltinCheck;
  /** As Pandera names it in its table of failures, such as `in_range(10, 99)`. */
  readonly label: string;
  readonly options: CheckOptions;
}

/** Throws `invalid-input` where Pandera refuses the check too. */
export function bindCheck({ name, given, options }: WrittenCheck, place: string, holdsTimes: boolean): BoundCheck {
  const check = readBuiltin(knownName(name, place), given, place);
  if (check.name === 'in_range') assertInterval(check, place);
  if (check.name === 'str_matches' || check.name === 'str_contains') translatePattern(check.args.pattern);
  return { check, label: options.error ?? labelOf(check, holdsTimes), options };
}

function assertInterval({ args }: Extract<BuiltinCheck, { name: 'in_range' }>, place: string): void {
  const [low, high] = [readPython(args.min_value), readPython(args.max_value)];
  const order = compare(low, high);
  if (order === null) throw new EngineError('invalid-input', words.refused.argument(place, 'in_range', '', `${typeName(low)} and ${typeName(high)} cannot be compared`));
  if (order > 0 || (order === 0 && !(args.include_min && args.include_max))) throw new EngineError('invalid-input', words.refused.emptyInterval(place, 'in_range'));
}

/** Below 0, 0 or above; null where Python cannot compare the two. */
function compare(a: PythonValue, b: PythonValue): number | null {
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : Number(a > b);
  if (isTime(a) && isTime(b)) return a.ms - b.ms;
  const numbers = [a, b].map((value) => (isNumber(value) ? value.value : typeof value === 'boolean' ? Number(value) : null));
  const [x, y] = numbers;
  return typeof x === 'number' && typeof y === 'number' ? x - y : null;
}

/** The form in which Pandera's files hold times. */
const timeForm = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/;

/** A set of times becomes an index of pandas, which drops a time of day that is midnight for all. */
function timesLabel(times: readonly number[]): string {
  const texts = times.map((ms) => pythonText({ kind: 'time', ms }));
  const isDays = texts.every((text) => text.endsWith(' 00:00:00'));
  return `DatetimeIndex([${texts.map((text) => `'${isDays ? text.slice(0, 10) : text}'`).join(', ')}], dtype='datetime64[ns]', freq=None)`;
}

function labelOf({ name, args }: BuiltinCheck, holdsTimes: boolean): string {
  const text = (written: unknown): string => {
    const value = readPython(written);
    const ms = holdsTimes && typeof value === 'string' && timeForm.test(value) ? parseTime(value) : null;
    return pythonText(ms === null ? value : { kind: 'time', ms });
  };
  const list = (values: readonly unknown[] | string): string => {
    if (typeof values === 'string') return values;
    const times = holdsTimes ? values.map((value) => (typeof value === 'string' && timeForm.test(value) ? parseTime(value) : null)) : [null];
    return times.every((ms) => ms !== null) ? timesLabel(times) : `[${values.map((value) => pythonRepr(readPython(value))).join(', ')}]`;
  };
  const optional = (value: number | null | undefined): string => (typeof value === 'number' ? String(value) : 'None');
  switch (name) {
    case 'equal_to':
    case 'not_equal_to':
      return `${name}(${text(args.value)})`;
    case 'greater_than':
    case 'greater_than_or_equal_to':
      return `${name}(${text(args.min_value)})`;
    case 'less_than':
    case 'less_than_or_equal_to':
      return `${name}(${text(args.max_value)})`;
    case 'in_range':
      return `in_range(${text(args.min_value)}, ${text(args.max_value)})`;
    case 'isin':
      return `isin(${list(args.allowed_values)})`;
    case 'notin':
      return `notin(${list(args.forbidden_values)})`;
    case 'unique_values_eq':
      return `unique_values_eq(${list(args.values)})`;
    case 'str_matches':
    case 'str_contains':
      return `${name}('${args.pattern}')`;
    case 'str_startswith':
    case 'str_endswith':
      return `${name}('${args.string}')`;
    case 'str_length':
      return typeof args.exact_value === 'number' ? `str_length(${args.exact_value})` : `str_length(${optional(args.min_value)}, ${optional(args.max_value)})`;
  }
}
