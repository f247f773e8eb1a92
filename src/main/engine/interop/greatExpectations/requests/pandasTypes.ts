/** What pandas and numpy call types, and which values of an object column are of one: for expectations about types, whose answer is pandas' own. */
import { EngineError } from '@shared/contract/errors';
import { greatExpectationsMessages as words } from '@shared/messages/greatExpectations';
import type { FrameCell, FrameColumn, FrameType } from './pandasFrame';

/** The scalar type of a column, as it is reported. */
const reported: Readonly<Record<FrameType, string>> = { int64: 'int64', Int64: 'int64', float64: 'float64', bool: 'bool_', object: 'object_', datetime64: 'datetime64', datetimetz: 'DatetimeTZDtypeType' };

/** Names by which a whole column goes. The type of moments with a zone is called differently in releases of pandas. */
const columnNames: Readonly<Record<FrameType, readonly string[]>> = {
  int64: ['int', 'int64', 'int_', 'long', 'q', 'i8', 'int0', 'intp'],
  Int64: ['int', 'int64', 'int_', 'long', 'q', 'i8', 'int0', 'intp'],
  float64: ['float', 'float64', 'float_', 'double', 'd', 'f8'],
  bool: ['bool', 'bool_', 'bool8', '?'],
  object: ['object', 'object_', 'O'],
  datetime64: ['datetime64', 'datetime64[ns]', 'datetime64[us]', 'datetime64[s]', 'datetime64[ms]', 'M8', 'M8[ns]'],
  datetimetz: ['Timestamp', 'DatetimeTZDtypeType'],
};

type Kind = 'str' | 'int' | 'float' | 'bool' | 'none';
/** Names by which single values go; none of them is a numpy scalar in an object column. */
const valueKinds: Readonly<Record<string, readonly Kind[]>> = { str: ['str'], int: ['int', 'bool'], float: ['float'], bool: ['bool'], object: [], object_: [], O: [] };
const knownNames = new Set([...Object.values(columnNames).flat(), 'list', 'dict', 'tuple', 'set', 'date', 'datetime', 'timedelta', 'bytes', 'complex', 'str_', 'unicode_', 'int8', 'int16', 'int32', 'uint8', 'uint16', 'uint32', 'uint64', 'float16', 'float32', 'complex64', 'complex128', 'timedelta64', 'timedelta64[ns]', 'Int64Dtype', 'Int32Dtype', 'Int16Dtype', 'Int8Dtype', 'Float64Dtype', 'Float32Dtype', 'BooleanDtype', 'StringDtype', 'CategoricalDtype', 'CategoricalDtypeType', 'DatetimeTZDtype', 'Timedelta', 'Period', 'Interval', 'Categorical', 'Series', 'DataFrame', 'Index']);

export interface TypeAnswer {
  /** What the column as a whole is called; null where each value was looked at. */
  readonly observed: string | null;
  readonly observedNames: readonly string[];
  readonly holds: (cell: FrameCell) => boolean;
}

/** `names` is null where any type is in order. Throws `invalid-input` where no name is known and each value would have to be looked at. */
export function judgeType({ type }: FrameColumn, names: readonly string[] | null, single: boolean): TypeAnswer {
  const byValue = type === 'object' && names !== null && !(single && columnNames.object.includes(names[0] ?? ''));
  if (!byValue) {
    const success = names === null || names.some((name) => columnNames[type].includes(name));
    return { observed: reported[type], observedNames: type === 'datetimetz' ? columnNames.datetimetz : [reported[type]], holds: () => success };
  }
  const known = names.filter((name) => knownNames.has(name) || Object.hasOwn(valueKinds, name));
  if (known.length === 0) throw new EngineError('invalid-input', words.refused.noType(names.join(', ')), { names });
  const kinds = new Set(known.flatMap((name) => (Object.hasOwn(valueKinds, name) ? (valueKinds[name] ?? []) : [])));
  return { observed: null, observedNames: [], holds: (cell) => kinds.has(kindOf(cell)) };
}

function kindOf(cell: FrameCell): Kind {
  if (cell === null) return 'none';
  if (typeof cell === 'string') return 'str';
  if (typeof cell === 'boolean') return 'bool';
  return Number.isInteger(cell) ? 'int' : 'float';
}
