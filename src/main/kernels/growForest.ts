/**
 * One deep tree of a forest on binned features: at each node the best split among features drawn at random, at the best
 * threshold (Breiman 2001) or at one drawn (Geurts et al. 2006). Works in the memory that the caller lays out.
 *
 * Targets are whole numbers around their centre, and a row's share of a sum is target * weight * 2^countBits + weight, so
 * one addition counts both. Bins are below 64: the bins in use of a node are the bits of one number.
 */

let columns: usize = 0;
let targets: usize = 0;
let order: usize = 0;
let values: usize = 0;
let spareOrder: usize = 0;
let spareValues: usize = 0;
let features: usize = 0;
let isConstant: usize = 0;
let constants: usize = 0;
let sums: usize = 0;
let stack: usize = 0;
let nodes: usize = 0;

let width: i32 = 0;
let featuresPerSplit: i32 = 0;
let leastRows: i64 = 0;
let randomThresholds: bool = false;
let countBits: i32 = 0;
let countMask: i64 = 0;
let leastGain: f64 = 0;

let constantCount: i32 = 0;
let bestGain: f64 = 0;
let bestFeature: i32 = -1;
let bestBin: i32 = 0;
let bestMissingLeft: bool = false;

const stackEntry: usize = 16;
const nodeEntry: usize = 32;

/**
 * `places` holds twelve addresses: of a table of the columns' addresses (a byte per row, 0 is "missing"), the targets (a double
 * per row), order and values of the sampled rows, two spare arrays of their size, three arrays for each feature (a number, a
 * byte, a number), 64 sums, the stack (16 bytes per sampled row, and 16) and the nodes (32 bytes, two for each sampled row).
 */
export function setForest(places: usize, featureCount: i32, perSplit: i32, minRows: i32, drawThresholds: i32, bitsOfCount: i32, minGain: f64): void {
  columns = load<u32>(places);
  targets = load<u32>(places, 4);
  order = load<u32>(places, 8);
  values = load<u32>(places, 12);
  spareOrder = load<u32>(places, 16);
  spareValues = load<u32>(places, 20);
  features = load<u32>(places, 24);
  isConstant = load<u32>(places, 28);
  constants = load<u32>(places, 32);
  sums = load<u32>(places, 36);
  stack = load<u32>(places, 40);
  nodes = load<u32>(places, 44);
  width = featureCount;
  featuresPerSplit = perSplit;
  leastRows = minRows as i64;
  randomThresholds = drawThresholds != 0;
  countBits = bitsOfCount;
  countMask = ((1 as i64) << bitsOfCount) - 1;
  leastGain = minGain;
  constantCount = 0;
  for (let i = 0; i < featureCount; i++) store<u32>(features + ((i as usize) << 2), i);
  memory.fill(isConstant, 0, featureCount as usize);
}

/** The rows whose weight is not 0, in their order, with their whole numbers. Returns how many there are. */
export function takeSample(weights: usize, rows: i32, centre: f64, scale: f64): i32 {
  let count: usize = 0;
  for (let row = 0; row < rows; row++) {
    const weight = load<u32>(weights + ((row as usize) << 2)) as i64;
    if (weight == 0) continue;
    const target = nearest<f64>((load<f64>(targets + ((row as usize) << 3)) - centre) * scale) as i64;
    store<u32>(order + (count << 2), row);
    store<i64>(values + (count << 3), ((target * weight) << countBits) + weight);
    count += 1;
  }
  return count as i32;
}

let stateA: u32 = 0;
let stateB: u32 = 0;
let stateC: u32 = 0;
let stateD: u32 = 0;

/** Uniform in [0, bound), by xoshiro128** (Blackman & Vigna 2018). */
function draw(bound: i32): i32 {
  const result = rotl<u32>(stateB * 5, 7) * 9;
  const shifted = stateB << 9;
  stateC ^= stateA;
  stateD ^= stateB;
  stateB ^= stateC;
  stateA ^= stateD;
  stateC ^= shifted;
  stateD = rotl<u32>(stateD, 11);
  return (((result as u64) * (bound as u64)) >> 32) as i32;
}

