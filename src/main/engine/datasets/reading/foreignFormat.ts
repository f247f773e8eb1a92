/** Tells by its first bytes that a file is of a kind that holds no delimited text, however it is named. */
import { datasetsMessages } from '@shared/messages/datasets';

const { formats } = datasetsMessages.refused;

/** In hexadecimal. */
const starts: readonly (readonly [bytes: string, format: string])[] = [
  ['1f8b', formats.gzip],
  ['fd377a585a00', formats.archive],
  ['377abcaf271c', formats.archive],
  ['526172211a07', formats.archive],
  ['28b52ffd', formats.archive],
  ['25504446', formats.pdf],
  ['89504e47', formats.png],
  ['ffd8ff', formats.jpeg],
  ['53514c69746520666f726d6174', formats.sqlite],
  ['4152524f5731', formats.arrow],
  ['7b5c727466', formats.rtf],
];

/** The format in words, or null where the bytes may be delimited text. */
export function foreignFormat(head: Buffer): string | null {
  const start = head.subarray(0, 16).toString('hex');
  const known = starts.find(([bytes]) => start.startsWith(bytes))?.[1];
  if (known !== undefined) return known;
  const text = head.toString('utf8').replace(/^\uFEFF/, '').trimStart();
  // Shops and banks name pages with a table in them as Excel files.
  if (/^<(!doctype\s+html|html|head|body|table|meta)[\s>]/i.test(text)) return formats.html;
  if (/^<\?xml\s/i.test(text)) return formats.xml;
  return isJson(text) ? formats.json : null;
}

/** An object, or a list of objects or lists, on the first line or begun there: no header of a table looks so. */
function isJson(text: string): boolean {
  if (/^\[\s*[[{]/.test(text)) return true;
  if (!/^\{\s*("[^"]*"\s*:|\}|$)/m.test(text) || !text.startsWith('{')) return false;
  const [line = ''] = text.split(/\r?\n/, 1);
  return line.length === text.length || /[[{,:]\s*$/.test(line) || parses(line);
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
