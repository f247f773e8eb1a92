/** Rising edges of the bins that both versions are counted in. */

const mostBins = 24;

/** Equal bins from `low` to `high`; the outer ones reach out to `least` and `most`. */
export function commonEdges(low: number, high: number, least: number, most: number): number[] {
  const [from, to] = high > low ? [low, high] : [least, most];
  const edges = Array.from({ length: mostBins + 1 }, (_, i) => from + ((to - from) * i) / mostBins);
  return [least, ...edges.slice(1, -1), most];
}

const day = 86_400_000;
const mostPeriods = 40;

/** Days, weeks from Monday, months, quarters, years or decades in UTC: the finest that gives at most 40 bins. */
export function periodEdges(least: number, most: number): number[] {
  const monday = least - ((new Date(least).getUTCDay() + 6) % 7) * day;
  const byMonths = (months: number): ((i: number) => number) => {
    const start = new Date(least);
    const first = Math.floor(start.getUTCMonth() / months) * months;
    return (i) => Date.UTC(start.getUTCFullYear(), first + i * months, 1);
  };
  const periods = [(i: number) => least + i * day, (i: number) => monday + i * 7 * day, byMonths(1), byMonths(3), byMonths(12), byMonths(120)];
  for (const edge of periods) {
    if (edge(mostPeriods) > most) {
      const edges = [edge(0)];
      while (edges.at(-1)! <= most) edges.push(edge(edges.length));
      return edges;
    }
  }
  return [least, most];
}