function push(depth: i32, start: i32, end: i32, rightOf: i32): void {
  const entry = stack + (depth as usize) * stackEntry;
  store<i32>(entry, start);
  store<i32>(entry, end, 4);
  store<i32>(entry, rightOf, 8);
  store<i32>(entry, constantCount, 12);
}

/**
 * Grows on the first `count` rows in order, from a state of random numbers that is not all 0. Returns the number of nodes, in
 * preorder: feature (-1 for a leaf), bin, 1 where missing goes left, the node whose right child it is (or -1), rows, and
 * eight bytes on the mean target.
 */
export function growTree(count: i32, a: u32, b: u32, c: u32, d: u32): i32 {
  stateA = a;
  stateB = b;
  stateC = c;
  stateD = d;
  push(0, 0, count, -1);
  let made = 0;
  for (let depth = 1; depth > 0; ) {
    depth -= 1;
    const entry = stack + (depth as usize) * stackEntry;
    const start = load<i32>(entry);
    const end = load<i32>(entry, 4);
    // What is constant in a node is constant in all nodes below, and in no other for sure.
    forgetConstants(load<i32>(entry, 12));
    const node = nodes + (made as usize) * nodeEntry;
    store<i32>(node, load<i32>(entry, 8), 12);
    growNode(node, start, end);
    if (bestFeature >= 0) {
      const middle = divide(start, end);
      push(depth, middle, end, made);
      push(depth + 1, start, middle, -1);
      depth += 2;
    }
    made += 1;
  }
  forgetConstants(0);
  return made;
}

function forgetConstants(known: i32): void {
  while (constantCount > known) {
    constantCount -= 1;
    store<u8>(isConstant + (load<u32>(constants + ((constantCount as usize) << 2)) as usize), 0);
  }
}

/** Writes the node and leaves its split, if any, in the best one. */
function growNode(node: usize, start: i32, end: i32): void {
  let sum: f64 = 0;
  let low: f64 = Infinity;
  let high: f64 = -Infinity;
  let total: i64 = 0;
  for (let i = start; i < end; i++) {
    const target = load<f64>(targets + ((load<u32>(order + ((i as usize) << 2)) as usize) << 3));
    const value = load<i64>(values + ((i as usize) << 3));
    total += value;
    sum += target * ((value & countMask) as f64);
    low = min<f64>(low, target);
    high = max<f64>(high, target);
  }
  const rows = total & countMask;
  bestFeature = -1;
  bestGain = leastGain;
  if (rows >= 2 * leastRows && high > low) findSplit(start, end, total);
  store<i32>(node, bestFeature);
  store<i32>(node, bestBin, 4);
  store<i32>(node, bestMissingLeft ? 1 : 0, 8);
  store<i32>(node, rows as i32, 16);
  store<f64>(node, sum / (rows as f64), 24);
}

/** Draws the features to try; where none of them varies in this node, goes on until one does. */
function findSplit(start: i32, end: i32, total: i64): void {
  let varying = 0;
  for (let i = 0; i < width && (i < featuresPerSplit || varying == 0); i++) {
    const drawn = features + ((i + draw(width - i)) << 2);
    const here = features + (i << 2);
    const feature = load<u32>(drawn);
    store<u32>(drawn, load<u32>(here));
    store<u32>(here, feature);
    if (load<u8>(isConstant + (feature as usize)) == 0 && tryFeature(feature, start, end, total)) varying += 1;
  }
}

