/** Endpoints: a kind, an input validator and an output validator. All types derive from the validators. */
import type { z } from 'zod';

/**
 * query: reads, runs at once. command: writes, one at a time.
 * job: long work; the call answers with the job's id and the result stands in the job's row.
 */
export type EndpointKind = 'query' | 'command' | 'job';

export interface Endpoint<K extends EndpointKind = EndpointKind, In extends z.ZodType = z.ZodType, Out extends z.ZodType = z.ZodType> {
  readonly kind: K;
  readonly input: In;
  readonly output: Out;
  /** True: callable by the shell and the command line of this computer only, never by a window or over HTTP. */
  readonly local: boolean;
}

export type Contract = Readonly<Record<string, Endpoint>>;

export function query<In extends z.ZodType, Out extends z.ZodType>(input: In, output: Out): Endpoint<'query', In, Out> {
  return { kind: 'query', input, output, local: false };
}

export function command<In extends z.ZodType, Out extends z.ZodType>(input: In, output: Out): Endpoint<'command', In, Out> {
  return { kind: 'command', input, output, local: false };
}

export function job<In extends z.ZodType, Out extends z.ZodType>(input: In, output: Out): Endpoint<'job', In, Out> {
  return { kind: 'job', input, output, local: false };
}

/** Marks an endpoint as callable only from this computer's shell and command line (it may take a path). */
export function localOnly<E extends Endpoint>(endpoint: E): E {
  return { ...endpoint, local: true };
}

export interface JobStarted {
  readonly jobId: string;
}

/** What a caller passes: before defaults are filled in. */
export type InputOf<E extends Endpoint> = z.input<E['input']>;
/** What a handler receives: after defaults are filled in. */
export type ParsedInputOf<E extends Endpoint> = z.output<E['input']>;
/** What the work produces; for a job, the result kept in its row. */
export type ResultOf<E extends Endpoint> = z.output<E['output']>;
/** What a call answers at once. */
export type ReplyOf<E extends Endpoint> = E extends Endpoint<'job'> ? JobStarted : ResultOf<E>;
