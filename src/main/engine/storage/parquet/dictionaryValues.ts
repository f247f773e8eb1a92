/** A dictionary's values as their field lays them out: all entries, or, given codes, the value of each. */
import type { Dictionary, Field } from './columns';
import { kindFacts } from './physicalTypes';
import { plainLongs, plainNumbers, plainTextBytes, plainTexts, type NumberType } from './plainValues';
import { rangeOfLongs, rangeOfNumbers, type ValueRange } from './valueRange';

export interface DictionaryValues {
  readonly entries: number;
  plain(codes: Uint16Array | null): Uint8Array;
  /** Bytes of `plain`. */
  plainBytes(codes: Uint16Array | null): number;
  range(): ValueRange | null;
}

/** Throws where the dictionary is of a kind that holds no such values. */
export function createDictionaryValues(field: Field, dictionary: Dictionary): DictionaryValues {
  const { physical } = kindFacts[field.kind];
  if (dictionary.kind === 'text' && physical === 'bytes') return textValues(dictionary);
  if (dictionary.kind === 'number' && physical !== 'bytes') return numberValues(physical, dictionary.values);
  if (dictionary.kind === 'long' && physical === 'int64') return longValues(dictionary.values);
  throw new TypeError(`Column ${field.name} is of kind ${field.kind}, which a dictionary of kind ${dictionary.kind} cannot hold.`);
}

function textValues(dictionary: Extract<Dictionary, { kind: 'text' }>): DictionaryValues {
  return {
    entries: dictionary.ends.length,
    plain: (codes) => plainTexts(dictionary, codes),
    plainBytes: (codes) => plainTextBytes(dictionary.ends, codes),
    // Texts are long and seldom sorted: a range would take room and skip nothing.
    range: () => null,
  };
}

function numberValues(type: NumberType, values: Float64Array): DictionaryValues {
  const valueBits = { boolean: 1, int32: 32, int64: 64, double: 64 }[type];
  return {
    entries: values.length,
    plain: (codes) => plainNumbers(type, values, codes),
    plainBytes: (codes) => Math.ceil(((codes ?? values).length * valueBits) / 8),
    range: () => rangeOfNumbers(type, values),
  };
}

function longValues(values: BigInt64Array): DictionaryValues {
  return {
    entries: values.length,
    plain: (codes) => plainLongs(values, codes),
    plainBytes: (codes) => 8 * (codes ?? values).length,
    range: () => rangeOfLongs(values),
  };
}
