/** Runs many checks of Pandera at once: each becomes a column of one table and a check of the product over it. */
import { checkSchema } from '@shared/areas/qualitySchema';
import { EngineError } from '@shared/contract/errors';
import { aloneAt, checkTable } from '../../../quality';
import type { TableSession } from '../../../storage/tableSession';
import { withRequestTable } from '../../checkRequests/requestTable';
import type { BuiltinCheck } from '../builtinChecks';
import { prepareCheck, type Question, type Verdict } from './prepareCheck';
import type { Series } from './series';

export interface Task {
  readonly series: Series;
  readonly check: BuiltinCheck;
  readonly ignoreNa: boolean;
}

/** One verdict per task, in their order. Throws `invalid-input` for a pattern that cannot be right or takes too long. */
export async function judgeChecks(tables: TableSession, now: number, tasks: readonly Task[]): Promise<readonly Verdict[]> {
  const prepared = tasks.map(({ series, check, ignoreNa }) => prepareCheck(check, series, ignoreNa));
  const answers = await ask(tables, now, prepared.flatMap((each) => ('question' in each ? [each.question] : [])));
  let asked = 0;
  return prepared.map((each) => ('verdict' in each ? each.verdict : (answers[asked++] ?? { failing: [] })));
}

async function ask(tables: TableSession, now: number, questions: readonly Question[]): Promise<readonly Verdict[]> {
  if (questions.length === 0) return [];
  const columns = questions.map(({ cells, type }, i) => ({ name: `${i}`, type, cells }));
  const checks = questions.map(({ check }, i) => checkSchema.parse({ ...check, column: `${i}` }));
  const around = aloneAt(now, () => new EngineError('invalid-input', 'A request has no other dataset.'));
  const outcomes = await withRequestTable(tables, columns, (connection, table) => checkTable(connection, table, checks, around, Math.max(1, table.rows)));
  return outcomes.map(({ result }, i): Verdict => {
    const question = questions[i];
    if (result.error || !question) throw new EngineError('invalid-input', result.error?.message ?? 'A check gave no result.');
    if (question.check.check === 'distinct-equals') return { holds: result.success };
    if (question.instead !== undefined && result.failures > 0) return { error: question.instead };
    return { failing: [...question.alsoFailing, ...result.sample.map(({ row }) => row - 1)].sort((a, b) => a - b) };
  });
}
