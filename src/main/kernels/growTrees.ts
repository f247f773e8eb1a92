/**
 * Inner loops of growing trees on binned features (histograms as in Ke et al. 2017, LightGBM). Pure functions over the
 * memory that the caller lays out; several threads may call them on the same shared memory for different rows.
 *
 * Gradients are whole numbers, and a row's gradient and its count of one share 64 bits: gradient * 2^countBits + 1. Sums of
 * whole numbers do not depend on their order, so any number of threads, and a parent minus its other child, give the same.
 *
 * Features stand in blocks of eight. All features of a block have room for the same number of bins, 2^capacityBits.
 */

const batchRows: i32 = 256;

@inline
function addEight<Room>(bins: u64, histogram: usize, value: i64): void {
  const low = bins as u32;
  const high = (bins >> 32) as u32;
  const first = histogram + ((low & 255) << 3);
  store<i64>(first, load<i64>(first) + value);
  const second = histogram + ((low >> 8 & 255) << 3);
  store<i64>(second, load<i64>(second, sizeof<Room>() * 128) + value, sizeof<Room>() * 128);
  const third = histogram + ((low >> 16 & 255) << 3);
  store<i64>(third, load<i64>(third, sizeof<Room>() * 256) + value, sizeof<Room>() * 256);
  const fourth = histogram + ((low >> 24) << 3);
  store<i64>(fourth, load<i64>(fourth, sizeof<Room>() * 384) + value, sizeof<Room>() * 384);
  const fifth = histogram + ((high & 255) << 3);
  store<i64>(fifth, load<i64>(fifth, sizeof<Room>() * 512) + value, sizeof<Room>() * 512);
  const sixth = histogram + ((high >> 8 & 255) << 3);
  store<i64>(sixth, load<i64>(sixth, sizeof<Room>() * 640) + value, sizeof<Room>() * 640);
  const seventh = histogram + ((high >> 16 & 255) << 3);
  store<i64>(seventh, load<i64>(seventh, sizeof<Room>() * 768) + value, sizeof<Room>() * 768);
  const eighth = histogram + ((high >> 24) << 3);
  store<i64>(eighth, load<i64>(eighth, sizeof<Room>() * 896) + value, sizeof<Room>() * 896);
}

/** A feature's histogram has room for 16 bins for each byte of `Room`. */
@inline
function addBlock<Room>(rows: usize, stride: usize, order: usize, values: usize, from: i32, to: i32, histogram: usize): void {
  for (let i = from; i < to; i++) {
    const row = load<u32>(order + ((i as usize) << 2)) as usize;
    addEight<Room>(load<u64>(rows + row * stride), histogram, load<i64>(values + ((i as usize) << 3)));
  }
}

/**
 * Adds the values of the rows `order[from .. to)` to the histograms of `blocks` blocks. `values` stands in the order of
 * `order`. `layout` has two numbers for each block: where its histograms start behind `histogram`, in bytes, and capacityBits.
 */
export function addHistograms(bins: usize, stride: usize, blocks: i32, layout: usize, order: usize, values: usize, from: i32, to: i32, histogram: usize): i32 {
  let touched: i32 = 0;
  for (let first = from; first < to; first += batchRows) {
    const last = min(to, first + batchRows);
    for (let i = first; i < last; i++) touched |= load<u8>(bins + (load<u32>(order + ((i as usize) << 2)) as usize) * stride) as i32;
    for (let block = 0; block < blocks; block++) {
      const start = histogram + load<u32>(layout + ((block as usize) << 3));
      const capacityBits = load<u32>(layout + ((block as usize) << 3) + 4);
      const rows = bins + ((block as usize) << 3);
      if (capacityBits == 8) addBlock<v128>(rows, stride, order, values, first, last, start);
      else if (capacityBits == 6) addBlock<i32>(rows, stride, order, values, first, last, start);
      else addBlock<i8>(rows, stride, order, values, first, last, start);
    }
  }
  return touched;
}

/** large -= small, over `bytes` bytes, a multiple of 16. */
export function subtract(large: usize, small: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += 16) v128.store(large + at, i64x2.sub(v128.load(large + at), v128.load(small + at)));
}

