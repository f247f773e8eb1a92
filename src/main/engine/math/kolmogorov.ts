/** Kolmogorov and Smirnov: exact p-value of two samples, and the distribution of D for one sample of n. Follows scipy 1.17.1 (ks_2samp, kstwo). */
import { logChoose, logGamma } from './gamma';

/** Up to here scipy's "auto" is exact. */
const exactUpTo = 10_000;

/** Two-sided p-value of the largest difference `d` of two empirical distribution functions. */
export function kolmogorovTwoSamplePValue(d: number, n1: number, n2: number): number {
  if (Math.max(n1, n2) > exactUpTo) return kolmogorovSurvival(roundHalfEven((n1 * n2) / (n1 + n2)), d);
  const divisor = greatestCommonDivisor(n1, n2);
  const steps = Math.round(d * (n1 / divisor) * n2);
  if (steps === 0) return 1;
  const exact = n1 === n2 ? outsideSquare(n1, steps) : outsideBand(Math.max(n1, n2), Math.min(n1, n2), divisor, steps);
  return Math.min(1, Math.max(0, exact));
}

/** P(D(n,n) >= h/n): the alternating sum of Hodges (1958) in Horner form. */
function outsideSquare(n: number, h: number): number {
  let p = 0;
  for (let k = Math.floor(n / h); k >= 0; k--) {
    let factor = 1;
    for (let j = 0; j < h; j++) factor = ((n - k * h - j) * factor) / (n + k * h + j + 1);
    p = factor * (1 - p);
  }
  return 2 * p;
}

/** Share of the lattice paths from (0,0) to (m,n), m >= n, that leave the band: counted column by column inside a sliding window. */
function outsideBand(m: number, n: number, divisor: number, h: number): number {
  const mg = m / divisor;
  const ng = n / divisor;
  let from = 0;
  let to = Math.min(Math.ceil(h / mg), n + 1);
  let length = to - from;
  const outside = new Float64Array(Math.min(2 * to + 2, n + 1)).fill(1);
  outside.fill(0, from, to);
  for (let i = 1; i <= m; i++) {
    const [lastFrom, lastLength] = [from, length];
    from = Math.min(Math.max(Math.floor((ng * i - h) / mg) + 1, 0), n);
    to = Math.min(Math.ceil((ng * i + h) / mg), n + 1);
    if (to <= from) return 1;
    let value = from === 0 ? 0 : 1;
    for (let j = from; j < to; j++) {
      value = (outside[j - lastFrom]! * i + value * j) / (i + j);
      outside[j - from] = value;
    }
    length = to - from;
    if (lastLength > length) outside.fill(1, length, lastLength);
  }
  return outside[length - 1]!;
}

/** P(D_n >= x) for one sample of n: exact formulas where they are cheap, Pelz and Good (1976) else. */
export function kolmogorovSurvival(n: number, x: number): number {
  if (x >= 1) return 0;
  const t = n * x;
  if (t <= 0.5) return 1;
  if (t <= 1) return 1 - Math.exp(logGamma(n + 1) - n * Math.log(n) + n * Math.log(2 * t - 1));
  if (t >= n - 1) return 2 * (1 - x) ** n;
  if (x >= 0.5) return Math.min(1, 2 * smirnovSurvival(n, x));
  const square = t * x;
  if (n <= 140) return square > 4 ? Math.min(1, 2 * smirnovSurvival(n, x)) : 1 - byMatrixPower(n, x);
  if (square >= 370) return 0;
  if (square >= 2.2) return Math.min(1, 2 * smirnovSurvival(n, x));
  return Math.min(1, Math.max(0, 1 - (n <= 100_000 && n * x ** 1.5 <= 1.4 ? byMatrixPower(n, x) : byPelzGood(n, x))));
}

/** P(D+_n >= x), exact (Birnbaum and Tingey 1951): a sum of positive terms. */
function smirnovSurvival(n: number, x: number): number {
  let total = 0;
  for (let j = 0; j <= Math.floor(n * (1 - x)); j++) {
    const rest = 1 - x - j / n;
    if (rest <= 0) break;
    total += Math.exp(logChoose(n, j) + (j - 1) * Math.log(x + j / n) + (n - j) * Math.log(rest));
  }
  return x * total;
}

const scale = 2 ** 128;

