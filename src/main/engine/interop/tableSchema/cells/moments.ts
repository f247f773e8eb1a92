/** Cells of the types date, time and datetime: the default form, any form people write, or a strftime format. */
import { isoDate, isoDateTime, isoTime, parseByFormat, parseFreely, parseIso, type DateParts } from '../../../quality';
import { textReader, type MakeReader } from './cell';

type ReadDefault = (text: string) => DateParts | null;

export const dateReader = momentReader((text) => parseByFormat(text, '%Y-%m-%d'), isoDate);

/** Shorter forms that ISO 8601 allows are not the default. */
export const datetimeReader = momentReader((text) => (text.length >= 19 && text[16] === ':' ? parseIso(text) : null), isoDateTime);

export const timeReader = momentReader((text) => (text.length >= 8 && text[5] === ':' ? parseIso(`2000-01-01T${text}`) : null), isoTime);

function momentReader(readDefault: ReadDefault, write: (parts: DateParts) => string): MakeReader {
  return ({ format }, today) => {
    // The prefix is an old way to write a format.
    const pattern = format.replace(/^fmt:/, '');
    const read: ReadDefault = pattern === 'default' ? readDefault : pattern === 'any' ? (text) => parseFreely(text, today) : (text) => parseByFormat(text, pattern);
    return textReader((text) => {
      const parts = read(text);
      return parts === null ? null : { $iso: write(parts) };
    });
  };
}
