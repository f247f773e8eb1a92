/** Reads regular CSV from its bytes, many times quicker than through text; answers null where the file is of another kind. */
import { rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { EngineError } from '@shared/contract/errors';
import { datasetsMessages } from '@shared/messages/datasets';
import { createCellReader, type CellReader } from '../coded/cellReader';
import type { KernelDialect } from '../coded/columnKernel';
import { nameColumns } from './columnNames';
import { createTally } from './columnTally';
import { readSample } from './csvReader';
import { decodeHead } from './decodedText';
import { singleNewline } from './lineEnds';
import { tokensOf } from './missingTokens';
import type { ReadSettings, ReadTable } from './readTable';
import { createStructureCount } from './structure';

const pieceBytes = 1 << 20;
/** So many records the names are taken from; a head of thousands of columns holds fewer. */
const firstRecords = 20;
const fewestRecords = 3;
/** A file with more has its lines told by the reader of text. */
const mostLineBreaks = 1_000_000;
/** A longer record is one whose quote never closes. */
const longestRecord = 8 << 20;
const markBytes = 3;

/** Throws `cancelled`. */
export async function readRegular(settings: ReadSettings): Promise<ReadTable | null> {
  const { path, survey, layout, request, signal, onProgress } = settings;
  const dialect = regularDialect(settings);
  if (dialect === null) return null;
  const { records, lines } = readSample(decodeHead(survey.head, 'utf-8', survey.complete), dialect, survey.complete);
  const header = records[0];
  if (!header || (records.length < fewestRecords && !survey.complete) || (header.length === 1 && header[0] === '')) return null;
  // Whether a quote in a name closes properly, the reader of text looks at.
  if (header.some((name) => name.includes(dialect.quote))) return null;
  const names = nameColumns(layout.hasHeader ? header : null, header.length, records.slice(1, firstRecords), request, lines[0] ?? 1);
  if (names.problem) return null;

  const tallies = header.map(() => createTally());
  const tokens = names.names.map((name) => new Set(tokensOf(request, name)));
  const lineBreaks = { rows: [] as number[], counts: [] as number[] };
  const cells = createCellReader({
    dialect,
    hasHeader: layout.hasHeader,
    tallies,
    tokens,
    path: settings.cellsPath,
    sizeBytes: survey.sizeBytes,
    onLineBreaks: (row, count) => {
      lineBreaks.rows.push(row);
      lineBreaks.counts.push(count);
    },
  });
  let taken = false;
  try {
    const isRegular = (): boolean => lineBreaks.rows.length <= mostLineBreaks && cells.left <= longestRecord;
    const whole = await pushFile(path, survey.mark === null ? 0 : markBytes, survey.sizeBytes, cells, isRegular, signal, onProgress);
    const read = whole ? cells.finish() : null;
    if (read === null || read.longestRecord > longestRecord) return null;
    taken = true;
    return {
      names,
      tallies,
      textDigests: read.digests,
      structure: { ...createStructureCount(), stored: read.cells.rows, lastRecord: read.witnesses.at(-1)?.cells ?? [], lastLine: read.lastLine },
      skippedLines: 0,
      text: { kind: 'coded', path: settings.cellsPath, cells: read.cells, firstLine: layout.hasHeader ? 2 : 1, lineBreaks, witnesses: read.witnesses },
      warnings: names.warnings,
    };
  } finally {
    cells.close();
    if (!taken) rmSync(settings.cellsPath, { force: true });
  }
}

/** Null where the bytes already tell that the text needs decoding, skipping or mending first. */
function regularDialect({ survey, encoding, layout, lineOf }: ReadSettings): KernelDialect | null {
  const { delimiter, quote, escape, skipLines } = layout;
  const newline = singleNewline(survey.lineEnds, encoding);
  if (encoding !== 'utf-8' || survey.invalidUtf8 !== null || survey.firstNul !== null || survey.endMark) return null;
  if (newline === null || newline === '\r' || escape !== undefined || skipLines > 0 || lineOf !== null) return null;
  const signs = [delimiter, quote, ...newline];
  const single = signs.every((sign) => sign.length === 1 && sign.charCodeAt(0) < 128) && new Set(signs).size === signs.length;
  return single ? { delimiter, quote, newline } : null;
}

/** False as soon as the text is not regular. The next piece is fetched while one is read. */
async function pushFile(path: string, from: number, sizeBytes: number, cells: CellReader, isRegular: () => boolean, signal: AbortSignal, onProgress: (fraction: number) => void): Promise<boolean> {
  const file = await open(path, 'r');
  const bufferBytes = Math.min(pieceBytes, sizeBytes - from);
  const buffers = [Buffer.allocUnsafe(bufferBytes), Buffer.allocUnsafe(bufferBytes)] as const;
  const fetch = async (turn: number, position: number): Promise<Buffer> => {
    const { buffer, bytesRead } = await file.read(turn % 2 === 0 ? buffers[0] : buffers[1], 0, bufferBytes, position);
    return buffer.subarray(0, bytesRead);
  };
  let next: Promise<Buffer> | null = null;
  try {
    let position = from;
    let piece = await fetch(0, position);
    for (let turn = 1; piece.length > 0; turn++) {
      if (signal.aborted) throw new EngineError('cancelled', datasetsMessages.refused.cancelled);
      position += piece.length;
      next = fetch(turn, position);
      if (!cells.push(piece) || !isRegular()) return false;
      onProgress(position / Math.max(1, sizeBytes));
      piece = await next;
    }
    return true;
  } finally {
    await next?.catch(() => undefined);
    await file.close();
  }
}
