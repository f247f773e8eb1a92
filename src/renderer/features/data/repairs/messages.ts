/** Texts of a version's repairs. */
const number = (value: number): string => value.toLocaleString('en-US');
const plural = (value: number, noun: string): string => `${number(value)} ${noun}${value === 1 ? '' : 's'}`;

export const dataRepairWords = {
  title: 'Repairs',
  note: 'Done to this version after it was read, in this order',
  changed: (cells: number): string => `${plural(cells, 'cell')} changed`,
  setAside: (rows: number): string => `${plural(rows, 'row')} set aside`,
  nothing: 'changed nothing',
  show: 'Show the rows set aside',
  takeBack: 'Take back',
  takeBackLabel: (step: string): string => `Take back: ${step}`,
  working: 'Taking it back',
  tab: 'Set aside',
  because: 'Because',
  grid: (name: string): string => `Rows of ${name} that were set aside`,
  gridNote: 'Numbered as they were read; they are in no figure of this version.',
  rows: (rows: number): string => plural(rows, 'row'),
} as const;
