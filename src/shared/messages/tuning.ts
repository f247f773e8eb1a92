/** What the engine says about searches for better settings. */
const list = (names: readonly string[]): string => names.join(', ');

export const tuningMessages = {
  searching: (model: string, trials: number): string => `Searching settings of ${model}, ${trials === 1 ? '1 trial' : `${trials} trials`} done`,
  measuring: (model: string): string => `Holding the chosen settings of ${model} against the standard ones`,
  noScore: 'the metric is undefined on a fold',
  tooFewFolds: 'A search for settings needs one fold that it never sees and others to choose by. Use at least three folds, or two by time.',
  nothingToSearch: 'None of the chosen models has settings to search, or all were set by hand. Add a learned model, or train without a search.',
  notInRace: (models: readonly string[]): string => `A search was asked for ${list(models)}, which ${models.length === 1 ? 'does' : 'do'} not take part in this race. Add ${models.length === 1 ? 'it' : 'them'} to the models or leave ${models.length === 1 ? 'it' : 'them'} out of the search.`,
  notInParts: 'A part of a race cannot search for settings: the search needs results of all parts. Search first, then give the settings found.',
} as const;

/** A searched setting as it is shown: three figures are more than a search can tell apart. */
export function settingValueWords(value: number | string): string {
  return typeof value === 'string' ? value : value.toLocaleString('en-US', { maximumSignificantDigits: 3 });
}
