/**
 * WebAssembly (AssemblyScript): what a network does to its hidden units between the products of matrices. A unit is on or off by
 * chance, which a jump can only guess wrong half the time: here pairs of numbers pass through masks. All is reckoned in doubles
 * and rounded once.
 */

/** Room for so many bytes, for good. */
export function allocate(bytes: i32): usize {
  return heap.alloc(bytes);
}

/** Two floats as doubles; the second is 0 where only one is left. */
@inline
function load2(at: usize, both: bool): v128 {
  return f64x2.promote_low_f32x4(both ? v128.load64_zero(at) : v128.load32_zero(at));
}

@inline
function store2(at: usize, pair: v128, both: bool): void {
  const floats = f32x4.demote_f64x2_zero(pair);
  if (both) v128.store64_lane(at, floats, 0);
  else v128.store32_lane(at, floats, 0);
}

/** values = max(0, values + bias), row by row. */
export function rectify(values: usize, biases: usize, rows: i32, columns: i32): void {
  const zero = f64x2.splat(0);
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < columns; j += 2) {
      const both = j + 1 < columns;
      const at = values + (<usize>j << 2);
      const value = f64x2.add(load2(at, both), load2(biases + (<usize>j << 2), both));
      store2(at, v128.and(value, f64x2.gt(value, zero)), both);
    }
    values += <usize>columns << 2;
  }
}

/** The same, and units for which a number below `below` was drawn are left out, the others scaled by `kept`. */
export function rectifyAndDrop(values: usize, biases: usize, drawn: usize, rows: i32, columns: i32, below: f64, kept: f64): void {
  const zero = f64x2.splat(0);
  const least = f64x2.splat(below);
  const factor = f64x2.splat(kept);
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < columns; j += 2) {
      const both = j + 1 < columns;
      const place = <usize>j << 2;
      const value = f64x2.add(load2(values + place, both), load2(biases + place, both));
      const numbers = f64x2.convert_low_i32x4_u(both ? v128.load64_zero(drawn + place) : v128.load32_zero(drawn + place));
      const on = v128.and(f64x2.gt(value, zero), f64x2.ge(numbers, least));
      store2(values + place, v128.and(f64x2.mul(value, factor), on), both);
    }
    values += <usize>columns << 2;
    drawn += <usize>columns << 2;
  }
}

/** into = slope of the row * weight of the unit * kept where the unit is on, else 0. */
export function spread(into: usize, units: usize, slopes: usize, weights: usize, rows: i32, columns: i32, kept: f64): void {
  const zero = f64x2.splat(0);
  const factor = f64x2.splat(kept);
  for (let row = 0; row < rows; row++) {
    const slope = f64x2.splat(<f64>load<f32>(slopes + (<usize>row << 2)));
    for (let j = 0; j < columns; j += 2) {
      const both = j + 1 < columns;
      const place = <usize>j << 2;
      const value = f64x2.mul(f64x2.mul(slope, load2(weights + place, both)), factor);
      store2(into + place, v128.and(value, f64x2.gt(load2(units + place, both), zero)), both);
    }
    into += <usize>columns << 2;
    units += <usize>columns << 2;
  }
}

/** slopes = slopes * kept where the unit is on, else 0. */
export function passBack(slopes: usize, units: usize, count: i32, kept: f64): void {
  const zero = f64x2.splat(0);
  const factor = f64x2.splat(kept);
  for (let i = 0; i < count; i += 2, slopes += 8, units += 8) {
    const both = i + 1 < count;
    store2(slopes, v128.and(f64x2.mul(load2(slopes, both), factor), f64x2.gt(load2(units, both), zero)), both);
  }
}

/** into (columns x rows) = matrix (rows x columns), turned. */
export function turn(matrix: usize, into: usize, rows: i32, columns: i32): void {
  const step = <usize>columns << 2;
  for (let column = 0; column < columns; column++, matrix += 4) {
    for (let row = 0, from = matrix; row < rows; row++, from += step, into += 4) store<f32>(into, load<f32>(from));
  }
}

/** sums = the sum over the rows of each column, in doubles. */
export function addColumns(sums: usize, matrix: usize, rows: i32, columns: i32): void {
  memory.fill(sums, 0, <usize>columns << 3);
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < columns; j++, matrix += 4) {
      const at = sums + (<usize>j << 3);
      store<f64>(at, load<f64>(at) + <f64>load<f32>(matrix));
    }
  }
}
