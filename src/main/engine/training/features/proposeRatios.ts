/**
 * Pairs of columns worth dividing, by evidence in names, units and scale of the training rows alone; the target is never
 * looked at. Prices by the price they are compared with (discount), charges by the price they come on top of, and counts
 * by the count they are a part of.
 */
import { distinctSorted, median } from '@engine/math';
import { findColumn } from '../table';
import type { TrainingTable } from '../types';
import { finiteNumbersOf } from './finiteNumbers';
import type { RatioPair } from './ratioFeature';
import { nameWords } from './words';

const mostRatios = 12;
/** Columns of each sort that are compared with each other: pairs grow with the square. */
const mostOfASort = 40;
/** Medians of two prices in one currency lie within this factor. */
const furthestScale = 20;

const priceWords = new Set(['price', 'cost', 'msrp', 'rrp', 'preis', 'prix', 'precio', 'prezzo', 'preco', 'prijs']);
/** The price another one is measured against. */
const referenceWords = new Set(['retail', 'list', 'original', 'regular', 'msrp', 'rrp', 'before', 'old', 'competitor', 'comp', 'market', 'reference', 'recommended']);
const chargeWords = new Set(['shipping', 'delivery', 'freight', 'postage', 'fee', 'tax', 'versand', 'livraison']);
const countWords = new Set(['count', 'counts', 'quantity', 'qty', 'number', 'units', 'orders', 'visits', 'views', 'clicks', 'reviews', 'ratings', 'inventory', 'stock', 'anzahl', 'nombre']);
/** Words that do not say what is counted. */
const emptyWords = new Set(['count', 'counts', 'quantity', 'qty', 'number', 'total', 'of', 'the', 'all', 'sum', 'product', 'item', 'items']);

interface Candidate {
  readonly name: string;
  readonly words: readonly string[];
  readonly values: Float64Array;
  readonly middle: number;
  readonly whole: boolean;
}

/** @param columns that may be features; ids, dates and flags among them are passed over. */
export function proposeRatios(table: TrainingTable, columns: readonly string[], rows: Int32Array): readonly RatioPair[] {
  const prices = candidates(table, columns, rows, priceWords);
  const counts = candidates(table, columns, rows, countWords).filter(({ whole, name }) => whole && !prices.some((price) => price.name === name));
  return [...pricePairs(prices), ...countPairs(counts)].slice(0, mostRatios).flatMap(({ column, by, form }) => {
    const over = findColumn(table, column);
    const under = findColumn(table, by);
    return over && under ? [{ column: over, by: under, form }] : [];
  });
}

type NamedPair = { readonly column: string; readonly by: string; readonly form: RatioPair['form'] };

function candidates(table: TrainingTable, columns: readonly string[], rows: Int32Array, vocabulary: ReadonlySet<string>): readonly Candidate[] {
  const found: Candidate[] = [];
  for (const name of columns) {
    if (found.length === mostOfASort) break;
    const words = nameWords(name);
    if (!words.some((word) => vocabulary.has(word))) continue;
    const column = findColumn(table, name);
    if (column?.kind !== 'number' || (column.type !== 'integer' && column.type !== 'decimal')) continue;
    const values = finiteNumbersOf(column, rows);
    const present = distinctSorted(values.filter((value) => !Number.isNaN(value)));
    if (present.length < 3 || present[0]! < 0) continue;
    found.push({ name, words, values, middle: median(values.filter((value) => !Number.isNaN(value))) ?? 0, whole: present.every(Number.isInteger) });
  }
  return found;
}

/** Each charge by the first plain price, then each plain price by each reference price. */
function pricePairs(prices: readonly Candidate[]): NamedPair[] {
  const has = ({ words }: Candidate, vocabulary: ReadonlySet<string>): boolean => words.some((word) => vocabulary.has(word));
  const charges = prices.filter((price) => has(price, chargeWords));
  const goods = prices.filter((price) => !has(price, chargeWords));
  const references = goods.filter((price) => has(price, referenceWords));
  const plain = goods.filter((price) => !has(price, referenceWords));
  const sameScale = (a: Candidate, b: Candidate): boolean => a.middle > 0 && b.middle > 0 && Math.max(a.middle / b.middle, b.middle / a.middle) <= furthestScale;
  const discounts = plain.flatMap((price) => references.filter((reference) => sameScale(price, reference)).map((reference): NamedPair => ({ column: price.name, by: reference.name, form: 'discount' })));
  const [main] = plain;
  const shares = main ? charges.filter((charge) => sameScale(charge, main)).map((charge): NamedPair => ({ column: charge.name, by: main.name, form: 'share' })) : [];
  return [...discounts, ...shares];
}

/** Each part by the whole whose name is nearest: never more than it in any training row, less in some. */
function countPairs(counts: readonly Candidate[]): NamedPair[] {
  return counts.flatMap((part): NamedPair[] => {
    const wholes = counts
      .filter((whole) => whole !== part && likeness(part, whole) > 0 && isPartOf(part, whole))
      .sort((a, b) => likeness(part, b) - likeness(part, a) || a.middle - b.middle);
    return wholes[0] ? [{ column: part.name, by: wholes[0].name, form: 'share' }] : [];
  });
}

/** Jaccard index of the words that say what is counted. */
function likeness(a: Candidate, b: Candidate): number {
  const telling = ({ words }: Candidate): Set<string> => new Set(words.filter((word) => !emptyWords.has(word)));
  const [one, other] = [telling(a), telling(b)];
  const union = new Set([...one, ...other]).size;
  return union === 0 ? 0 : (one.size + other.size - union) / union;
}

function isPartOf(part: Candidate, whole: Candidate): boolean {
  let less = false;
  for (let i = 0; i < part.values.length; i++) {
    if (part.values[i]! > whole.values[i]!) return false;
    less ||= part.values[i]! < whole.values[i]!;
  }
  return less;
}
