/** What an operation of single checks is: one request object in, one answer object out. */
import { type z } from 'zod';
import { EngineError } from '@shared/contract/errors';
import type { Today } from '../../quality';

export type Answer = Readonly<Record<string, unknown>>;

export interface RequestContext {
  /** Fills in what a date written freely leaves out. */
  readonly today: Today;
}

/** Throws `invalid-input` where the request lacks what it needs. */
export type Operation = (request: unknown, context: RequestContext) => Answer;

export type Operations = Readonly<Record<string, Operation>>;

/** Throws `invalid-input` with the place and the reason. */
export function readRequest<S extends z.ZodType>(schema: S, request: unknown): z.output<S> {
  const parsed = schema.safeParse(request);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new EngineError('invalid-input', `The request is not valid (${issue?.path.join('.') ?? ''}): ${issue?.message ?? 'unknown reason'}.`);
}
