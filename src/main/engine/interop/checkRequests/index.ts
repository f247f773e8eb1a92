/** Single checks, as the command `check --stdin` takes them: one request object in, one answer object out, by the rule of the peer it belongs to. */
import { z } from 'zod';
import { EngineError } from '@shared/contract/errors';
import type { Clock } from '../../kernel/ports';
import { answerOperation } from './operations';
import { readRequest, type Answer } from './request';

export interface CheckRequestsParts {
  readonly clock: Clock;
}

export interface CheckRequests {
  /** Throws `invalid-input` where the request is none. */
  answer(request: unknown): Promise<Answer>;
}

const shapeSchema = z.object({ op: z.string().optional(), type: z.string().optional(), check: z.unknown().optional(), schema: z.unknown().optional() });

export function createCheckRequests({ clock }: CheckRequestsParts): CheckRequests {
  return {
    async answer(request) {
      const shape = readRequest(shapeSchema, request);
      if (shape.op !== undefined) return answerOperation(shape.op, request, { today: dayOf(clock.now()) });
      if (shape.type?.startsWith('expect_')) throw new EngineError('invalid-input', `The expectation ${shape.type} is not known yet.`);
      if (shape.check !== undefined || shape.schema !== undefined) throw new EngineError('invalid-input', 'Checks of this form are not known yet.');
      throw new EngineError('invalid-input', 'A request is a JSON object with "op", "type", "check" or "schema".');
    },
  };
}

function dayOf(now: number): { year: number; month: number; day: number } {
  const date = new Date(now);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}
