/** Words of the lineage page. */

const plural = (count: number, one: string, many = `${one}s`): string => `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;

/** Kinds that are counted in the title, from left to right. */
const counted: readonly (readonly [kinds: readonly string[], one: string, many?: string])[] = [[['race'], 'race'], [['run'], 'run'], [['version'], 'model version'], [['forecast', 'seriesForecast'], 'forecast'], [['report'], 'report']];

export const lineageWords = {
  title: 'Lineage',
  question: 'Where does it come from, and what was made of it?',
  directionLabel: 'Which way',
  directions: { both: 'Both ways', back: 'Comes from', forward: 'Made of it' },
  open: (title: string): string => `Open ${title}`,
  openData: 'Data',
  none: 'Import a file, and its way to runs, forecasts and reports is drawn here.',
  /** `kinds`: of all things made of it. */
  finding(title: string, kinds: readonly string[]): string {
    const parts = counted.flatMap(([of, one, many]) => {
      const count = kinds.filter((kind) => of.includes(kind)).length;
      return count === 0 ? [] : [plural(count, one, many)];
    });
    if (parts.length === 0) return `Nothing was made of ${title} yet`;
    const list = parts.length === 1 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
    return `${list} ${kinds.length === 1 ? 'was' : 'were'} made of ${title}`;
  },
  comesFrom: (title: string, from: string | null): string => (from === null ? `${title} stands at the beginning` : `${title} comes from ${from}`),
  note: (leftOut: number): string => `From left to right: each box was made of those its lines come from. Arrow keys move, Enter opens.${leftOut > 0 ? ` ${plural(leftOut, 'thing')} more are left out.` : ''}`,
  staleHint: 'A newer version of its data is here.',
  more: (count: number, label: string): string => `${count.toLocaleString('en-US')} more ${({ Race: 'races', Run: 'runs', Report: 'reports', Forecast: 'forecasts' } as Readonly<Record<string, string>>)[label] ?? label.toLowerCase()}`,
  showThem: 'Show them',
  collapse: 'Show fewer',
  zoomIn: 'Larger',
  zoomOut: 'Smaller',
  fit: 'Fit',
  graph: 'Lineage, from left to right',
  columns: ['Kind', 'Name', 'Made', 'State', 'Made of'],
} as const;
