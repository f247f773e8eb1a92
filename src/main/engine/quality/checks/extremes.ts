/** The smallest and the largest value lie between bounds. */
import { checkMessages } from '@shared/messages/checks';
import { extremeBetween } from './figureBetween';

export const smallest = extremeBetween('smallest', checkMessages.figures.smallest, 'min');
export const largest = extremeBetween('largest', checkMessages.figures.largest, 'max');
