/**
 * Ranks the encodings that bytes which are no UTF-8 may be written in, by how ordinary the characters would be.
 * The weights follow how the code pages are laid out: common Chinese characters fill lead bytes B0 to D7, kana 82 and 83,
 * and a Western letter beyond ASCII stands alone or in pairs between plain ones.
 */
import type { Encoding } from '@shared/areas/datasets';
import { decodeHead } from './decodedText';

interface Candidate {
  readonly encoding: Encoding;
  /** 0 to 1: how ordinary the bytes beyond ASCII would be; null where they do not fit at all. */
  readonly score: number;
}

/** The best first; empty where no encoding fits. `complete` false: the bytes may end inside a character. */
export function proposeEncodings(bytes: Buffer, complete: boolean): Encoding[] {
  const candidates: Candidate[] = [
    { encoding: 'windows-1252', score: westernScore(bytes) },
    { encoding: 'gb18030', score: pairScore(bytes, chinesePair) },
    { encoding: 'shift_jis', score: pairScore(bytes, japanesePair) },
    // Where both fit they read the same, and then Windows-1252 is the likelier name.
    { encoding: 'iso-8859-1', score: westernScore(bytes) - 0.01 },
  ];
  return candidates
    .filter(({ encoding }) => isReadable(bytes, encoding, complete))
    .sort((a, b) => b.score - a.score)
    .map(({ encoding }) => encoding);
}

/**
 * True where the bytes read as common Chinese or Japanese characters. About a fifth of such pairs look like UTF-8 by
 * accident; where most do, the text is UTF-8 that something else was mixed into.
 */
export function looksEastAsian(bytes: Buffer): boolean {
  const beyondAscii = bytes.reduce((count, byte) => count + (byte >= 0x80 ? 1 : 0), 0);
  return Math.max(pairScore(bytes, chinesePair), pairScore(bytes, japanesePair)) > 0.65 && countUtf8Bytes(bytes) < 0.6 * beyondAscii;
}

/** Bytes in sequences that only UTF-8 forms in practice: a Western text may hold an É before a closing quote, but hardly an Ã before a sign. */
export function countUtf8Bytes(bytes: Buffer): number {
  let count = 0;
  for (let i = 0; i < bytes.length; i++) {
    const lead = bytes[i] ?? 0;
    const following = lead >= 0xf0 && lead <= 0xf4 ? 3 : lead >= 0xe1 && lead <= 0xef ? 2 : lead >= 0xc2 && lead <= 0xdf ? 1 : 0;
    if (following === 0 || !continues(bytes, i, following)) continue;
    if (following > 1 || lead <= 0xc3 || !typographic.has(bytes[i + 1] ?? 0)) count += following + 1;
    i += following;
  }
  return count;
}

/** Dashes, quotes, dots and spaces of Windows-1252 that follow a letter. */
const typographic = new Set([0x82, 0x84, 0x85, 0x91, 0x92, 0x93, 0x94, 0x96, 0x97, 0xa0, 0xab, 0xbb]);

function continues(bytes: Buffer, at: number, following: number): boolean {
  for (let i = 1; i <= following; i++) if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return false;
  return true;
}

function isReadable(bytes: Buffer, encoding: Encoding, complete: boolean): boolean {
  try {
    return !/[\u0080-\u009f]/u.test(decodeHead(bytes, encoding, complete));
  } catch {
    return false;
  }
}

function westernScore(bytes: Buffer): number {
  let sum = 0;
  let beyond = 0;
  let run = 0;
  for (let i = 0; i <= bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    if (byte >= 0x80) {
      beyond++;
      run++;
      const besideLetter = isLetter(bytes[i - 1] ?? 0) || isLetter(bytes[i + 1] ?? 0);
      sum += byte >= 0xc0 && byte !== 0xd7 && byte !== 0xf7 ? (besideLetter ? 1 : 0.7) : 0.5;
    } else {
      // Three in a row are hardly ever Western words.
      if (run > 2) sum -= 0.8 * run;
      run = 0;
    }
  }
  return beyond === 0 ? 0 : Math.max(0, sum / beyond);
}

function isLetter(byte: number): boolean {
  return (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122);
}

/** Weight of a character that begins at lead, and how many bytes it takes. Weight 0 says nothing either way. */
type WeighPair = (lead: number, trail: number) => { readonly weight: number; readonly length: 1 | 2 | 4 };

function chinesePair(lead: number, trail: number): ReturnType<WeighPair> {
  // Four bytes: emoji and all that the older sets did not have.
  if (trail >= 0x30 && trail <= 0x39) return { weight: 0, length: 4 };
  const inSet = trail >= 0xa1 && trail <= 0xfe;
  const weight = !inSet ? 0.1 : lead >= 0xb0 && lead <= 0xd7 ? 1 : lead >= 0xa1 && lead <= 0xa9 ? 0.8 : lead >= 0xd8 && lead <= 0xf7 ? 0.5 : 0.1;
  return { weight, length: 2 };
}

function japanesePair(lead: number, trail: number): ReturnType<WeighPair> {
  if (lead >= 0xa1 && lead <= 0xdf) return { weight: 0.3, length: 1 };
  const kana = (lead === 0x82 && trail >= 0x9f) || (lead === 0x83 && trail <= 0x96);
  const weight = kana ? 1 : lead >= 0x88 && lead <= 0x97 ? 0.9 : lead === 0x81 ? 0.7 : (lead >= 0x98 && lead <= 0x9f) || (lead >= 0xe0 && lead <= 0xea) ? 0.4 : 0.1;
  return { weight, length: 2 };
}

function pairScore(bytes: Buffer, weigh: WeighPair): number {
  let sum = 0;
  let characters = 0;
  for (let i = 0; i < bytes.length; i++) {
    const lead = bytes[i] ?? 0;
    if (lead < 0x80) continue;
    const { weight, length } = weigh(lead, bytes[i + 1] ?? 0);
    sum += weight;
    if (weight > 0) characters++;
    i += length - 1;
  }
  return characters === 0 ? 0 : sum / characters;
}