/** into += other, over `bytes` bytes, a multiple of 16. */
export function merge(into: usize, other: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += 16) v128.store(into + at, i64x2.add(v128.load(into + at), v128.load(other + at)));
}

export function clear(at: usize, bytes: usize): void {
  memory.fill(at, 0, bytes);
}

/**
 * Sorts the rows `order[from .. to)` by the bin of one feature: those with a 1 in `side` go to the front, in the order they
 * had, the others to the same places of the spare arrays. `values` and, unless 0, `seconds` move along. `column` holds the
 * feature's bins, a byte each. Returns how many went to the front.
 */
export function divide(column: usize, side: usize, order: usize, values: usize, seconds: usize, spareOrder: usize, spareValues: usize, spareSeconds: usize, from: i32, to: i32): i32 {
  let front = from;
  let back = from;
  for (let i = from; i < to; i++) {
    const row = load<u32>(order + ((i as usize) << 2));
    const value = load<i64>(values + ((i as usize) << 3));
    const second = seconds == 0 ? 0 : load<i64>(seconds + ((i as usize) << 3));
    const goes = load<u8>(side + (load<u8>(column + (row as usize)) as usize)) as i32;
    store<u32>(order + ((front as usize) << 2), row);
    store<i64>(values + ((front as usize) << 3), value);
    store<u32>(spareOrder + ((back as usize) << 2), row);
    store<i64>(spareValues + ((back as usize) << 3), value);
    if (seconds != 0) {
      store<i64>(seconds + ((front as usize) << 3), second);
      store<i64>(spareSeconds + ((back as usize) << 3), second);
    }
    front += goes;
    back += 1 - goes;
  }
  return front - from;
}

const digitBits: u32 = 11;
const digits: u32 = 1 << digitBits;

/** Floats in ascending order, by their digits (least significant first). `counts` has room for 3 * 2048 numbers, `spare` for the floats; none may be NaN. */
export function sortFloats(floats: usize, count: i32, spare: usize, counts: usize): void {
  memory.fill(counts, 0, 3 * digits * 4);
  for (let i: usize = 0; i < (count as usize); i++) {
    // Floats in the order of whole numbers: negative ones upside down, the others above them.
    const bits = load<u32>(floats + (i << 2));
    const key = bits ^ ((((bits as i32) >> 31) as u32) | 0x80000000);
    store<u32>(floats + (i << 2), key);
    for (let pass: u32 = 0; pass < 3; pass++) {
      const at = counts + (((pass << digitBits) + ((key >> (pass * digitBits)) & (digits - 1))) << 2);
      store<u32>(at, load<u32>(at) + 1);
    }
  }
  let from = floats;
  let to = spare;
  for (let pass: u32 = 0; pass < 3; pass++) {
    let before: u32 = 0;
    const own = counts + (pass << digitBits << 2);
    for (let digit: u32 = 0; digit < digits; digit++) {
      const here = load<u32>(own + (digit << 2));
      store<u32>(own + (digit << 2), before);
      before += here;
    }
    for (let i: usize = 0; i < (count as usize); i++) {
      const key = load<u32>(from + (i << 2));
      const at = own + (((key >> (pass * digitBits)) & (digits - 1)) << 2);
      const place = load<u32>(at);
      store<u32>(at, place + 1);
      store<u32>(to + (place << 2), key);
    }
    const kept = from;
    from = to;
    to = kept;
  }
  for (let i: usize = 0; i < (count as usize); i++) {
    const key = load<u32>(from + (i << 2));
    store<u32>(floats + (i << 2), key ^ (((((key ^ 0x80000000) as i32) >> 31) as u32) | 0x80000000));
  }
}

/** Bin of each value: 1 + how many of the ascending edges lie below it; 0 where it is NaN. */
export function binValues(values: usize, count: i32, edges: usize, edgeCount: i32, bins: usize): void {
  for (let i = 0; i < count; i++) {
    const value = load<f64>(values + ((i as usize) << 3));
    let low: usize = edges;
    let length = edgeCount;
    while (length > 1) {
      const half = length >> 1;
      const middle = low + ((half as usize) << 3);
      low = select<usize>(middle, low, load<f64>(middle - 8) < value);
      length -= half;
    }
    let bin = ((low - edges) >> 3) as i32;
    if (length == 1 && load<f64>(low) < value) bin += 1;
    store<u8>(bins + i, value == value ? bin + 1 : 0);
  }
}

