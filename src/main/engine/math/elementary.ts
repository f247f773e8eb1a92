/**
 * exp, expm1, log and log1p in plain arithmetic, so that a model answers the same bits in every JavaScript engine: the language
 * leaves the last bits of `Math.exp` and its kin to the engine. Ported from FreeBSD's msun (e_exp.c, s_expm1.c, e_log.c, s_log1p.c;
 * copyright 1993 Sun Microsystems, freely given). Node 24's V8 13.6 gives these bits too, so earlier models answer as before;
 * Chromium 156 gives others.
 */
/* eslint-disable no-loss-of-precision -- digits as their source prints them */
const ln2High = 6.93147180369123816490e-1;
const ln2Low = 1.90821492927058770002e-10;
const inverseLn2 = 1.44269504088896338700;
const overflowAbove = 7.09782712893383973096e2;
const twoTo54 = 18_014_398_509_481_984;
const twoTo1023 = 8.98846567431157953865e307;

const logTerms = [6.666666666666735130e-1, 3.999999999940941908e-1, 2.857142874366239149e-1, 2.222219843214978396e-1, 1.818357216161805012e-1, 1.531383769920937332e-1, 1.479819860511658591e-1] as const;
const [l1, l2, l3, l4, l5, l6, l7] = logTerms;

const view = new DataView(new ArrayBuffer(8));

function highWord(x: number): number {
  view.setFloat64(0, x);
  return view.getInt32(0);
}

function withHighWord(x: number, high: number): number {
  view.setFloat64(0, x);
  view.setInt32(0, high);
  return view.getFloat64(0);
}

/** 2 to a whole power that has a normal form. */
function powerOfTwo(k: number): number {
  return withHighWord(0, 0x3ff00000 + (k << 20));
}

export function exp(given: number): number {
  let x = given;
  const high = highWord(x) & 0x7fffffff;
  const negative = x < 0;
  if (high >= 0x40862e42) {
    if (Number.isNaN(x)) return NaN;
    if (x > overflowAbove) return Infinity;
    if (x < -7.45133219101941108420e2) return 0;
  }
  let k = 0;
  let upper = 0;
  let lower = 0;
  if (high > 0x3fd62e42) {
    if (high < 0x3ff0a2b2) {
      if (x === 1) return 2.718281828459045235;
      k = negative ? -1 : 1;
      upper = x - k * ln2High;
      lower = k * ln2Low;
    } else {
      k = Math.trunc(inverseLn2 * x + (negative ? -0.5 : 0.5));
      upper = x - k * ln2High;
      lower = k * ln2Low;
    }
    x = upper - lower;
  } else if (high < 0x3e300000) {
    return 1 + x;
  }
  const t = x * x;
  const c = x - t * (1.66666666666666019037e-1 + t * (-2.77777777770155933842e-3 + t * (6.61375632143793436117e-5 + t * (-1.65339022054652515390e-6 + t * 4.13813679705723846039e-8))));
  if (k === 0) return 1 - ((x * c) / (c - 2) - x);
  const y = 1 - (lower - (x * c) / (2 - c) - upper);
  if (k === 1024) return y * 2 * twoTo1023;
  return k >= -1021 ? y * powerOfTwo(k) : y * powerOfTwo(k + 1000) * 9.33263618503218878990e-302;
}

/** exp(x) - 1 without the loss near 0. */
export function expm1(given: number): number {
  let x = given;
  const high = highWord(x) & 0x7fffffff;
  const negative = x < 0;
  if (high >= 0x4043687a) {
    if (Number.isNaN(x)) return NaN;
    if (x > overflowAbove) return Infinity;
    if (negative) return -1;
  }
  let k = 0;
  let correction = 0;
  if (high > 0x3fd62e42) {
    k = high < 0x3ff0a2b2 ? (negative ? -1 : 1) : Math.trunc(inverseLn2 * x + (negative ? -0.5 : 0.5));
    const upper = x - k * ln2High;
    const lower = k * ln2Low;
    x = upper - lower;
    correction = upper - x - lower;
  } else if (high < 0x3c900000) {
    return x;
  }
  const half = 0.5 * x;
  const squares = x * half;
  const r = 1 + squares * (-3.33333333333331316428e-2 + squares * (1.58730158725481460165e-3 + squares * (-7.93650757867487942473e-5 + squares * (4.00821782732936239552e-6 + squares * -2.01099218183624371326e-7))));
  const t = 3 - r * half;
  let e = squares * ((r - t) / (6 - x * t));
  if (k === 0) return x - (x * e - squares);
  e = x * (e - correction) - correction;
  e -= squares;
  if (k === -1) return 0.5 * (x - e) - 0.5;
  if (k === 1) return x < -0.25 ? -2 * (e - (x + 0.5)) : 1 + 2 * (x - e);
  if (k <= -2 || k > 56) {
    const y = 1 - (e - x);
    return (k === 1024 ? y * 2 * twoTo1023 : y * powerOfTwo(k)) - 1;
  }
  if (k < 20) return (withHighWord(0, 0x3ff00000 - (0x200000 >> k)) - (e - x)) * powerOfTwo(k);
  return (x - (e + powerOfTwo(-k)) + 1) * powerOfTwo(k);
}