/** P(D_n < d) by Durbin's matrix as of Marsaglia, Tsang and Wang (2003), with the powers of two kept apart. */
function byMatrixPower(n: number, d: number): number {
  const k = Math.ceil(n * d);
  const h = k - n * d;
  const m = 2 * k - 1;
  const matrix = new Float64Array(m * m);
  let factorial = 1;
  const inverse = new Float64Array(m + 1);
  for (let i = 0; i <= m; i++) {
    inverse[i] = factorial;
    factorial /= i + 1;
  }
  for (let i = 0; i < m; i++) for (let j = 0; j <= Math.min(i + 1, m - 1); j++) matrix[i * m + j] = inverse[i - j + 1]!;
  for (let i = 0; i < m - 1; i++) {
    const value = (1 - h ** (i + 1)) * inverse[i + 1]!;
    matrix[i * m] = value;
    matrix[(m - 1) * m + (m - 1 - i)] = value;
  }
  matrix[(m - 1) * m] = (1 + Math.max(2 * h - 1, 0) ** m - 2 * h ** m) * inverse[m]!;
  let power = Float64Array.from({ length: m * m }, (_, i) => (i % (m + 1) === 0 ? 1 : 0));
  let base = matrix;
  let [powerExponent, baseExponent] = [0, 0];
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) {
      power = multiply(power, base, m);
      powerExponent += baseExponent;
    }
    base = multiply(base, base, m);
    baseExponent *= 2;
    if (Math.abs(base[(k - 1) * m + k - 1]!) > scale) {
      base = base.map((value) => value / scale);
      baseExponent += 128;
    }
  }
  let p = power[(k - 1) * m + k - 1]!;
  for (let i = 1; i <= n; i++) {
    p = (i * p) / n;
    if (Math.abs(p) < 1 / scale) {
      p *= scale;
      powerExponent -= 128;
    }
  }
  return Math.min(1, Math.max(0, p * 2 ** powerExponent));
}

function multiply(a: Float64Array, b: Float64Array, size: number): Float64Array<ArrayBuffer> {
  const product = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < size; k++) {
      const factor = a[i * size + k]!;
      if (factor === 0) continue;
      for (let j = 0; j < size; j++) product[i * size + j]! += factor * b[k * size + j]!;
    }
  }
  return product;
}

/** P(D_n < x) with the first four terms of the expansion of Pelz and Good. */
function byPelzGood(n: number, x: number): number {
  const z = Math.sqrt(n) * x;
  const [z2, z3, z4, z6] = [z ** 2, z ** 3, z ** 4, z ** 6];
  const [pi2, pi4, pi6] = [Math.PI ** 2, Math.PI ** 4, Math.PI ** 6];
  const q = Math.exp(-pi2 / 8 / z2);
  const terms = [0, 0, 0, 0];
  const last = Math.ceil((16 * z) / Math.PI);
  for (let k = last; k > 0; k--) {
    const m2 = (2 * k - 1) ** 2;
    const weight = q ** (8 * k);
    const coefficients = [
      1,
      -z2 + (pi2 / 4) * m2,
      6 * z6 + 2 * z4 + (((2 * z4 - 5 * z2) * pi2) / 4) * m2 + ((pi4 * (1 - 2 * z2)) / 16) * m2 ** 2,
      -30 * z6 - 90 * z ** 8 + ((pi2 * (135 * z4 - 96 * z6)) / 4) * m2 + ((pi4 * (-60 * z2 + 212 * z4)) / 16) * m2 ** 2 + ((pi6 * (5 - 30 * z2)) / 64) * m2 ** 3,
    ];
    coefficients.forEach((value, i) => (terms[i] = terms[i]! * weight + value));
  }
  const root = Math.sqrt(2 * Math.PI);
  [z, 6 * z4, 72 * z ** 7, 6480 * z ** 10].forEach((divisor, i) => (terms[i] = (terms[i]! * q * root) / divisor));
  const other = Math.exp(-pi2 / 2 / z2);
  for (let k = 1; k <= last; k++) {
    const weight = other ** (k * k) * k * k;
    terms[2]! += (weight * pi2 * root) / (-36 * z3);
    terms[3]! += ((3 * z2 - pi2 * k * k) * weight * pi2 * root) / (216 * z6);
  }
  return terms.reduce((total, value, i) => total + value / n ** (i / 2), 0);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
