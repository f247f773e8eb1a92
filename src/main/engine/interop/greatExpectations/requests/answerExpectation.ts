/** One expectation about the table of a request: read by the same table as suites, run by the engine, answered as Great Expectations 1.2 does over pandas. */
import { z } from 'zod';
import type { Check } from '@shared/areas/qualitySchema';
import { columnsOf } from '@shared/areas/qualitySchema';
import { EngineError } from '@shared/contract/errors';
import { greatExpectationsMessages as words } from '@shared/messages/greatExpectations';
import { aloneAt, checkTable, type CheckOutcome, type Today } from '../../../quality';
import type { TableSession } from '../../../storage/tableSession';
import { withRequestTable, type RequestColumn } from '../../checkRequests/requestTable';
import { parseKwargs, type ExpectationMapping, type Kwargs } from '../expectationMapping';
import { mappingOf } from '../mappings';
import { readExpectation } from '../readExpectation';
import { withParameters } from '../suiteParameters';
import { figureAnswer, figureFindings, rowAnswer, shownCell, type Answer } from './answerShapes';
import { withOwnPartition } from './ownPartition';
import { frameSchema, isTruth, readFrame, type FrameCell, type FrameColumn } from './pandasFrame';
import { judgeType } from './pandasTypes';
import { assertArguments, assertComparable, comparesValues } from './peerRules';
import { toldValue, withPeerCheck } from './peerCheck';
import { withoutDemands, withPeerKwargs } from './peerSpelling';

const requestSchema = frameSchema.extend({ type: z.string(), kwargs: z.record(z.string(), z.unknown()).default({}) });

export interface ExpectationContext {
  readonly tables: TableSession;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly today: Today;
}

/** Throws `invalid-input` where the peer raises. */
export async function answerExpectation(request: unknown, { tables, now, today }: ExpectationContext): Promise<Answer> {
  const { type, kwargs: given, data, dtypes } = parseKwargs(requestSchema, request, 'The request', {});
  const frame = readFrame({ data, dtypes }, today);
  const kwargs = withOwnPartition(type, withPeerKwargs(type, withParameters(given, {}, now)), frame);
  if (isAboutTypes(type)) return answerType(type, kwargs, frame);
  const mapping = mappingOf(type);
  if (!mapping) throw new EngineError('invalid-input', words.refused.unknownType(type), { type });
  const read = readCheck(mapping, kwargs);
  const columns = columnsOf(read).map((name) => columnOf(frame, name));
  const { check, fails } = withPeerCheck(mapping, kwargs, read, columns);
  assertArguments(mapping.kind, kwargs, columns);
  // What a condition leaves out is not compared.
  if (check.condition === undefined) assertComparable(mapping.kind, kwargs, columns);
  const outcome = await run(tables, frame, check, now);
  if (!mapping.rows) return answerFigure(mapping, columns, outcome, fails);
  return answerRows(mapping, columns, outcome);
}

function readCheck(mapping: ExpectationMapping, kwargs: Kwargs): Check {
  const open = withoutDemands(mapping, kwargs);
  const read = readExpectation(open === null ? mapping : { ...mapping, kind: open.check, read: () => open.args }, kwargs);
  if ('left' in read) throw new EngineError('invalid-input', read.left, { type: mapping.type });
  return read.check;
}

/** Throws `invalid-input` for a column that is not there. */
function columnOf(frame: readonly FrameColumn[], name: string): FrameColumn {
  const column = frame.find((each) => each.name === name);
  if (!column) throw new EngineError('invalid-input', words.refused.noColumn(name), { column: name });
  return column;
}

async function run(tables: TableSession, frame: readonly FrameColumn[], check: Check, now: number): Promise<CheckOutcome> {
  const columns = frame.map((column) => storedColumn(column, check));
  const rows = frame[0]?.cells.length ?? 0;
  const around = aloneAt(now, (dataset) => new EngineError('not-found', words.refused.noTable(dataset)));
  const [outcome] = await withRequestTable(tables, columns, (connection, table) => checkTable(connection, table, [check], around, rows));
  if (!outcome) throw new EngineError('internal', 'A check gave no outcome.');
  if (outcome.result.error) throw new EngineError('invalid-input', outcome.result.error.message);
  return outcome;
}

