/** Digits that give the number of buyers away: an average of three reviews ends in .33 or .67, one of thousands anywhere. */
import { createRandom, deriveSeed } from '@engine/math';
import { leakMessages } from '@shared/messages/leaks';
import { chanceShare, isMeasure, type LeakDetector } from './study';

const mostDecimals = 4;
/** Of a very wide table the digits of columns that tell nothing are not tried. */
const wideFrom = 300;
const mostCounted = 60;
/** Of what the whole value tells, the share its digits must tell. */
const shareOfSkill = 0.4;

export const granularity: LeakDetector = {
  kind: 'granularity',
  async look(study, { column, name, skill }) {
    if (!isMeasure(column) || (skill === 0 && study.measures.length > wideFrom)) return null;
    const decimals = decimalsOf(column.values, study.rows);
    if (decimals < 1) return null;
    const random = createRandom(deriveSeed(study.seed, 'granularity', name));
    const digits = await study.skillOfProbe(`${name} digits`, column.values.map((value) => smallestCount(value, decimals)));
    const least = chanceShare(study.rows.length);
    if (digits < least || digits < shareOfSkill * skill) return null;
    // The same sizes with other last digits: what is left without the digits is no leak of theirs.
    const blurred = await study.skillOfProbe(`${name} blurred`, column.values.map((value) => smallestCount(value + (random.next() - 0.5) * 10 ** (1 - decimals), decimals)));
    if (digits - Math.max(0, blurred) < least) return null;
    return { kind: 'granularity', accuses: true, sentence: leakMessages.granularity(name, digits, Math.max(0, blurred), skill), evidence: { digits, blurred: Math.max(0, blurred), skill }, partners: [] };
  },
};

/** Decimals that nearly all values are written with: 0 for whole numbers, at most four. */
function decimalsOf(values: Float64Array, rows: Int32Array): number {
  let present = 0;
  const needed = new Array<number>(mostDecimals + 1).fill(0);
  for (const row of rows) {
    const value = values[row]!;
    if (!Number.isFinite(value)) continue;
    present += 1;
    let decimals = 0;
    while (decimals < mostDecimals && Math.abs(value - roundTo(value, decimals)) > 1e-9) decimals += 1;
    needed[decimals]! += 1;
  }
  const broken = present - needed[0]!;
  if (broken < 0.05 * present) return 0;
  let covered = 0;
  for (let decimals = 0; decimals <= mostDecimals; decimals++) if ((covered += needed[decimals]!) >= 0.95 * present) return decimals;
  return mostDecimals;
}

function roundTo(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  return Math.round(value * scale) / scale;
}

/** The smallest n for which some k / n, rounded, is the value: the fewest reviews that could give this average. */
function smallestCount(value: number, decimals: number): number {
  if (!Number.isFinite(value)) return NaN;
  const shown = roundTo(value, decimals);
  const tolerance = 0.5 * 10 ** -decimals + 1e-9;
  for (let count = 1; count <= mostCounted; count++) if (Math.abs(Math.round(shown * count) / count - shown) <= tolerance) return count;
  return mostCounted + 1;
}
