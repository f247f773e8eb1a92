/**
 * Hashed TF-IDF: the parts of a text counted in a fixed number of buckets, weighted by how rare a bucket is among the
 * training rows, each row scaled to length 1. As scikit-learn's HashingVectorizer followed by TfidfTransformer (smooth idf, l2).
 */
import { z } from 'zod';
import type { FeatureColumns } from './featureKind';
import { murmurHash3 } from './murmurHash3';

export const hashedWordsSchema = z.object({
  /** Hash of a part's UTF-8 bytes, seed 0; its absolute value modulo the number of buckets is the bucket. */
  hash: z.literal('murmurhash3-32'),
  /** A part whose hash is negative counts -1, so that parts sharing a bucket cancel instead of adding up. */
  signed: z.boolean(),
  /** Weight per bucket: ln((1 + rows) / (1 + rows with the bucket)) + 1. */
  idf: z.array(z.number()).min(1),
});
export type HashedWords = z.infer<typeof hashedWordsSchema>;

export interface HashedPart {
  readonly bucket: number;
  readonly sign: 1 | -1;
}

export function hashPart(part: string, buckets: number, signed: boolean): HashedPart {
  const hash = murmurHash3(part);
  return { bucket: Math.abs(hash) % buckets, sign: signed && hash < 0 ? -1 : 1 };
}

/** @param rows parts of each training row; null where the text is missing. */
export function fitHashedWords(rows: Iterable<readonly string[] | null>, buckets: number, signed: boolean): HashedWords {
  const rowsWith = new Float64Array(buckets);
  let count = 0;
  for (const parts of rows) {
    count += 1;
    for (const bucket of new Set((parts ?? []).map((part) => hashPart(part, buckets, signed).bucket))) rowsWith[bucket]! += 1;
  }
  return { hash: 'murmurhash3-32', signed, idf: Array.from(rowsWith, (seen) => Math.log((1 + count) / (1 + seen)) + 1) };
}

/** Bucket and weight of each bucket the parts fall into; the weights of a row have length 1, or there are none. */
export function weighParts(parts: readonly string[], { idf, signed }: HashedWords): readonly (readonly [bucket: number, weight: number])[] {
  const counts = new Map<number, number>();
  for (const part of parts) {
    const { bucket, sign } = hashPart(part, idf.length, signed);
    counts.set(bucket, (counts.get(bucket) ?? 0) + sign);
  }
  const weights = [...counts].sort(([a], [b]) => a - b).map(([bucket, count]) => [bucket, count * idf[bucket]!] as const);
  const length = Math.sqrt(weights.reduce((squares, [, weight]) => squares + weight * weight, 0));
  return length === 0 ? [] : weights.map(([bucket, weight]) => [bucket, weight / length] as const);
}

export function emptyBuckets({ idf }: HashedWords, rows: number): FeatureColumns {
  return idf.map(() => new Float64Array(rows));
}