/** One column of bins for the given rows, laid into rows of `stride` bytes. */
export function layRow(column: usize, rows: usize, count: i32, bins: usize, stride: usize): void {
  for (let i = 0; i < count; i++) {
    const row = load<u32>(rows + ((i as usize) << 2)) as usize;
    store<u8>(bins + row * stride, load<u8>(column + row));
  }
}

/** Whole numbers of gradients, packed with a count of one; `scale` is whole numbers per unit. Rows are given by `order`. */
export function packGradients(gradients: usize, order: usize, count: i32, scale: f64, countBits: i32, values: usize): void {
  for (let i = 0; i < count; i++) {
    const gradient = load<f64>(gradients + ((load<u32>(order + ((i as usize) << 2)) as usize) << 3));
    store<i64>(values + ((i as usize) << 3), ((nearest<f64>(gradient * scale) as i64) << countBits) + 1);
  }
}

/** The same for second derivatives, which are not packed. */
export function packSeconds(seconds: usize, order: usize, count: i32, scale: f64, values: usize): void {
  for (let i = 0; i < count; i++) {
    store<i64>(values + ((i as usize) << 3), nearest<f64>(load<f64>(seconds + ((load<u32>(order + ((i as usize) << 2)) as usize) << 3)) * scale) as i64);
  }
}

/** Gradient, count and second of each bin: three doubles at `into` for each. `seconds` is 0 where they are the counts. */
export function unpackBins(histogram: usize, seconds: usize, bins: i32, countBits: i32, into: usize): void {
  const mask: i64 = ((1 as i64) << countBits) - 1;
  for (let bin = 0; bin < bins; bin++) {
    const packed = load<i64>(histogram + ((bin as usize) << 3));
    const at = into + (bin as usize) * 24;
    store<f64>(at, (packed >> countBits) as f64);
    store<f64>(at + 8, (packed & mask) as f64);
    store<f64>(at + 16, seconds == 0 ? (packed & mask) as f64 : load<i64>(seconds + ((bin as usize) << 3)) as f64);
  }
}

let firstPenalty: f64 = 0;
let secondPenalty: f64 = 0;
let leastSecond: f64 = 0;
let leastRows: f64 = 0;
let gradientUnit: f64 = 0;
/** Of a second derivative; of a row where all are 1. */
let secondUnit: f64 = 0;
let lowest: f64 = 0;
let highest: f64 = 0;
let limited: bool = false;

/** What holds for all splits of a leaf. `lowest` and `highest` limit the answers on both sides, before the learning rate. */
export function setRules(l1: f64, l2: f64, minSecond: f64, minRows: f64, unitOfGradient: f64, unitOfSecond: f64, lowestAnswer: f64, highestAnswer: f64): void {
  firstPenalty = l1;
  secondPenalty = l2;
  leastSecond = minSecond;
  leastRows = minRows;
  gradientUnit = unitOfGradient;
  secondUnit = unitOfSecond;
  lowest = lowestAnswer;
  highest = highestAnswer;
  limited = lowestAnswer > -Infinity || highestAnswer < Infinity;
}

/** The best answer of rows with these sums, in units: -soft(gradient) / (second + penalty), inside its limits. */
export function answerOf(gradient: f64, second: f64): f64 {
  const size = abs<f64>(gradient) - firstPenalty;
  if (size <= 0) return min<f64>(highest, max<f64>(lowest, 0));
  return min<f64>(highest, max<f64>(lowest, -copysign<f64>(size, gradient) / (second + secondPenalty)));
}

/** How much the loss falls by that answer, twice (second order). */
export function gainOf(gradient: f64, second: f64): f64 {
  const size = max<f64>(0, abs<f64>(gradient) - firstPenalty);
  if (!limited) return (size * size) / (second + secondPenalty);
  const answer = answerOf(gradient, second);
  return -(2 * copysign<f64>(size, gradient) * answer + (second + secondPenalty) * answer * answer);
}

/** Less than one by more than some roundings. */
const nearlyOne: f64 = 1 - 1e-12;

