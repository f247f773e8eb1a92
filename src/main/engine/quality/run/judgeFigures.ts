/** Figures of many checks in one pass per choice of rows; where the statement fails, each check asks alone. */
import type { RowResult, TableConnection } from '../../storage/tableSession';
import type { FigurePlan, Judgement } from '../checks/checkDefinition';

export interface FigureQuestion {
  readonly plan: FigurePlan;
  readonly from: string;
}

export interface JudgedFigures {
  readonly judgement: Judgement;
  readonly considered: number;
  readonly missing: number;
}

export type Judged = { readonly judged: JudgedFigures } | { readonly error: unknown };

export async function judgeFigures(connection: TableConnection, questions: readonly FigureQuestion[]): Promise<readonly Judged[]> {
  const answers = new Map<FigureQuestion, Judged>();
  for (const from of new Set(questions.map((question) => question.from))) {
    const some = questions.filter((question) => question.from === from);
    for (const [i, answer] of (await judgeSome(connection, from, some)).entries()) {
      const question = some[i];
      if (question) answers.set(question, answer);
    }
  }
  return questions.map((question) => answers.get(question) ?? { error: new Error('A figure was not judged.') });
}

async function judgeSome(connection: TableConnection, from: string, questions: readonly FigureQuestion[]): Promise<readonly Judged[]> {
  try {
    const expressions = questions.map(({ plan }) => ['count(*)', plan.missing === undefined ? '0' : `count(*) filter (where ${plan.missing})`, ...plan.select]);
    const { rows } = await connection.rows(`select ${expressions.flat().join(', ')} from ${from}`);
    let at = 0;
    return questions.map(({ plan }, i) => {
      const length = expressions[i]?.length ?? 0;
      const values = (rows[0] ?? []).slice(at, at + length);
      at += length;
      return judgeOne(plan, values);
    });
  } catch (error) {
    if (questions.length === 1) return [{ error }];
    const half = Math.ceil(questions.length / 2);
    return [...(await judgeSome(connection, from, questions.slice(0, half))), ...(await judgeSome(connection, from, questions.slice(half)))];
  }
}

function judgeOne(plan: FigurePlan, [all, missing, ...values]: RowResult['rows'][number]): Judged {
  try {
    return { judged: { judgement: plan.judge(values), considered: Number(all) - Number(missing), missing: Number(missing) } };
  } catch (error) {
    return { error };
  }
}
