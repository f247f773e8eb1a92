/** What the engine says about explanations, in plain words. */
const named = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');
const number = (value: number): string => Number(value.toPrecision(4)).toLocaleString('en-US', { maximumFractionDigits: 6 });
const percent = (share: number): string => `${Math.round(share * 100)} %`;

export const explanationMessages = {
  notCause: 'Importance is not cause. A column is important when the model forecasts worse without it. That can be because it moves sales, because it goes along with something that does, or because both follow from a third thing. Changing the column need not change sales.',
  notCauseOfRow: 'What a column adds is what the model learned from past rows; changing it need not change sales.',
  nearCopies: (columns: readonly string[]): string => `${named(columns)}: these ${columns.length} columns carry the same information. Shuffled one by one each looks unimportant, since the others still tell the same. Read them as one, or leave all but one out.`,
  noHelp: (columns: readonly string[]): string => `${columns.length === 1 ? `${named(columns)} does not show that it helps` : `${columns.length} columns do not show that they help`}: the interval of the importance includes 0${columns.length === 1 ? '' : ` (${named(columns.slice(0, 5))}${columns.length > 5 ? ' and more' : ''})`}.`,
  priceRises: (column: string, from: number, to: number): string => `From ${number(from)} to ${number(to)} the forecast rises with "${column}": dearer seems to sell more. The data show that these go together, not that a higher price would sell more; dearer products differ in other ways too.`,
  directionKept: (column: string, rising: boolean, points: number, rows: number): string => `The forecast never ${rising ? 'falls' : 'rises'} as "${column}" rises, as it was told: looked at with ${points} values in each of ${rows} training rows.`,
  directionBroken: (column: string, rising: boolean, from: number, to: number, by: number): string => `The forecast was told never to ${rising ? 'fall' : 'rise'} as "${column}" rises, and does so by up to ${number(by)} from ${number(from)} to ${number(to)}. This kind of model cannot keep a direction, or a member of the average does not.`,
  outsideRange: (column: string, value: string, from: string, to: string): string => `"${column}" is ${value}; the model was trained on ${from} to ${to}. No data speak for the forecast there.`,
  unseenCategory: (column: string, value: string): string => `"${column}" is "${value.slice(0, 60)}", which no training row was. The model treats it as a rare one.`,
  missingValue: (column: string): string => `"${column}" is empty; in training it never was.`,
  unlikeTraining: (gap: number, usual: number): string => `No training row is like this one as a whole: the nearest is ${percent(gap)} apart, where 99 % of training rows have a neighbour within ${percent(usual)}. The combination of values is new to the model.`,
  fewRows: (column: string, value: string, rows: number): string => `Only ${rows} of the sampled rows lie near "${column}" = ${value}. The line there says little.`,
  importanceMethod: (rows: number): string => `Mean of the absolute Shapley values of ${rows.toLocaleString('en-US')} training rows chosen by seed.`,
} as const;
