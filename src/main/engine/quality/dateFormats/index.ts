/** Dates and times in text: by a strftime format, by ISO 8601, and as people write them. */
export { isoDate, isoDateTime, isoTime, type DateParts } from './dateParts';
export { isFormat, parseByFormat } from './parseByFormat';
export { parseFreely, type Today } from './parseFreely';
export { parseIso } from './parseIso';
