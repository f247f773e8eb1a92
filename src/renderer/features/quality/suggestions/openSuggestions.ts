/** What is suggested and not yet a rule. */
import type { ResultOf } from '@shared/contract/endpoint';
import type { AlmanacContract } from '@shared/contract/contract';
import { columnsOf, type Check, type DataSchema } from '@shared/areas/qualitySchema';

export type Suggestion = ResultOf<AlmanacContract['quality.suggestions']>[number];

/** A rule of the same kind on the same columns is an answer to the suggestion, whatever it says. The surest come first. */
export function openSuggestions(suggestions: readonly Suggestion[], schema: DataSchema): readonly Suggestion[] {
  const known = new Set(schema.checks.map(subject));
  const types = new Set(schema.columns.filter(({ type }) => type !== 'any').map(({ name }) => name));
  return suggestions
    .filter(({ check }) => !known.has(subject(check)) && !(check.check === 'type' && check.column !== undefined && types.has(check.column)))
    .map((suggestion, index) => ({ suggestion, index }))
    .sort((a, b) => b.suggestion.confidence - a.suggestion.confidence || a.index - b.index)
    .map(({ suggestion }) => suggestion);
}

export function suggestionKey({ check }: Suggestion): string {
  return subject(check);
}

function subject(check: Check): string {
  return JSON.stringify([check.check, ...columnsOf(check)]);
}