/** False where the feature is constant in this node. */
function tryFeature(feature: u32, start: i32, end: i32, total: i64): bool {
  const used = addUp(load<u32>(columns + ((feature as usize) << 2)), start, end);
  if ((used & (used - 1)) == 0) {
    store<u8>(isConstant + (feature as usize), 1);
    store<u32>(constants + ((constantCount as usize) << 2), feature);
    constantCount += 1;
    return false;
  }
  const missing: i64 = (used & 1) == 0 ? 0 : load<i64>(sums);
  const gradient = (total >> countBits) as f64;
  const parent = (gradient * gradient) / ((total & countMask) as f64);
  let rest = used & ~1;
  let drawn: i32 = -1;
  if (randomThresholds) {
    const first = ctz<u64>(rest) as i32;
    const highest = 63 - (clz<u64>(rest) as i32);
    drawn = first + draw((missing == 0 ? highest - 1 : highest) - first + 1);
  }
  let left: i64 = 0;
  while (rest != 0) {
    const bin = ctz<u64>(rest) as i32;
    rest &= rest - 1;
    if (rest == 0 && missing == 0) break;
    left += load<i64>(sums + ((bin as usize) << 3));
    if (randomThresholds && bin < drawn && rest != 0 && (ctz<u64>(rest) as i32) <= drawn) continue;
    const threshold = randomThresholds ? drawn : bin;
    consider(feature, threshold, false, left, total, parent, missing);
    if (missing != 0) consider(feature, threshold, true, left + missing, total, parent, missing);
    if (randomThresholds) break;
  }
  return true;
}

/** Sums of the bins in use, which are the bits of the answer. */
function addUp(column: usize, start: i32, end: i32): u64 {
  let used: u64 = 0;
  for (let i = start; i < end; i++) {
    const bin = load<u8>(column + (load<u32>(order + ((i as usize) << 2)) as usize)) as u64;
    const bit = (1 as u64) << bin;
    const sum = sums + ((bin as usize) << 3);
    store<i64>(sum, load<i64>(values + ((i as usize) << 3)) + select<i64>(load<i64>(sum), 0, (used & bit) != 0));
    used |= bit;
  }
  return used;
}

@inline
function consider(feature: u32, bin: i32, missingLeft: bool, left: i64, total: i64, parent: f64, missing: i64): void {
  const leftRows = left & countMask;
  const rightRows = (total & countMask) - leftRows;
  if (leftRows < leastRows || rightRows < leastRows) return;
  const leftSum = (left >> countBits) as f64;
  const rightSum = ((total >> countBits) as f64) - leftSum;
  const l = leftRows as f64;
  const r = rightRows as f64;
  const gain = (leftSum * leftSum * r + rightSum * rightSum * l) / (l * r) - parent;
  if (!(gain > bestGain)) return;
  bestGain = gain;
  bestFeature = feature;
  bestBin = bin;
  bestMissingLeft = missing != 0 ? missingLeft : leftRows > rightRows;
}

/** Rows keep their order on both sides. Returns where the right side starts. */
function divide(start: i32, end: i32): i32 {
  const column = load<u32>(columns + ((bestFeature as usize) << 2)) as usize;
  const leastMissing = bestMissingLeft ? 0 : 1;
  let front = start;
  let back = 0;
  for (let i = start; i < end; i++) {
    const row = load<u32>(order + ((i as usize) << 2));
    const value = load<i64>(values + ((i as usize) << 3));
    const bin = load<u8>(column + (row as usize)) as i32;
    const goes = ((bin >= leastMissing) as i32) & ((bin <= bestBin) as i32);
    store<u32>(order + ((front as usize) << 2), row);
    store<i64>(values + ((front as usize) << 3), value);
    store<u32>(spareOrder + ((back as usize) << 2), row);
    store<i64>(spareValues + ((back as usize) << 3), value);
    front += goes;
    back += 1 - goes;
  }
  memory.copy(order + ((front as usize) << 2), spareOrder, (back as usize) << 2);
  memory.copy(values + ((front as usize) << 3), spareValues, (back as usize) << 3);
  return front;
}
