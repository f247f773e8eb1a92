/**
 * Guesses the sign that divides the columns: the one whose records agree most on their width, among equals the wider table.
 * Where another divides the lines as evenly and its cells look no less like values, nobody can know, and it is asked.
 * Width and looks of the cells together are what van den Burg, Nazabal and Sutton (2019) call consistency.
 */
import type { SampleRecords } from './csvReader';
import { commonWidth, isBlank, isTyped, readLoosely } from './sampleRecords';

const delimiters = [',', ';', '\t', '|'] as const;
const equal = 1e-9;

/** A delimiter that may be meant, with the cells of the first record under it. */
export interface Rival {
  readonly delimiter: string;
  readonly first: readonly string[];
}

export interface DelimiterGuess {
  readonly delimiter: string;
  /** All that may be meant, the guess first; none where it stands alone. */
  readonly rivals: readonly Rival[];
}

type Sample = SampleRecords & { readonly delimiter: string };

/** One whose quotes cannot be read counts only where no other fits. */
export function guessDelimiter(text: string, whole: boolean, quote: string, escape: string | undefined): DelimiterGuess {
  const samples = sampleAll(text, whole, quote, escape);
  const guess = widestAgreed(samples.filter(({ problem }) => problem === null)) ?? widestAgreed(samples.filter(({ problem }) => problem !== null));
  return guess ?? { delimiter: mostFrequent(samples.filter(({ problem }) => problem !== null), text), rivals: [] };
}

/** Where already the first quotes cannot be read, the sign that the text holds most often names the fault best. */
function mostFrequent(samples: readonly Sample[], text: string): string {
  const counts = samples.map(({ delimiter }) => ({ delimiter, count: text.split(delimiter).length }));
  return counts.reduce((most, each) => (each.count > most.count ? each : most), { delimiter: ',', count: 1 }).delimiter;
}

/** Quotes do not close as they stand, but do where a backslash escapes them. */
export function closesWithEscapes(text: string, whole: boolean, quote: string): boolean {
  if (!text.includes(`\\${quote}`)) return false;
  const closing = (escape: string | undefined): Sample[] => sampleAll(text, whole, quote, escape).filter(({ problem }) => problem === null);
  const plain = closing(undefined);
  return plain.length < delimiters.length && widestAgreed(plain) === null && closing('\\').length > 0;
}

function sampleAll(text: string, whole: boolean, quote: string, escape: string | undefined): Sample[] {
  return delimiters.map((delimiter) => ({ delimiter, ...readLoosely(text, whole, { delimiter, quote, escape }) }));
}

interface Candidate {
  readonly delimiter: string;
  readonly records: readonly string[][];
  readonly width: number;
  /** Of the records, those of that width. */
  readonly share: number;
}

function widestAgreed(samples: readonly Sample[]): DelimiterGuess | null {
  const candidates = samples
    .map(({ delimiter, records }): Candidate => {
      const filled = records.filter((record) => !isBlank(record));
      return { delimiter, records: filled, ...commonWidth(filled) };
    })
    .filter(({ width }) => width > 1);
  const agreement = Math.max(...candidates.map(({ share }) => share));
  const agreed = candidates.filter(({ share }) => share > agreement - equal);
  const [best, ...others] = [...agreed].sort((a, b) => b.width - a.width);
  if (!best) return null;
  if (others.length === 0) return { delimiter: best.delimiter, rivals: [] };
  const looks = new Map(agreed.map((candidate) => [candidate, valueShare(candidate)]));
  const looksOf = (candidate: Candidate): number => looks.get(candidate) ?? 0;
  const rivals = others.filter((other) => other.width === best.width || looksOf(other) > looksOf(best) + equal);
  const all = rivals.length === 0 ? [] : [best, ...rivals].sort((a, b) => looksOf(b) - looksOf(a));
  return { delimiter: best.delimiter, rivals: all.map(({ delimiter, records }) => ({ delimiter, first: records[0] ?? [] })) };
}

/** Of the cells that are not empty, those that look like a number, a date or a truth value; the first record may hold names. */
function valueShare({ records }: Candidate): number {
  const cells = (records.length > 1 ? records.slice(1) : records).flat().filter((cell) => cell !== '');
  return cells.length === 0 ? 0 : cells.filter((cell) => isTyped(cell.trim())).length / cells.length;
}
