/**
 * Proof: what is written comes back. Random tables in six encodings, four delimiters and two line ends, written by a
 * writer of its own, read with default options. A cell may never differ in silence: it is equal, or the file is asked about.
 */
import { createRandom } from '@engine/math';
import type { Encoding } from '@shared/areas/datasets';
import type { ProofResult, ProofSettings } from './proof';
import { canWrite, writeCsv, type WrittenDialect } from './reading/csvWriter';
import { EngineLost, openImportSession, type ImportSession, type ReadFile } from './reading/importSession';
import { randomTable } from './reading/randomTable';

const tables = { short: 20, long: 1000 } as const;
const delimiters = [',', ';', '\t', '|'] as const;
const lineEnds = ['\n', '\r\n'] as const;
/** At most this share of the files may be asked about. */
const mostAsked = 0.05;
const mostFailures = 20;
/** Engines that read at the same time. */
const sessions = 2;

interface WrittenEncoding {
  readonly name: string;
  readonly mark: boolean;
  /** Set where letters beyond ASCII cannot tell the encoding, so that the file must be asked about; the answer to give. */
  readonly answer?: Encoding;
}

const marked: readonly WrittenEncoding[] = [
  { name: 'utf-8', mark: false },
  { name: 'utf-8', mark: true },
  { name: 'utf-16le', mark: true },
  { name: 'utf-16be', mark: true },
  { name: 'windows-1252', mark: false, answer: 'windows-1252' },
];
/** Table by table, the sixth encoding is one of these. */
const others: readonly WrittenEncoding[] = [
  { name: 'gb18030', mark: false, answer: 'gb18030' },
  { name: 'shift_jis', mark: false, answer: 'shift_jis' },
  { name: 'iso-8859-1', mark: false, answer: 'iso-8859-1' },
];

interface Counts {
  files: number;
  equal: number;
  asked: number;
  rejected: number;
  differing: number;
  /** Files in which only letters beyond ASCII stand for the encoding: asked about by rule, answered, read again. */
  encodingsAsked: number;
  encodingsProposedFirst: number;
}

export async function prove({ mode, seed }: ProofSettings): Promise<ProofResult> {
  const counts: Counts = { files: 0, equal: 0, asked: 0, rejected: 0, differing: 0, encodingsAsked: 0, encodingsProposedFirst: 0 };
  const failures: string[] = [];
  let next = 0;
  const readTables = async (): Promise<void> => {
    const session = openImportSession();
    try {
      while (next < tables[mode] && failures.length < mostFailures) await proveTable(session, seed, next++, counts, failures);
    } finally {
      await session.close();
    }
  };
  await Promise.all(Array.from({ length: sessions }, readTables));
  if (counts.asked > mostAsked * counts.files) failures.push(`${counts.asked} of ${counts.files} files were asked about, more than ${100 * mostAsked} %`);
  return { counts: { ...counts }, failures };
}

/** One table for each delimiter, in every encoding and with both line ends. */
async function proveTable(session: ImportSession, seed: number, table: number, counts: Counts, failures: string[]): Promise<void> {
  const other = others[table % others.length];
  for (const encoding of [...marked, ...(other ? [other] : [])]) {
    for (const [d, delimiter] of delimiters.entries()) {
      for (const lineEnd of lineEnds) await proveFile(session, seed * 1_000_003 + table * 31 + d, encoding, delimiter, lineEnd, counts, failures);
    }
  }
}

async function proveFile(session: ImportSession, tableSeed: number, encoding: WrittenEncoding, delimiter: string, lineEnd: string, counts: Counts, failures: string[]): Promise<void> {
  const random = createRandom(tableSeed);
  const cells = randomTable(random, delimiter, (text) => canWrite(text, encoding.name));
  const dialect: WrittenDialect = { encoding: encoding.name, mark: encoding.mark, delimiter, lineEnd, quoting: random.next() < 0.3 ? 'all' : 'needed', lastLineEnd: random.next() < 0.7 };
  const bytes = writeCsv(cells, dialect);
  const name = `table ${tableSeed} as ${encoding.name}${encoding.mark ? ' with mark' : ''}, ${JSON.stringify(delimiter)}, ${JSON.stringify(lineEnd)}`;
  counts.files++;
  try {
    judge(name, cells, await readAndAnswer(session, bytes, encoding, counts), counts, failures);
  } catch (error) {
    if (!(error instanceof EngineLost)) throw error;
    failures.push(`${name}: ${error.message}`);
  }
}

/** Gives the encoding where it is asked for, as whoever wrote the file would. */
async function readAndAnswer(session: ImportSession, bytes: Buffer, { answer }: WrittenEncoding, counts: Counts): Promise<ReadFile> {
  const first = await session.readBytes('table.csv', bytes);
  const question = first.report?.questions.find(({ code }) => code === 'encoding');
  if (question === undefined || answer === undefined) return first;
  counts.encodingsAsked++;
  if (question.options[0]?.apply.encoding === answer) counts.encodingsProposedFirst++;
  if (!question.options.some(({ apply }) => apply.encoding === answer)) return first;
  return session.readBytes('table.csv', bytes, { encoding: answer });
}

function judge(name: string, cells: readonly (readonly string[])[], { report, error, cells: read }: ReadFile, counts: Counts, failures: string[]): void {
  if (report === null) {
    counts.rejected++;
    failures.push(`${name}: ${error?.code ?? ''} ${error?.message ?? ''}`);
  } else if (report.verdict === 'ask') {
    counts.asked++;
    process.stderr.write(`asked: ${name}: ${report.questions.map(({ message }) => message).join(' ')}\n`);
  } else if (read === null) {
    counts.rejected++;
    failures.push(`${name}: ${report.warnings.map(({ message }) => message).join(' ')}`);
  } else if (JSON.stringify(read) !== JSON.stringify(cells)) {
    counts.differing++;
    failures.push(`${name}: ${firstDifference(cells, read)}`);
  } else counts.equal++;
}

function firstDifference(cells: readonly (readonly string[])[], read: readonly (readonly string[])[]): string {
  if (cells.length !== read.length) return `${read.length} rows instead of ${cells.length}`;
  for (const [r, row] of cells.entries()) {
    const other = read[r] ?? [];
    if (other.length !== row.length) return `row ${r} has ${other.length} cells instead of ${row.length}`;
    const column = row.findIndex((cell, c) => cell !== other[c]);
    if (column !== -1) return `row ${r}, column ${column + 1}: ${JSON.stringify(other[column])} instead of ${JSON.stringify(row[column])}`;
  }
  return 'no difference';
}
