/** Finds the very place of an odd character in the source: its line, column and byte, where only the line of its row was known. */
import { open } from 'node:fs/promises';
import type { Encoding } from '@shared/areas/datasets';
import { locateNotices } from './locateNotices';
import type { Notice } from './notices';
import { oddCharacters } from './oddCharacters';

/** A character further on in its row is not looked for. */
const mostBytes = 1 << 16;

export async function pointAtOddCharacters(path: string, encoding: Encoding, notices: readonly Notice[]): Promise<Notice[]> {
  const located = await locateNotices(path, encoding, notices);
  const pointed: Notice[] = [];
  for (const notice of located) {
    const pattern = oddCharacters.find(({ code }) => code === notice.code)?.pattern;
    pointed.push(pattern === undefined || notice.offset === undefined ? notice : await pointAt(path, encoding, notice, notice.offset, new RegExp(pattern, 'u')));
  }
  return pointed;
}

async function pointAt(path: string, encoding: Encoding, notice: Notice, start: number, pattern: RegExp): Promise<Notice> {
  const text = new TextDecoder(encoding === 'utf-16-le' ? 'utf-16le' : encoding === 'utf-16-be' ? 'utf-16be' : encoding, { ignoreBOM: true }).decode(await bytesFrom(path, start));
  const at = text.search(pattern);
  const bytes = byteLength(text.slice(0, at), encoding);
  if (at === -1 || bytes === null) return notice;
  const lines = text.slice(0, at).split(/\r\n|\r|\n/);
  return { ...notice, line: (notice.line ?? 1) + lines.length - 1, column: [...(lines.at(-1) ?? '')].length + 1, offset: start + bytes };
}

/** Null for encodings whose characters take a varying number of bytes that only their decoder knows. */
function byteLength(text: string, encoding: Encoding): number | null {
  if (encoding === 'utf-8') return Buffer.byteLength(text);
  if (encoding === 'utf-16-le' || encoding === 'utf-16-be') return 2 * text.length;
  return encoding === 'windows-1252' || encoding === 'iso-8859-1' ? text.length : null;
}

async function bytesFrom(path: string, position: number): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(mostBytes), 0, mostBytes, position);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
