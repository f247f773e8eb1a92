/** What the leak radar says about a column, each kind of suspicion in one plain sentence with its numbers. */
const share = (value: number): string => Math.max(0, value).toFixed(2);
const percent = (value: number): string => `${(value * 100).toLocaleString('en-US', { maximumFractionDigits: 1 })} %`;
const fine = (value: number): string => value.toLocaleString('en-US', { maximumSignificantDigits: 6 });
const list = (names: readonly string[]): string => (names.length <= 1 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`);

export const leakMessages = {
  plain: (column: string, skill: number): string => `${column} alone explains ${share(skill)} of the target (R2).`,
  littleAfterSale: (column: string, skill: number): string => `${column} is known only after sales, and alone explains little of the target (R2 ${share(skill)}).`,
  saidBefore: (column: string): string => `You said that ${column} is known before launch, so it is not held to be a leak.`,
  through: (partners: readonly string[]): string => `${partners.length === 1 ? `${partners[0]} gives` : `${list(partners)} give`} the answer away, and so does this column.`,
  skill: {
    afterSale: (column: string, skill: number): string => `${column} is known only after sales and alone explains ${share(skill)} of the target (R2). A forecast before sales cannot have it.`,
    live: (column: string, skill: number): string => `${column} alone explains ${share(skill)} of the target (R2) and is not known before launch. It may be the target in disguise.`,
    tooGood: (column: string, skill: number): string => `${column} alone explains ${share(skill)} of the target (R2), and rises or falls with it. Nothing known before launch tells that much: it may be the target in disguise. If it really is known in time, say so on the Data page.`,
    names: (column: string, skill: number): string => `${column} alone explains ${share(skill)} of the target (R2), not by its size but by naming rows that resemble each other. Keep such rows in one fold.`,
  },
  granularity: (column: string, digits: number, blurred: number, skill: number): string =>
    `The digits of ${column} give the number of buyers away: an average of few ends in round fractions. The fewest buyers that could give each value explain ${share(digits)} of the target (R2), with the last digits blurred ${share(blurred)}; the whole value explains ${share(skill)}.`,
  fakeDefault: (column: string, value: number, counted: string, rows: number, told: number): string => `${column} is ${fine(value)} in ${percent(rows)} of the rows because ${counted} is 0 there: a stand-in for "nothing yet" that alone explains ${share(told)} of the target (R2).`,
  copy: {
    factor: (column: string, target: string, factor: number, rows: number): string => `${target} is ${factor === 1 ? column : `${fine(factor)} times ${column}`} in ${percent(rows)} of the rows: a copy of the target.`,
    order: (column: string, target: string, rows: number): string => `${column} puts ${percent(rows)} of the rows in the order of ${target}: the target under another scale.`,
  },
  sum: {
    partOfTarget: (column: string, target: string, parts: readonly string[]): string => `${list(parts)} add up to ${target}, so ${column} is a part of the target.`,
    total: (column: string, parts: readonly string[]): string => `${column} is the sum of ${list(parts)}.`,
    part: (column: string, total: string, parts: readonly string[]): string => `${column} is a part of ${total}, the sum of ${list(parts)}.`,
  },
  missingPattern: (column: string, rows: number, told: number, fewer: boolean): string => `${column} is empty in ${percent(rows)} of the rows, and in them ${fewer ? 'less' : 'more'} is sold: that it is empty alone explains ${share(told)} of the target (R2). It may be worked out from the sales.`,
  repeatsNumber: (column: string, other: string, rows: number): string => `The text of ${column} repeats ${other} in ${percent(rows)} of the rows.`,
  rowOrder: {
    column: (column: string, skill: number): string => `${column} numbers the rows, and the rows lie in an order that tells the target: the number alone explains ${share(skill)} of it (R2). A new row has no such place.`,
    table: (skill: number): string => `The rows lie in an order that tells the target: the place in the file alone explains ${share(skill)} of it (R2). Models never see the place; keep neighbouring rows that belong together in one fold.`,
  },
  name: {
    outcome: (column: string, word: string, skill: number): string => `The name of ${column} says "${word}", which exists only once something is sold, and it explains ${share(skill)} of the target (R2).`,
    attention: (column: string, word: string, skill: number): string => `The name of ${column} says "${word}", which is counted while a product is on sale, and it explains ${share(skill)} of the target (R2).`,
  },
} as const;
