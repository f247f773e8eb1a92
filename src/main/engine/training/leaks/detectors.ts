/** All leak detectors, the most telling first. A new kind is one file and one line here. */
import { fakeDefault } from './fakeDefault';
import { granularity } from './granularity';
import { missingPattern } from './missingPattern';
import { nearCopy } from './nearCopy';
import { outcomeName } from './outcomeName';
import { repeatedNumber } from './repeatedNumber';
import { runningNumber } from './rowOrder';
import { singleSkill } from './singleSkill';
import type { LeakDetector } from './study';
import { sumOfColumns } from './sumOfColumns';

export const detectors: readonly LeakDetector[] = [singleSkill, nearCopy, sumOfColumns, granularity, fakeDefault, missingPattern, repeatedNumber, runningNumber, outcomeName];
