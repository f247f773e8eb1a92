/** What the engine says about forecasts. */

const list = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

const contributionWords: Readonly<Record<string, (rows: number) => string>> = {
  trees: () => 'exact for trees (path-dependent TreeSHAP, Lundberg et al. 2020)',
  line: () => 'exact for models that add up weighted columns (coefficient times distance from the mean)',
  constant: () => 'nothing moves a constant',
  sampled: (rows) => `estimated, since no exact way is known for this model, by sampling orders (Štrumbelj and Kononenko 2014) against ${rows} training rows chosen by seed`,
};

export const forecastingMessages = {
  noModel: (run: number, state: string): string => `Run ${run} is ${state} and has no stored model. Choose a finished run.`,
  unknownForecast: 'This forecast is not known. It may belong to another project.',
  unknownScenario: 'This scenario is not known. It may belong to another project.',
  cancelled: 'Cancelled. No forecast was stored.',
  row: (number: number): string => `Row ${number}`,
  noRows: 'There is no row to forecast. Give at least one.',
  oneRow: (rows: number): string => `This needs one row; ${rows} were given.`,
  ragged: (row: number, cells: number, columns: number): string => `Row ${row} has ${cells} cells for ${columns} columns. Give one cell for each column.`,
  badCell: (column: string, row: number, value: string, type: string): string => `"${value.slice(0, 60)}" in row ${row} of "${column}" is not of the type ${type} the model learned. Correct it or leave it empty.`,
  missingColumns: (names: readonly string[]): string => `Nothing can be scored: this version has none of the columns the model learned from (${list(names)}). Choose a version that has them.`,
  notUsed: (column: string): string => `The model does not use "${column}".`,
  twoColumns: 'Two different columns are needed.',
  emptyColumn: (column: string): string => `"${column}" is empty in the rows the model was trained on.`,
  notNumber: (column: string): string => `"${column}" holds no numbers, so there is no curve along it.`,
  reasons: {
    none: 'No reasons were asked for.',
    asBefore: 'The reasons stand in the file as it was written.',
    tooMany: (most: number, exact: boolean): string => `Reasons are found for up to ${most.toLocaleString('en-US')} rows${exact ? '' : ' where orders must be sampled'}; this version has more, so the file has none.`,
    text: (column: string, value: number, asFactor: boolean): string => `${column}: ${asFactor ? `x ${Math.exp(value).toFixed(2)}` : `${value < 0 ? '-' : '+'}${Math.abs(value).toPrecision(3)}`}`,
  },
  emptySnapshot: 'This version has no rows to score.',
  progress: { checking: 'Checking the columns', scoring: (done: number, rows: number): string => `${done.toLocaleString('en-US')} of ${rows.toLocaleString('en-US')} rows`, reasons: (done: number, rows: number): string => `Reasons of ${done.toLocaleString('en-US')} of ${rows.toLocaleString('en-US')} rows`, writing: 'Writing the file' },
  method: {
    importance: 'Permutation importance: rise of the held-out error, root mean square in the space of the model, when a column is shuffled; mean over folds.',
    /** `ways` as the engine names them: trees, line, constant, sampled. */
    contributions: (ways: readonly string[], rows: number): string => {
      const words = ways.map((way) => contributionWords[way]?.(rows) ?? way);
      return `Shapley values: ${words.join('; ')}. ${ways.length > 1 ? 'The average gives the mean of its members. ' : ''}They add up to the forecast in the space of the model.`;
    },
  },
  page: {
    remembersRows: (run: number): string => `Run ${run} answers by its nearest training rows and carries them as numbers, so no page to give away is made of it. Choose a run of another model, or a combination without nearest neighbours.`,
    title: (target: string): string => `What if: ${target}`,
    fileName: (target: string, run: number): string => `What if ${target.replaceAll(/[^\p{L}\p{N} _-]/gu, '').slice(0, 60)} by run ${run}.html`,
    progress: 'Writing the page',
  },
  sharedForecast: (run: number): string => `forecast by run ${run}`,
  firstFormat: 'This model file is of the first format and holds the model alone. Open the project that trained it, train again and export that run.',
  fileNameOfFile: (dataset: string): string => `${dataset} forecast by a model file.csv`,
  fileName: (dataset: string, run: number): string => `${dataset} forecast by run ${run}.csv`,
} as const;
