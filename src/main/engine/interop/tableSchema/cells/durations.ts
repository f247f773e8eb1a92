/** Cells of the type duration: ISO 8601 durations as isodate reads them, whole parts in their order, also weeks and a sign. */
import { textReader, type MakeReader } from './cell';

const part = (unit: string): string => `(?:\\d+(?:[.,]\\d+)?${unit})?`;
const form = new RegExp(`^[+-]?P(?!$)${part('Y')}${part('M')}${part('W')}${part('D')}(?:T${part('H')}${part('M')}${part('S')})?$`);

export const durationReader: MakeReader = () => textReader((text) => (form.test(text) ? { $iso: text } : null));
