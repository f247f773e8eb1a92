/** Where the edges of bins of numbers lie: at most 255 bins of one byte beside bin 0, which is "missing". */
import { createRandom } from '@engine/math';
import type { FinishedColumn } from '../features/featureKind';

/** Bins of a byte beside "missing". */
export const mostBins = 255;

/** Rows looked at to place the edges. */
const sampleRows = 50_000;
const goldenRatio = (Math.sqrt(5) - 1) / 2;

/** At most some tens of thousands of the values, spread evenly by steps of the golden ratio. */
export function sampleOf(feature: FinishedColumn, seed: number): FinishedColumn {
  if (feature.length <= sampleRows) return feature;
  const sample = new Float64Array(sampleRows);
  let place = createRandom(seed).next();
  for (let i = 0; i < sampleRows; i++) {
    place += goldenRatio;
    if (place >= 1) place -= 1;
    sample[i] = feature[Math.floor(place * feature.length)]!;
  }
  return sample;
}

/**
 * Upper edges of at most `most` bins of about as many values each, of ascending values without NaN; none where all are the
 * same. A value so frequent that it fills a bin has one to itself (Ke et al. 2017, LightGBM's GreedyFindBin). Edges are
 * floats, so that tools that hold floats split the same rows.
 */
export function edgesOf(sorted: FinishedColumn, most = mostBins): Float64Array {
  const upTo = endsOfRuns(sorted);
  const every = upTo.length <= most;
  const countOf = (place: number): number => upTo[place]! - (place === 0 ? 0 : upTo[place - 1]!);
  const fills = (place: number): boolean => countOf(place) * most >= sorted.length;
  let restBins = most;
  let restValues = sorted.length;
  for (let place = 0; place < upTo.length && !every; place++) {
    if (!fills(place)) continue;
    restBins -= 1;
    restValues -= countOf(place);
  }
  const edges: number[] = [];
  let filled = 0;
  let enough = restValues / restBins;
  for (let place = 0; place < upTo.length - 1 && edges.length < most - 1; place++) {
    const alone = fills(place);
    filled += countOf(place);
    if (!alone) restValues -= countOf(place);
    if (!every && !alone && filled < enough && !(fills(place + 1) && filled >= Math.max(1, enough / 2))) continue;
    const end = upTo[place]!;
    const edge = midpoint(sorted[end - 1]!, sorted[end]!);
    if (Number.isNaN(edge)) continue;
    edges.push(edge);
    filled = 0;
    if (alone) continue;
    restBins -= 1;
    enough = restValues / restBins;
  }
  return Float64Array.from(edges);
}

function midpoint(low: number, high: number): number {
  const middle = Math.fround(low + (high - low) / 2);
  // Neighbouring floats have no float between them that separates; doubles that no float separates share a bin.
  if (middle >= low && middle < high) return middle;
  const below = Math.fround(low);
  return below >= low && below < high ? below : NaN;
}

/** Behind the last of each run of equal values. */
function endsOfRuns(sorted: FinishedColumn): Int32Array {
  const ends = new Int32Array(sorted.length);
  let runs = 0;
  for (let i = 1; i < sorted.length; i++) if (sorted[i] !== sorted[i - 1]) ends[runs++] = i;
  if (sorted.length > 0) ends[runs++] = sorted.length;
  return ends.subarray(0, runs);
}
