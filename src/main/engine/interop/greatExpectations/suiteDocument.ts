/** A suite as it stands in files: 1.x, and 0.x with its other names. */
import { z } from 'zod';
import { EngineError } from '@shared/contract/errors';
import { greatExpectationsMessages as words } from '@shared/messages/greatExpectations';
import { interopSchemaMessages } from '@shared/messages/interopSchemas';
import { parseJson, parseShape } from '../schemas/schemaFormat';
import { asPlainJson } from './suiteText';

const expectationSchema = z.looseObject({
  type: z.string().min(1).optional(),
  expectation_type: z.string().min(1).optional(),
  kwargs: z.record(z.string(), z.unknown()).default({}),
  meta: z.looseObject({}).nullish(),
  notes: z.union([z.string(), z.array(z.string())]).nullish(),
  severity: z.unknown().optional(),
});
const suiteSchema = z.looseObject({
  name: z.string().nullish(),
  expectation_suite_name: z.string().nullish(),
  meta: z.looseObject({}).nullish(),
  expectations: z.array(expectationSchema).max(20_000),
  suite_parameters: z.record(z.string(), z.unknown()).nullish(),
  evaluation_parameters: z.record(z.string(), z.unknown()).nullish(),
});

export interface SuiteExpectation {
  readonly type: string;
  readonly kwargs: Readonly<Record<string, unknown>>;
  readonly meta: Readonly<Record<string, unknown>>;
  readonly note: string | undefined;
  readonly severity: unknown;
}

export interface Suite {
  readonly expectations: readonly SuiteExpectation[];
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Throws `invalid-input` where the text is no suite. */
export function readSuiteDocument(text: string): Suite {
  const format = interopSchemaMessages.greatExpectations;
  const { expectations, suite_parameters: parameters, evaluation_parameters: older } = parseShape(suiteSchema, parseJson(asPlainJson(text), format), format);
  return {
    parameters: parameters ?? older ?? {},
    expectations: expectations.map(({ type, expectation_type: olderType, kwargs, meta, notes, severity }, i) => {
      const named = type ?? olderType;
      if (named === undefined) throw new EngineError('invalid-input', words.refused.untyped(i), { at: i });
      return { type: named, kwargs, meta: meta ?? {}, note: (Array.isArray(notes) ? notes.join('\n') : notes) || undefined, severity };
    }),
  };
}
