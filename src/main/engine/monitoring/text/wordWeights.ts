/** TF-IDF of short texts as scikit-learn 1.9.1 weighs them: sublinear counts, smooth idf, rows of length 1, no stop words, no word of over half the texts. */
import { stopWords } from './stopWords';

export interface SparseRow {
  readonly words: Int32Array;
  readonly weights: Float64Array;
}

export interface WordModel {
  readonly vocabulary: readonly string[];
  weigh(text: string): SparseRow;
}

const largestShare = 0.5;

export function learnWords(texts: readonly string[]): WordModel {
  const frequency = new Map<string, number>();
  for (const text of texts) for (const word of new Set(wordsOf(text))) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const vocabulary = [...frequency].filter(([, rows]) => rows <= largestShare * texts.length).map(([word]) => word).sort();
  const places = new Map(vocabulary.map((word, place) => [word, place]));
  const inverse = vocabulary.map((word) => Math.log((1 + texts.length) / (1 + (frequency.get(word) ?? 0))) + 1);
  return {
    vocabulary,
    weigh(text) {
      const counts = new Map<number, number>();
      for (const word of wordsOf(text)) {
        const place = places.get(word);
        if (place !== undefined) counts.set(place, (counts.get(place) ?? 0) + 1);
      }
      const words = Int32Array.from(counts.keys()).sort();
      const weights = Float64Array.from(words, (place) => (1 + Math.log(counts.get(place) ?? 1)) * inverse[place]!);
      const length = Math.sqrt(weights.reduce((total, weight) => total + weight * weight, 0));
      return { words, weights: length === 0 ? weights : weights.map((weight) => weight / length) };
    },
  };
}

function wordsOf(text: string): readonly string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}_]{2,}/gu) ?? []).filter((word) => !stopWords.has(word));
}