function storedColumn(column: FrameColumn, check: Check): RequestColumn {
  const { name, stored, cells } = column;
  if (isTruth(column) && check.column === name && comparesValues(check.check)) return { name, type: 'integer', cells: cells.map((cell) => (cell === null ? null : Number(cell))) };
  return { name, type: stored, cells: stored === 'datetime' ? cells.map((cell) => (typeof cell === 'string' ? `${cell}Z` : cell)) : cells };
}

function answerFigure({ domain }: ExpectationMapping, [column]: readonly FrameColumn[], outcome: CheckOutcome, fails: boolean): Answer {
  const { result } = outcome;
  const told = (value: FrameCell): FrameCell => (column ? shownCell(column, toldValue(column, value, result.check)) : value);
  const empty = emptyFigures[result.check];
  if (isWithoutFigure(outcome) && empty !== undefined) return figureAnswer({ success: !fails && isWithin(empty, result.definition.args), observed: empty }, result);
  return figureAnswer(figureFindings(result.check, !fails && result.success && !isWithoutFigure(outcome), outcome, told), domain === 'column' ? result : null);
}

/** What pandas makes of no values. */
const emptyFigures: Readonly<Record<string, number>> = { sum: 0, 'distinct-share': 0, 'present-share': 0 };

function isWithin(figure: number, { min, max, strictMin, strictMax }: Check['args']): boolean {
  const low = typeof min === 'number' ? min : -Infinity;
  const high = typeof max === 'number' ? max : Infinity;
  return (strictMin === true ? figure > low : figure >= low) && (strictMax === true ? figure < high : figure <= high);
}

/** Without values there is no figure, and nothing is as expected. */
function isWithoutFigure({ result, found }: CheckOutcome): boolean {
  return figureKinds.has(result.check) && (found ?? result.figure ?? null) === null;
}

const figureKinds = new Set(['smallest', 'largest', 'mean', 'median', 'sum', 'standard-deviation', 'distinct-share', 'present-share']);

function answerRows({ domain, kind }: ExpectationMapping, columns: readonly FrameColumn[], { result }: CheckOutcome): Answer {
  const aboutMissing = kind === 'null' || kind === 'not-null';
  const cellsAt = (position: number): FrameCell[] => columns.map((column) => shownCell(column, column.cells[position] ?? null));
  const valueAt = { column: (position: number) => cellsAt(position)[0], pair: cellsAt, columns: (position: number) => Object.fromEntries(columns.map(({ name }, i) => [name, cellsAt(position)[i]])), table: () => null }[domain];
  const findings = { success: result.success, elements: result.considered + result.missing, considered: aboutMissing ? null : result.considered, failing: result.sample.map(({ row }) => row - 1) };
  return rowAnswer(findings, valueAt, domain === 'columns');
}

function isAboutTypes(type: string): boolean {
  return type === 'expect_column_values_to_be_of_type' || type === 'expect_column_values_to_be_in_type_list';
}

const typeSchema = z.object({ column: z.string(), type_: z.string().optional(), type_list: z.array(z.string()).nullish(), mostly: z.number().min(0).max(1).nullish() });

function answerType(type: string, kwargs: Kwargs, frame: readonly FrameColumn[]): Answer {
  const { column: name, type_: single, type_list: list, mostly } = parseKwargs(typeSchema, kwargs, type, kwargs);
  const isSingle = type === 'expect_column_values_to_be_of_type';
  if (isSingle && single === undefined) throw new EngineError('invalid-input', words.refused.argument(type, name, 'type_', ''), { type });
  const column = columnOf(frame, name);
  const { observed, observedNames, holds } = judgeType(column, single === undefined ? (list ?? null) : [single], isSingle);
  if (observed !== null) return { ...figureAnswer({ success: holds(null), observed }, null), observed_value_list: observedNames };
  const positions = column.cells.flatMap((cell, i) => (cell === null ? [] : [i]));
  const failing = positions.filter((i) => !holds(column.cells[i] ?? null));
  const success = failing.length === 0 || (positions.length - failing.length) / positions.length >= (mostly ?? 1);
  return rowAnswer({ success, elements: column.cells.length, considered: positions.length, failing }, (position) => column.cells[position], false);
}
