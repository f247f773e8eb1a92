/** A model that answers one number whatever the row: the body the mean and the median share. */
import { z } from 'zod';
import type { ModelParts } from '../modelParts';
import type { Fitted, FittedModel } from './algorithm';
import { parseBody } from './parameters';

const constantBodySchema = z.object({ value: z.number() });

export function fittedConstant(value: number): Fitted {
  return { body: { value } satisfies z.infer<typeof constantBodySchema>, curve: null, backend: 'js' };
}

export function restoreConstant(body: unknown, kind: string): FittedModel {
  const { value } = parseBody(constantBodySchema, body, kind);
  return {
    predict: (_table, rows) => new Float64Array(rows.length).fill(value),
    exact: { way: 'constant', of: () => ({ base: value, columns: [], values: new Float64Array(0) }) },
  };
}

export function constantParts(body: unknown, kind: string): ModelParts {
  return { kind: 'constant', ...parseBody(constantBodySchema, body, kind) };
}
