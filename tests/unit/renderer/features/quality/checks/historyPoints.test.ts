import { expect, it } from 'vitest';
import { checkSchema } from '@shared/areas/qualitySchema';
import { historyPoints, type QualityHistory } from '../../../../../../src/renderer/features/quality/checks/historyPoints';
import { sortedText } from '../../../../../../src/renderer/features/quality/draft/sortedText';

const range = checkSchema.parse({ check: 'range', column: 'price', args: { max: 9 } });
const entry = (number: number, results: QualityHistory[number]['results']): QualityHistory[number] => ({ snapshotId: `s${number}`, number, createdAt: number, results });
const result = (args: object, failureShare: number, figure: number | null = null): QualityHistory[number]['results'][number] => ({ key: sortedText(['range', ['price'], args, null]), column: 'price', check: 'range', success: failureShare === 0, failureShare, figure });

it('takes the same rule where it is, else one of its kind, and the last check of a version', () => {
  const history = [entry(1, [result({ max: 5 }, 0.5)]), entry(2, [result({ max: 5 }, 0.4), result({ max: 9 }, 0.1)]), entry(2, [result({ max: 9 }, 0.2)])];
  expect(historyPoints(history, range, true)).toEqual([{ number: 1, value: 0.5 }, { number: 2, value: 0.2 }]);
});

it('a check of one figure has its figure, where there was one', () => {
  expect(historyPoints([entry(1, [result({ max: 9 }, 0, 3)]), entry(2, [result({ max: 9 }, 0)]), entry(3, [result({ max: 9 }, 0, 4.5)])], range, false)).toEqual([{ number: 1, value: 3 }, { number: 3, value: 4.5 }]);
});
