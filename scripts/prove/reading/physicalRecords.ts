/**
 * Reads a file character by character, as slowly and plainly as can be, to count what the product says it read.
 * It shares no code with the product: its own decoding (iconv-lite), its own quotes, its own line ends.
 */
import iconv from 'iconv-lite';
import type { Reading } from '@shared/areas/datasets';

export interface PhysicalRecord {
  readonly cells: readonly string[];
  /** An empty line. */
  readonly blank: boolean;
}

const encodingNames: Partial<Record<Reading['encoding'], string>> = { 'utf-16-le': 'utf-16le', 'utf-16-be': 'utf-16be', 'windows-1252': 'windows-1252' };

/** The records after the lines that were left out, header included, under the dialect that the product reports. */
export function physicalRecords(bytes: Buffer, { encoding, delimiter, quote, escape, skipLines = 0, quotedLines }: Reading): { records: PhysicalRecord[]; skipped: number } {
  let text = iconv.decode(bytes, encodingNames[encoding] ?? encoding, { stripBOM: true });
  if (text.endsWith('\u001a')) text = text.slice(0, -1);
  let skipped = 0;
  while (skipped < skipLines && text !== '') {
    text = text.slice(afterLine(text));
    skipped++;
  }
  // Where each line is quoted whole, its one cell is a line of the table.
  if (quotedLines === 'table') text = readRecords(text, '\0', quote, undefined).map(({ cells }) => `${cells[0] ?? ''}\n`).join('');
  return { records: readRecords(text, delimiter, quote, escape), skipped };
}

function readRecords(text: string, delimiter: string, quote: string, escape: string | undefined): PhysicalRecord[] {
  const records: PhysicalRecord[] = [];
  let at = 0;
  while (at < text.length) {
    const { cells, next, blank } = readRecord(text, at, delimiter, quote, escape);
    records.push({ cells, blank });
    at = next;
  }
  return records;
}

function afterLine(text: string): number {
  for (let i = 0; i < text.length; i++) if (text[i] === '\n' || text[i] === '\r') return i + lineEndLength(text, i);
  return text.length;
}

function lineEndLength(text: string, at: number): number {
  return text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1;
}

function readRecord(text: string, from: number, delimiter: string, quote: string, escape: string | undefined): { cells: string[]; next: number; blank: boolean } {
  const cells: string[] = [];
  let at = from;
  for (;;) {
    let cell = '';
    if (text[at] === quote) {
      at++;
      for (; at < text.length; at++) {
        if (escape !== undefined && text[at] === escape && text[at + 1] === quote) cell += text[++at] ?? '';
        else if (escape === undefined && text[at] === quote && text[at + 1] === quote) cell += text[++at] ?? '';
        else if (text[at] === quote) break;
        else cell += text[at] ?? '';
      }
      at++;
      // White space between a closing quote and what ends the cell belongs to no cell; the product says that it was there.
      while ((text[at] === ' ' || text[at] === '\t') && text[at] !== delimiter) at++;
    } else {
      while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') cell += text[at++] ?? '';
    }
    cells.push(cell);
    if (text[at] === delimiter) {
      at++;
      continue;
    }
    const next = at < text.length ? at + lineEndLength(text, at) : at;
    return { cells, next, blank: cells.length === 1 && cell === '' };
  }
}
