/** All kinds of checks. A new kind is one file and one line here. */
import type { CheckKind } from '@shared/areas/quality';
import type { Check } from '@shared/areas/qualitySchema';
import { EngineError } from '@shared/contract/errors';

import { nearestName } from '@shared/expressions';
import { checkMessages } from '@shared/messages/checks';
import { endsWith, startsWith } from './affixes';
import { ascii } from './ascii';
import { association } from './association';
import { bootstrappedFit } from './bootstrappedFit';
import type { BoundCheck, CheckDefinition } from './checkDefinition';
import { chiSquare } from './chiSquare';
import { dateFormat, readableDate } from './dates';
import { differentWithinRow } from './differentWithinRow';
import { distinctCount } from './distinctCount';
import { distinctRows } from './distinctRows';
import { distinctShare } from './distinctShare';
import { distinctContains, distinctEquals, distinctInSet } from './distinctValues';
import { distributionFit } from './distributionFit';
import { divergence } from './divergence';
import { equal, notEqual } from './equal';
import { largest, smallest } from './extremes';
import { fileStructure } from './fileStructure';
import { formula } from './formula';
import { freshness } from './freshness';
import { isNull } from './isNull';
import { json, jsonSchema } from './json';
import { length } from './length';
import { mean } from './mean';
import { meanIs, meansOfColumns, meansOfGroups } from './meanHypotheses';
import { median } from './median';
import { mostCommon } from './mostCommon';
import { notNull } from './notNull';
import { notOneOf, oneOf } from './oneOf';
import { decreasing, increasing } from './order';
import { outliers } from './outliers';
import { pairEqual, pairGreater, pairsInSet } from './pairs';
import { notPattern, pattern } from './pattern';
import { notPatterns, patterns } from './patterns';
import { presentShare } from './presentShare';
import { quantiles } from './quantiles';
import { range } from './range';
import { inOtherTable, sameColumns, sameRowCount } from './relations';
import { allEqual, sumEquals } from './severalColumns';
import { standardDeviation } from './standardDeviation';
import { standardScore } from './standardScore';
import { sequential } from './sequential';
import { sum } from './sum';
import { columnExists, columnsAre, columnsOrdered } from './tableColumns';
import { columnCount, rowCount } from './tableShape';
import { type } from './type';
import { unique } from './unique';
import { uniqueTogether } from './uniqueTogether';
import { usualLength } from './usualLength';
import { volume } from './volume';
import { whole } from './whole';

/** In the order of the catalogue. */
const definitions: readonly CheckDefinition[] = [
  type,
  notNull,
  isNull,
  presentShare,
  unique,
  uniqueTogether,
  differentWithinRow,
  distinctCount,
  distinctShare,
  range,
  increasing,
  decreasing,
  sequential,
  equal,
  notEqual,
  oneOf,
  notOneOf,
  distinctInSet,
  distinctContains,
  distinctEquals,
  mostCommon,
  pattern,
  notPattern,
  patterns,
  notPatterns,
  startsWith,
  endsWith,
  length,
  usualLength,
  whole,
  ascii,
  dateFormat,
  readableDate,
  json,
  jsonSchema,
  pairEqual,
  pairGreater,
  pairsInSet,
  sumEquals,
  allEqual,
  formula,
  smallest,
  largest,
  mean,
  median,
  sum,
  standardDeviation,
  quantiles,
  standardScore,
  outliers,
  divergence,
  chiSquare,
  distributionFit,
  bootstrappedFit,
  association,
  meanIs,
  meansOfColumns,
  meansOfGroups,
  rowCount,
  columnCount,
  columnExists,
  columnsAre,
  columnsOrdered,
  distinctRows,
  fileStructure,
  inOtherTable,
  sameRowCount,
  sameColumns,
  freshness,
  volume,
];

const byKind: ReadonlyMap<string, CheckDefinition> = new Map(definitions.map((definition) => [definition.kind, definition]));

/** Throws `invalid-input` for a kind that is not known and for wrong arguments. */
export function bindCheck(check: Check): BoundCheck {
  const definition = byKind.get(check.check);
  if (!definition) throw new EngineError('invalid-input', checkMessages.refused.unknownKind(check.check, nearestName(check.check, [...byKind.keys()])), { check: check.check });
  return definition.bind(check);
}

export function describeCheck(check: Check): { readonly rule: string | null; readonly problem: string | null } {
  try {
    return { rule: bindCheck(check).rule, problem: null };
  } catch (error) {
    if (error instanceof EngineError) return { rule: null, problem: error.message };
    throw error;
  }
}

/** What the editor needs to know of each kind. */
export function checkCatalogue(): CheckKind[] {
  return definitions.map(({ kind, title, group, scope, rows, perGroup, types, fields }) => ({ kind, title, group, scope, rows, perGroup, types, fields }));
}
