/** Two-sample test of Cramér and von Mises: exact up to 20 rows a side, the limiting distribution beyond. */
import { EngineError } from '@shared/contract/errors';
import { cramerVonMisesPValue } from '../../math';
import { numbersOfSample } from '../sample';
import { countedMethod } from './method';

export const cramerVonMises = countedMethod({
  name: 'cramer_von_mises',
  types: ['num'],
  threshold: 0.1,
  measure: 'p-value',
  rule: '<=',
  score(sample) {
    numbersOfSample(sample);
    const { reference, current, referenceRows, currentRows } = sample;
    if (referenceRows < 2 || currentRows < 2) throw new EngineError('invalid-input', 'The test of Cramér and von Mises needs at least two values a side.');
    let [below, place, placeNow, squares, squaresNow] = [0, 0, 0, 0, 0];
    for (let i = 0; i < reference.length; i++) {
      const [r, c] = [reference[i]!, current[i]!];
      const rank = below + (r + c + 1) / 2;
      for (let k = 0; k < r; k++) squares += (rank - ++place) ** 2;
      for (let k = 0; k < c; k++) squaresNow += (rank - ++placeNow) ** 2;
      below += r + c;
    }
    return cramerVonMisesPValue(referenceRows * squares + currentRows * squaresNow, referenceRows, currentRows);
  },
});
