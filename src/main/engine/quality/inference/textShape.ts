/** The common form of codes: SKU-0042 and SKU-1137 are both `SKU-\d{4}`. */

interface Part {
  readonly kind: 'digits' | 'upper' | 'lower' | 'other';
  readonly text: string;
}

const hexadecimal = /^[0-9a-f]+$/;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const mostParts = 8;

/** An RE2 pattern that all values match as a whole, or null where they share no form worth checking. */
export function commonPattern(values: readonly string[]): string | null {
  const [first] = values;
  if (first === undefined) return null;
  if (values.every((value) => uuid.test(value))) return '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';
  if (first.length >= 8 && values.every((value) => value.length === first.length && hexadecimal.test(value)) && values.some((value) => /[a-f]/.test(value))) return `[0-9a-f]{${first.length}}`;
  const split = values.map(splitParts);
  const model = split[0] ?? [];
  if (model.length === 0 || model.length > mostParts || !model.some(({ kind }) => kind === 'digits')) return null;
  const same = split.every((parts) => parts.length === model.length && parts.every(({ kind, text }, i) => kind === model[i]?.kind && (kind !== 'other' || text === model[i]?.text)));
  return same ? model.map((_, i) => partPattern(split.map((parts) => parts[i]?.text ?? ''), model[i]?.kind ?? 'other')).join('') : null;
}

function splitParts(value: string): Part[] {
  return [...value.matchAll(/(\d+)|([A-Z]+)|([a-z]+)|([^\dA-Za-z]+)/g)].map(([text, digits, upper, lower]) => ({ text, kind: digits !== undefined ? 'digits' : upper !== undefined ? 'upper' : lower !== undefined ? 'lower' : 'other' }));
}

const classes = { digits: '\\d', upper: '[A-Z]', lower: '[a-z]', other: '' };

function partPattern(texts: readonly string[], kind: Part['kind']): string {
  const first = texts[0] ?? '';
  if (kind === 'other' || (kind !== 'digits' && texts.every((text) => text === first))) return escapeLiteral(first);
  const lengths = texts.map((text) => text.length);
  const shortest = lengths.reduce((a, b) => Math.min(a, b));
  const longest = lengths.reduce((a, b) => Math.max(a, b));
  return `${classes[kind]}${shortest === longest ? `{${shortest}}` : `{${shortest},${longest}}`}`;
}

function escapeLiteral(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
