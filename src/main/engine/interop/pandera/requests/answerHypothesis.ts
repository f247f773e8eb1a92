/** Pandera's two hypotheses about means, for single requests: its files cannot hold them (pandera 0.35, `pandera.api.hypotheses`). */
import { z } from 'zod';
import { checkSchema } from '@shared/areas/qualitySchema';
import { EngineError } from '@shared/contract/errors';
import { aloneAt, checkTable } from '../../../quality';
import { readRequest, type Answer } from '../../checkRequests/request';
import { withRequestTable, type RequestColumn } from '../../checkRequests/requestTable';
import { isMissing, isNumber, readPython, toCell } from '../validation/pythonValue';
import type { PanderaContext } from './answerPandera';

const listSchema = z.array(z.unknown());
const shared = { relationship: z.enum(['greater_than', 'less_than', 'not_equal', 'equal']).default('equal'), alpha: z.number().gt(0).lt(1).default(0.01), nan_policy: z.enum(['propagate', 'omit']).default('propagate') };
const requestSchema = z.discriminatedUnion('check', [
  z.object({ check: z.literal('one_sample_ttest'), values: listSchema, args: z.object({ popmean: z.number(), ...shared }) }),
  z.object({ check: z.literal('two_sample_ttest'), values: z.record(z.string(), listSchema), args: z.object({ sample1: z.string(), sample2: z.string(), equal_var: z.boolean().default(true), ...shared }) }),
]);

export function isHypothesis(check: string): boolean {
  return check === 'one_sample_ttest' || check === 'two_sample_ttest';
}

/** `values` is one list, or lists by the names of the samples. */
export async function answerHypothesis(request: unknown, { tables, now }: PanderaContext): Promise<Answer> {
  const asked = readRequest(requestSchema, plainNumbers(request));
  const { relationship: relation, alpha } = asked.args;
  const columns = asked.check === 'one_sample_ttest' ? [sample('values', asked.values)] : [asked.args.sample1, asked.args.sample2].map((name) => sample(name, listNamed(asked.values, name)));
  const check = asked.check === 'one_sample_ttest' ? { check: 'mean-is', column: 'values', args: { mean: asked.args.popmean, relation, alpha } } : { check: 'means-of-columns', columns: columns.map(({ name }) => name), args: { relation, alpha, equalVariance: asked.args.equal_var } };
  // A missing value makes the test of two samples itself missing, unless it is to be left out.
  if (asked.check === 'two_sample_ttest' && asked.args.nan_policy === 'propagate' && columns.some(({ cells }) => cells.includes(null))) return { passes: false, failure_cases: [], p_value: null };
  const around = aloneAt(now, () => new EngineError('invalid-input', 'A request has no other dataset.'));
  const [outcome] = await withRequestTable(tables, columns, (connection, table) => checkTable(connection, table, [checkSchema.parse(check)], around, 1));
  if (!outcome || outcome.result.error) throw new EngineError('invalid-input', outcome?.result.error?.message ?? 'The hypothesis gave no result.');
  return { passes: outcome.result.success, failure_cases: [], p_value: outcome.result.figure ?? null };
}

function listNamed(values: Readonly<Record<string, readonly unknown[]>>, name: string): readonly unknown[] {
  const list = Object.hasOwn(values, name) ? values[name] : undefined;
  if (!list) throw new EngineError('invalid-input', `The request has no sample ${name}.`);
  return list;
}

function sample(name: string, values: readonly unknown[]): RequestColumn {
  const read = values.map(readPython);
  if (!read.every((value) => isMissing(value) || isNumber(value))) throw new EngineError('invalid-input', `The sample ${name} holds values that are no numbers.`);
  return { name, type: 'decimal', cells: read.map(toCell) };
}

/** Floats are told apart only where Pandera's words depend on it. */
function plainNumbers(request: unknown): unknown {
  return JSON.parse(JSON.stringify(request), (_, value: unknown) => z.object({ $float: z.number() }).safeParse(value).data?.$float ?? value);
}