/** Best split so far: gain at 0, then bin, whether missing goes left, left gradient, left count, left second: six doubles. */
@inline
function consider(best: usize, bin: i32, missingLeft: bool, gradient: f64, rows: f64, second: f64, totalGradient: f64, totalRows: f64, totalSecond: f64, parentGain: f64, direction: i32): void {
  if (rows < leastRows || totalRows - rows < leastRows) return;
  const leftSecond = second * secondUnit;
  const rightSecond = (totalSecond - second) * secondUnit;
  if (leftSecond < leastSecond || rightSecond < leastSecond) return;
  const leftGradient = gradient * gradientUnit;
  const rightGradient = (totalGradient - gradient) * gradientUnit;
  let gain: f64;
  if (!limited && firstPenalty == 0) {
    const left = leftSecond + secondPenalty;
    const right = rightSecond + secondPenalty;
    const size = leftGradient * leftGradient * right + rightGradient * rightGradient * left;
    // Most splits are not the best so far: a product tells that without a division, and where it is close the division decides.
    if (size < (load<f64>(best) + parentGain) * nearlyOne * (left * right)) return;
    gain = size / (left * right) - parentGain;
  } else {
    gain = gainOf(leftGradient, leftSecond) + gainOf(rightGradient, rightSecond) - parentGain;
  }
  if (!(gain > load<f64>(best))) return;
  if (direction != 0 && (answerOf(rightGradient, rightSecond) - answerOf(leftGradient, leftSecond)) * (direction as f64) < 0) return;
  store<f64>(best, gain);
  store<f64>(best + 8, bin as f64);
  store<f64>(best + 16, missingLeft ? 1 : 0);
  store<f64>(best + 24, gradient);
  store<f64>(best + 32, rows);
  store<f64>(best + 40, second);
}

/**
 * The best threshold of one feature where no row misses it, all second derivatives are 1, and neither limits nor the first
 * penalty nor a direction count: what most splits are looked for. An empty bin repeats the sums before it and is never better.
 */
function findPlainThreshold(histogram: usize, bins: i32, countBits: i32, totalGradient: f64, totalRows: f64, parentGain: f64, best: usize): void {
  const mask: i64 = ((1 as i64) << countBits) - 1;
  const fewest = leastRows as i64;
  const most = (totalRows - leastRows) as i64;
  const last = bins - 1;
  const sum = totalGradient * gradientUnit;
  let packed: i64 = 0;
  let floor = (load<f64>(best) + parentGain) * nearlyOne;
  let bin = 1;
  for (; bin + 4 <= last; bin += 4) {
    const at = histogram + ((bin as usize) << 3);
    const first = load<i64>(at);
    const second = load<i64>(at, 8);
    const third = load<i64>(at, 16);
    const fourth = load<i64>(at, 24);
    if ((first | second | third | fourth) == 0) continue;
    const behind = packed + first + second + third + fourth;
    if ((behind & mask) >= fewest) {
      packed += first;
      if ((packed & mask) > most) return;
      floor = considerPlain(best, bin, packed, mask, countBits, fewest, most, sum, totalGradient, totalRows, parentGain, floor);
      packed += second;
      floor = considerPlain(best, bin + 1, packed, mask, countBits, fewest, most, sum, totalGradient, totalRows, parentGain, floor);
      packed += third;
      floor = considerPlain(best, bin + 2, packed, mask, countBits, fewest, most, sum, totalGradient, totalRows, parentGain, floor);
      packed += fourth;
      floor = considerPlain(best, bin + 3, packed, mask, countBits, fewest, most, sum, totalGradient, totalRows, parentGain, floor);
    }
    packed = behind;
  }
  for (; bin < last; bin++) {
    packed += load<i64>(histogram + ((bin as usize) << 3));
    floor = considerPlain(best, bin, packed, mask, countBits, fewest, most, sum, totalGradient, totalRows, parentGain, floor);
  }
}

