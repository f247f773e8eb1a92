/** What the engine says about forecasts. */

const list = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

const contributionWords: Readonly<Record<string, (rows: number) => string>> = {
  trees: () => 'exact for trees (path-dependent TreeSHAP, Lundberg et al. 2020)',
  line: () => 'exact for ridge (coefficient times distance from the mean)',
  constant: () => 'nothing moves a constant',
  sampled: (rows) => `estimated for models without an exact way, and for trees saved before they counted rows, by sampling orders (Štrumbelj and Kononenko 2014) against ${rows} training rows chosen by seed`,
};

export const forecastingMessages = {
  noModel: (run: number, state: string): string => `Run ${run} is ${state} and has no stored model. Choose a finished run.`,
  unknownForecast: 'This forecast is not known. It may belong to another project.',
  cancelled: 'Cancelled. No forecast was stored.',
  row: (number: number): string => `Row ${number}`,
  noRows: 'There is no row to forecast. Give at least one.',
  oneRow: (rows: number): string => `This needs one row; ${rows} were given.`,
  ragged: (row: number, cells: number, columns: number): string => `Row ${row} has ${cells} cells for ${columns} columns. Give one cell for each column.`,
  badCell: (column: string, row: number, value: string, type: string): string => `"${value.slice(0, 60)}" in row ${row} of "${column}" is not of the type ${type} the model learned. Correct it or leave it empty.`,
  missingColumns: (names: readonly string[]): string => `This version lacks ${names.length === 1 ? 'a column' : `${names.length} columns`} the model learned from: ${list(names)}. Choose a version that has them, or train without them.`,
  otherKind: (names: readonly string[]): string => `${names.length === 1 ? 'A column is' : 'Some columns are'} of another type than the model learned: ${list(names)}. Correct the file and import it again, or train again.`,
  notUsed: (column: string): string => `The model does not use "${column}".`,
  notNumber: (column: string): string => `"${column}" holds no numbers, so there is no curve along it.`,
  emptySnapshot: 'This version has no rows to score.',
  progress: { checking: 'Checking the columns', scoring: (done: number, rows: number): string => `${done.toLocaleString('en-US')} of ${rows.toLocaleString('en-US')} rows`, writing: 'Writing the file' },
  method: {
    importance: 'Permutation importance: rise of the held-out error, root mean square in the space of the model, when a column is shuffled; mean over folds.',
    /** `ways` as the engine names them: trees, line, constant, sampled. */
    contributions: (ways: readonly string[], rows: number): string => {
      const words = ways.map((way) => contributionWords[way]?.(rows) ?? way);
      return `Shapley values: ${words.join('; ')}. ${ways.length > 1 ? 'The average gives the mean of its members. ' : ''}They add up to the forecast in the space of the model.`;
    },
  },
  fileName: (dataset: string, run: number): string => `${dataset} forecast by run ${run}.csv`,
} as const;
