/** Names of things in a lineage, how one was made of the other, and the facts that tell them apart. */
const count = (value: number, noun: string): string => `${value.toLocaleString('en-US')} ${noun}${value === 1 ? '' : 's'}`;
const day = (time: number): string => new Date(time).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const fine = (value: number): string => value.toLocaleString('en-US', { maximumSignificantDigits: 4 });

const repairKinds = { quarantine: 'Set aside by', clear: 'Made missing by', replace: 'Replaced in', trim: 'Trimmed', merge: 'Spellings merged in', fill: 'Filled', coerce: 'Read anew', 'drop-columns': 'Left out', 'keep-columns': 'Kept only', 'add-column': 'Added' } as const;

export const lineageMessages = {
  labels: { report: 'Report', seriesForecast: 'Forecast', forecast: 'Forecast', version: 'Version', run: 'Run', race: 'Race', snapshot: 'Data', repairs: 'Repairs', source: 'Source file', rows: 'Rows' },
  by: { tellsOf: 'tells of', made: 'made by', scored: 'scored', continues: 'continues', is: 'is', trainedIn: 'trained in', learnedFrom: 'learned from', readFrom: 'read from', repairedBy: 'repaired by', holds: 'holds' },
  forecast: (time: number): string => `Forecast of ${day(time)}`,
  seriesFacts: (series: number, horizon: number): string[] => [`${series.toLocaleString('en-US')} series`, `${count(horizon, 'step')} ahead`],
  format: (format: string): string => format.toUpperCase(),
  forecastFacts: (rows: number, total: number): string[] => [count(rows, 'row'), `${fine(total)} in total`],
  version: (name: string, number: number): string => `${name}, version ${number}`,
  run: (number: number, model: string): string => `Run ${number}, ${model}`,
  score: (metric: string, value: number | null, baseline: number | null): string => `${metric} ${value === null ? '–' : fine(value)}${baseline === null ? '' : ` against ${fine(baseline)} for the simple rule`}`,
  race: (number: number): string => `Race ${number}`,
  rowsUsed: (rows: number, columns: number): string => `${count(rows, 'row')}, ${count(columns, 'column')} used`,
  folds: (folds: number, by: string | null): string => `${count(folds, 'fold')}${by === null ? '' : ` by ${by}`}`,
  seed: (seed: number): string => `Seed ${seed}`,
  leak: 'Uses a column that gives the answer away',
  snapshot: (dataset: string, number: number): string => `${dataset} v${number}`,
  size: (rows: number, columns: number): string => `${count(rows, 'row')} × ${count(columns, 'column')}`,
  repairs: (steps: number): string => count(steps, 'repair'),
  repair: (kind: keyof typeof repairKinds, columns: readonly string[], changed: number, setAside: number): string =>
    [`${repairKinds[kind]}${columns.length === 0 ? '' : ` ${columns.slice(0, 2).join(', ')}${columns.length > 2 ? ', …' : ''}`}`, ...(changed > 0 ? [count(changed, 'cell')] : []), ...(setAside > 0 ? [count(setAside, 'row')] : [])].join(', '),
  sha: (sha256: string): string => `SHA-256 ${sha256.slice(0, 12)}…`,
  bytes: (sizeBytes: number): string => count(sizeBytes, 'byte'),
  reading: (encoding: string, delimiter: string, decimal: string): string => `${encoding}, ${delimiter === '\t' ? 'tab' : `"${delimiter}"`} between cells, decimal "${decimal}"`,
  rows: (rows: number): string => count(rows, 'row'),
  setAside: (rows: number): string => `${count(rows, 'row')} set aside`,
} as const;
