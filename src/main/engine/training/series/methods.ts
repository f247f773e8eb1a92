/** The methods for one series: one file each, one line here. */
import type { SeriesMethod } from '@shared/areas/tracking';
import { croston, sba } from './croston';
import { drift } from './drift';
import { ets } from './ets';
import { holtWinters } from './holtWinters';
import type { LocalMethod } from './method';
import { naive } from './naive';
import { seasonalNaive } from './seasonalNaive';
import { ses } from './ses';
import { theta } from './theta';
import { tsb } from './tsb';
import { shortWindowMean, windowMean, windowMedian } from './windows';

export const localMethods: readonly LocalMethod[] = [naive, seasonalNaive, drift, windowMean, shortWindowMean, windowMedian, ses, croston, sba, tsb, theta, holtWinters, ets];

export function findLocalMethod(kind: SeriesMethod): LocalMethod | undefined {
  return localMethods.find((method) => method.kind === kind);
}