/** Returns what the next split must exceed, without the division. */
@inline
function considerPlain(best: usize, bin: i32, packed: i64, mask: i64, countBits: i32, fewest: i64, most: i64, sum: f64, totalGradient: f64, totalRows: f64, parentGain: f64, floor: f64): f64 {
  const count = packed & mask;
  if (count < fewest || count > most) return floor;
  const rows = count as f64;
  const leftGradient = ((packed >> countBits) as f64) * gradientUnit;
  const rightGradient = sum - leftGradient;
  const left = rows + secondPenalty;
  const right = totalRows - rows + secondPenalty;
  if (leftGradient * leftGradient * right + rightGradient * rightGradient * left < floor * (left * right)) return floor;
  consider(best, bin, rows > totalRows - rows, (packed >> countBits) as f64, rows, rows, totalGradient, totalRows, totalRows, parentGain, 0);
  return (load<f64>(best) + parentGain) * nearlyOne;
}

/** The best threshold of one feature, with missing values (bin 0) on either side; its bin is kept at `best` beside the feature's place in the table. */
@inline
function findThreshold(histogram: usize, seconds: usize, bins: i32, countBits: i32, totalGradient: f64, totalRows: f64, totalSecond: f64, parentGain: f64, direction: i32, best: usize): void {
  const mask: i64 = ((1 as i64) << countBits) - 1;
  const missing = load<i64>(histogram);
  const missingSecond: i64 = seconds == 0 ? missing & mask : load<i64>(seconds);
  const missingGradient = (missing >> countBits) as f64;
  const missingRows = (missing & mask) as f64;
  let packed: i64 = 0;
  let second: i64 = 0;
  const last = missingRows > 0 ? bins : bins - 1;
  // With fewer rows on the left no side of the missing ones makes enough, with more the right side never has enough again.
  const fewest = (leastRows - missingRows) as i64;
  const most = (totalRows - leastRows) as i64;
  for (let bin = 1; bin < last; bin++) {
    const here = load<i64>(histogram + ((bin as usize) << 3));
    if (here == 0) continue;
    packed += here;
    second += seconds == 0 ? here & mask : load<i64>(seconds + ((bin as usize) << 3));
    if ((packed & mask) < fewest) continue;
    if ((packed & mask) > most) return;
    const gradient = (packed >> countBits) as f64;
    const rows = (packed & mask) as f64;
    consider(best, bin, missingRows == 0 && rows > totalRows - rows, gradient, rows, second as f64, totalGradient, totalRows, totalSecond, parentGain, direction);
    if (missingRows > 0) consider(best, bin, true, gradient + missingGradient, rows + missingRows, (second + missingSecond) as f64, totalGradient, totalRows, totalSecond, parentGain, direction);
  }
}

/**
 * The best threshold among the features `from .. to` of `table`, where its gain exceeds the one at `best`: there, behind what
 * `consider` writes, stands the feature's place in the table, or -1. Each has four numbers in the table: where its histogram
 * starts, its bins (0 where it has no thresholds), its direction (1 where the answer may only rise with the feature, -1 fall,
 * 0 either), and one unused. `leaf` holds the sums of the leaf in whole numbers, its gain, and the eight rules of `setRules`.
 */
export function findThresholds(table: usize, from: i32, to: i32, histogram: usize, seconds: usize, countBits: i32, leaf: usize, best: usize): void {
  setRules(load<f64>(leaf + 32), load<f64>(leaf + 40), load<f64>(leaf + 48), load<f64>(leaf + 56), load<f64>(leaf + 64), load<f64>(leaf + 72), load<f64>(leaf + 80), load<f64>(leaf + 88));
  const gradient = load<f64>(leaf);
  const rows = load<f64>(leaf + 8);
  const second = load<f64>(leaf + 16);
  const gain = load<f64>(leaf + 24);
  const isPlain = seconds == 0 && !limited && firstPenalty == 0 && leastSecond <= leastRows && secondUnit == 1;
  store<f64>(best + 48, -1);
  for (let place = from; place < to; place++) {
    const entry = table + ((place as usize) << 4);
    const start = load<u32>(entry) as usize;
    const bins = load<i32>(entry + 4);
    if (bins < 2) continue;
    const before = load<f64>(best);
    const missing = load<i64>(histogram + start) != 0;
    if (isPlain && !missing && load<i32>(entry + 8) == 0) findPlainThreshold(histogram + start, bins, countBits, gradient, rows, gain, best);
    else findThreshold(histogram + start, seconds == 0 ? 0 : seconds + start, bins, countBits, gradient, rows, second, gain, load<i32>(entry + 8), best);
    if (load<f64>(best) > before) store<f64>(best + 48, place as f64);
  }
}