export function log(given: number): number {
  let x = given;
  if (x < 0 || Number.isNaN(x)) return NaN;
  if (x === 0) return -Infinity;
  if (x === Infinity) return Infinity;
  let k = 0;
  let high = highWord(x);
  if (high < 0x00100000) {
    k -= 54;
    x *= twoTo54;
    high = highWord(x);
  }
  k += (high >> 20) - 1023;
  high &= 0x000fffff;
  const halved = (high + 0x95f64) & 0x100000;
  x = withHighWord(x, high | (halved ^ 0x3ff00000));
  k += halved >> 20;
  const f = x - 1;
  if ((0x000fffff & (2 + high)) < 3) {
    if (f === 0) return k === 0 ? 0 : k * ln2High + k * ln2Low;
    const r = f * f * (0.5 - 0.33333333333333333 * f);
    return k === 0 ? f - r : k * ln2High - (r - k * ln2Low - f);
  }
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const r = z * (l1 + w * (l3 + w * (l5 + w * l7))) + w * (l2 + w * (l4 + w * l6));
  if (((high - 0x6147a) | (0x6b851 - high)) > 0) {
    const squares = 0.5 * f * f;
    return k === 0 ? f - (squares - s * (squares + r)) : k * ln2High - (squares - (s * (squares + r) + k * ln2Low) - f);
  }
  return k === 0 ? f - s * (f - r) : k * ln2High - (s * (f - r) - k * ln2Low - f);
}

/** log(1 + x) without the loss near 0. */
export function log1p(x: number): number {
  if (!(x > -1)) return x === -1 ? -Infinity : NaN;
  if (x === Infinity) return Infinity;
  const high = highWord(x);
  const size = high & 0x7fffffff;
  let k = 1;
  let f = 0;
  let rest = 1;
  let c = 0;
  if (high < 0x3fda827a) {
    if (size < 0x3e200000) return size < 0x3c900000 ? x : x - x * x * 0.5;
    if (high > 0 || high <= (0xbfd2bec4 | 0)) {
      k = 0;
      f = x;
    }
  }
  if (k !== 0) {
    let u = x;
    if (high < 0x43400000) {
      u = 1 + x;
      k = (highWord(u) >> 20) - 1023;
      c = (k > 0 ? 1 - (u - x) : x - (u - 1)) / u;
    } else {
      k = (high >> 20) - 1023;
    }
    rest = highWord(u) & 0x000fffff;
    if (rest < 0x6a09e) {
      u = withHighWord(u, rest | 0x3ff00000);
    } else {
      k += 1;
      u = withHighWord(u, rest | 0x3fe00000);
      rest = (0x00100000 - rest) >> 2;
    }
    f = u - 1;
  }
  const squares = 0.5 * f * f;
  if (rest === 0) {
    if (f === 0) return k === 0 ? 0 : k * ln2High + (c + k * ln2Low);
    const r = squares * (1 - 0.66666666666666666 * f);
    return k === 0 ? f - r : k * ln2High - (r - (k * ln2Low + c) - f);
  }
  const s = f / (2 + f);
  const z = s * s;
  const r = z * (l1 + z * (l2 + z * (l3 + z * (l4 + z * (l5 + z * (l6 + z * l7))))));
  return k === 0 ? f - (squares - s * (squares + r)) : k * ln2High - (squares - (s * (squares + r) + (k * ln2Low + c)) - f);
}
