/** What one type of expectation says in our terms, and back: the shape of the table that suites and requests share. */
import { z } from 'zod';
import type { Check } from '@shared/areas/qualitySchema';
import { EngineError } from '@shared/contract/errors';
import { greatExpectationsMessages as words } from '@shared/messages/greatExpectations';

export type Arguments = Check['args'];
export type Kwargs = Readonly<Record<string, unknown>>;
export type Domain = 'column' | 'pair' | 'columns' | 'table';

export interface ExpectationMapping {
  readonly type: string;
  readonly domain: Domain;
  /** Whether it takes `mostly`. */
  readonly rows: boolean;
  /** Our kind of check. */
  readonly kind: string;
  /** What it says in our terms; a text where it says more than we can. Throws `invalid-input` for wrong arguments. */
  read(kwargs: Kwargs): Arguments | string;
  /** Null where this expectation cannot say it. */
  write(args: Arguments): Kwargs | null;
}

interface Specification<K extends z.ZodRawShape, A extends z.ZodType> {
  readonly type: string;
  readonly domain?: Domain;
  readonly rows?: boolean;
  readonly kind: string;
  /** Its own arguments, without those that say where, which rows and how to answer. */
  readonly kwargs: K;
  /** The arguments of our check that it can say. */
  readonly args: A;
  read(kwargs: z.output<z.ZodObject<K>>): z.input<A> | string;
  /** Null where not even these. */
  write(args: z.output<A>): Kwargs | null;
}

export const placeNames = { column: ['column'], pair: ['column_A', 'column_B'], columns: ['column_list'], table: [] } as const satisfies Record<Domain, readonly string[]>;
const commonNames: readonly string[] = ['mostly', 'row_condition', 'condition_parser', 'ignore_row_if', 'result_format', 'catch_exceptions', 'include_config', 'batch_id', 'windows', 'meta'];
const argumentsSchema = z.record(z.string(), z.json());

export function defineExpectation<K extends z.ZodRawShape, A extends z.ZodType>({ type, domain = 'column', rows = false, kind, kwargs: shape, args: argsSchema, read, write }: Specification<K, A>): ExpectationMapping {
  const kwargsSchema = z.strictObject(shape);
  const others = new Set([...commonNames, ...placeNames[domain]]);
  return {
    type,
    domain,
    rows,
    kind,
    read(kwargs) {
      const own = Object.fromEntries(Object.entries(kwargs).filter(([name]) => !others.has(name)));
      const found = read(parseKwargs(kwargsSchema, own, type, kwargs));
      // Arguments that stay undefined are left out.
      return typeof found === 'string' ? found : argumentsSchema.parse(JSON.parse(JSON.stringify(found)));
    },
    write(args) {
      const parsed = argsSchema.safeParse(args);
      const kwargs = parsed.success ? write(parsed.data) : null;
      return kwargs === null ? null : Object.fromEntries(Object.entries(kwargs).filter(([, value]) => value !== undefined));
    },
  };
}

/** Throws `invalid-input` that names the argument. */
export function parseKwargs<S extends z.ZodType>(schema: S, kwargs: unknown, type: string, all: Kwargs): z.output<S> {
  const parsed = schema.safeParse(kwargs);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const name = issue?.code === 'unrecognized_keys' ? (issue.keys[0] ?? '') : (issue?.path.map(String).join('.') ?? '');
  throw new EngineError('invalid-input', words.refused.argument(type, shownPlace(all), name, issue?.message ?? ''), { type, argument: name });
}

/** The columns an expectation is about, for messages. */
export function shownPlace(kwargs: Kwargs): string {
  const list: unknown = kwargs['column_list'];
  return [kwargs['column'], kwargs['column_A'], kwargs['column_B'], ...(Array.isArray(list) ? (list as unknown[]) : [])].filter((name): name is string => typeof name === 'string').join(', ');
}

export const valueSchema = z.union([z.string(), z.number(), z.boolean()]);
export const noArgs = z.strictObject({});
