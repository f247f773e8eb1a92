/** Expected values: scikit-learn 1.9.1, murmurhash3_32 and HashingVectorizer(n_features=8, norm=None) with TfidfTransformer(smooth_idf=True, norm='l2'). */
import { describe, expect, it, test } from 'vitest';
import { fitHashedWords, hashPart, weighParts } from '@engine/training/features/hashedWords';
import { murmurHash3 } from '@engine/training/features/murmurHash3';

describe('MurmurHash3', () => {
  test.each([
    ['', 0],
    ['a', 1009084850],
    ['ab', -1681926305],
    ['abc', -1277324294],
    ['abcd', 1139631978],
    ['summer', -780034672],
    ['été', 865297935],
    ['women s fashion', -122730482],
    ['夏季', -1169982596],
    ['x'.repeat(37), -1005983109],
  ])('of "%s" is %i', (text, hash) => expect(murmurHash3(text)).toBe(hash));
});

const documents = [['summer', 'dress', 'summer', 'red'], ['dress', 'blue'], ['été', 'robe', 'summer'], [], ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']];
const idf = [1.5108256237659907, 2.6094379124341005, 1.916290731874155, 1.916290731874155, 2.6094379124341005, 1.916290731874155, 2.6094379124341005, 1.2231435513142097];

describe('hashed TF-IDF', () => {
  it.each([
    [true, [
      [-0.7990927223856119, 0, 0, -0.5067738969102946, 0, 0, 0, -0.32346721385745636],
      [0, 0, 0, 0, 0, -0.8429263481500496, 0, -0.5380289691033573],
      [-0.5534923152870045, 0, -0.7020348194149619, 0, 0, 0, 0, 0.4480997313625986],
      [0, 0, 0, 0, 0, 0, 0, 0],
      [0, -0.4250856979203465, 0, 0.6243396551383468, 0, -0.6243396551383468, 0, 0.1992539572180002],
    ]],
    [false, [
      [0.7990927223856119, 0, 0, 0.5067738969102946, 0, 0, 0, 0.32346721385745636],
      [0, 0, 0, 0, 0, 0.8429263481500496, 0, 0.5380289691033573],
      [0.5534923152870045, 0, 0.7020348194149619, 0, 0, 0, 0, 0.4480997313625986],
      [0, 0, 0, 0, 0, 0, 0, 0],
      [0, 0.360578924358575, 0.5295960847084837, 0.5295960847084837, 0, 0.5295960847084837, 0, 0.16901716034990866],
    ]],
  ])('signed %s: idf of the training rows, rows of length 1', (signed, expected) => {
    const fitted = fitHashedWords(documents.slice(0, 4), 8, signed);
    fitted.idf.forEach((weight, bucket) => expect(weight).toBeCloseTo(idf[bucket]!, 14));
    documents.forEach((parts, row) => {
      const weights = new Array<number>(8).fill(0);
      for (const [bucket, weight] of weighParts(parts, fitted)) weights[bucket] = weight;
      weights.forEach((weight, bucket) => expect(weight).toBeCloseTo(expected[row]![bucket]!, 14));
    });
  });

  it('counts a missing text as a row without words', () => {
    expect(fitHashedWords([['a'], null, null], 1, true).idf).toEqual([Math.log(4 / 2) + 1]);
  });

  it('puts every part into a bucket that is there', () => {
    for (let i = 0; i < 1000; i++) {
      const { bucket, sign } = hashPart(`word ${i}`, 7, true);
      expect(bucket).toBeGreaterThanOrEqual(0);
      expect(bucket).toBeLessThan(7);
      expect(Math.abs(sign)).toBe(1);
    }
  });
});
