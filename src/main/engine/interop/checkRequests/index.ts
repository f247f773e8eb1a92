/** Single checks, as the command `check --stdin` takes them: one request object in, one answer object out, by the rule of the peer it belongs to. */
import { z } from 'zod';
import { EngineError } from '@shared/contract/errors';
import type { Clock } from '../../kernel/ports';
import type { TableSession } from '../../storage/tableSession';
import { answerExpectation } from '../greatExpectations/requests/answerExpectation';
import { answerOperation } from './operations';
import { readRequest, type Answer } from './request';

export interface CheckRequestsParts {
  readonly clock: Clock;
  readonly tables: TableSession;
}

export interface CheckRequests {
  /** Throws `invalid-input` where the request is none. */
  answer(request: unknown): Promise<Answer>;
}

const shapeSchema = z.object({ op: z.string().optional(), type: z.string().optional(), check: z.unknown().optional(), schema: z.unknown().optional() });

export function createCheckRequests({ clock, tables }: CheckRequestsParts): CheckRequests {
  return {
    async answer(request) {
      const shape = readRequest(shapeSchema, request);
      const now = clock.now();
      if (shape.op !== undefined) return answerOperation(shape.op, request, { today: dayOf(now) });
      if (shape.type?.startsWith('expect_')) return answerExpectation(request, { tables, now, today: dayOf(now) });
      if (shape.check !== undefined || shape.schema !== undefined) throw new EngineError('invalid-input', 'Checks of this form are not known yet.');
      throw new EngineError('invalid-input', 'A request is a JSON object with "op", "type", "check" or "schema".');
    },
  };
}

function dayOf(now: number): { year: number; month: number; day: number } {
  const date = new Date(now);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}
