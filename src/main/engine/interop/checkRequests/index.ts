/** Single checks, as the command `check --stdin` takes them: one request object in, one answer object out, by the rule of the peer it belongs to. */
import { z } from 'zod';
import { EngineError } from '@shared/contract/errors';
import type { Clock } from '../../kernel/ports';
import type { TableSession } from '../../storage/tableSession';
import { answerExpectation } from '../greatExpectations/requests/answerExpectation';
import { answerPanderaCheck, answerPanderaSchema, parsePanderaLine } from '../pandera/requests/answerPandera';
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

const panderaImport = 'import-pandera-schema';
const shapeSchema = z.object({ op: z.string().optional(), type: z.string().optional(), check: z.unknown().optional(), schema: z.unknown().optional() });

export function createCheckRequests({ clock, tables }: CheckRequestsParts): CheckRequests {
  return {
    async answer(request) {
      const shape = readRequest(shapeSchema, request);
      const now = clock.now();
      if (shape.op === panderaImport || (shape.op === undefined && shape.schema !== undefined)) return answerPanderaSchema(request, { tables, now });
      if (shape.op !== undefined) return answerOperation(shape.op, request, { today: dayOf(now) });
      if (shape.type?.startsWith('expect_')) return answerExpectation(request, { tables, now, today: dayOf(now) });
      if (shape.check !== undefined) return answerPanderaCheck(request, { tables, now });
      throw new EngineError('invalid-input', 'A request is a JSON object with "op", "type", "check" or "schema".');
    },
  };
}

/** A line's JSON. Where Pandera is asked, numbers written as floats are kept apart from whole ones. Throws SyntaxError. */
export function parseCheckRequest(line: string): unknown {
  const request: unknown = JSON.parse(line);
  const shape = shapeSchema.safeParse(request).data;
  const isPandera = shape !== undefined && (shape.op === panderaImport || (shape.op === undefined && shape.type === undefined && (shape.check !== undefined || shape.schema !== undefined)));
  return isPandera ? parsePanderaLine(line) : request;
}

function dayOf(now: number): { year: number; month: number; day: number } {
  const date = new Date(now);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}
