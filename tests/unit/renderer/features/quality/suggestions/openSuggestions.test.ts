import { expect, it } from 'vitest';
import { checkSchema, dataSchemaSchema } from '@shared/areas/qualitySchema';
import { openSuggestions, type Suggestion } from '../../../../../../src/renderer/features/quality/suggestions/openSuggestions';

const suggestion = (kind: string, column: string, confidence: number): Suggestion => ({ check: checkSchema.parse({ check: kind, column }), rule: kind, confidence, backtest: null });

it('what the rules answer already is left out, and the surest come first', () => {
  const schema = dataSchemaSchema.parse({ format: 'almanac-schema', formatVersion: 2, columns: [{ name: 'price', type: 'decimal' }], checks: [{ check: 'not-null', column: 'a', mostly: 0.5 }] });
  const open = openSuggestions([suggestion('not-null', 'a', 1), suggestion('unique', 'a', 0.7), suggestion('range', 'price', 0.9), suggestion('type', 'price', 1)], schema);
  expect(open.map(({ check }) => `${check.check} ${check.column ?? ''}`)).toEqual(['range price', 'unique a']);
});
