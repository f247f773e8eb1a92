/** import: files, standard input, or several files as one table. */
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { dateOrders, decimals, encodingSchema, type ImportReport, type ReadingRequest } from '@shared/areas/datasets';
import type { GrantedFile } from '@shared/areas/files';
import { EngineError } from '@shared/contract/errors';
import { datasetsMessages } from '@shared/messages/datasets';
import { inputsMessages } from '@shared/messages/inputs';
import { placeOf } from '@shared/messages/places';
import { argument, resolvePath, usageError, type Command, type CommandContext, type CommandOptions, type CommandResult, type Connection } from './command';
import { readRecipeRef } from './recipes';
import { formatTable } from './table';

function readReading(options: CommandOptions): ReadingRequest {
  const nulls = options.list('null');
  const own = columnTokens(options.list('null-in'));
  return {
    encoding: options.choice('encoding', encodingSchema.options),
    delimiter: options.text('delimiter')?.replace('\\t', '\t'),
    quote: options.text('quote'),
    hasHeader: options.flag('no-header') ? false : undefined,
    decimal: options.choice('decimal', decimals),
    dateOrder: options.choice('date-order', dateOrders),
    nullTokens: nulls.length > 0 ? nulls : undefined,
    columnNullTokens: own.length > 0 ? own : undefined,
    sheet: options.text('sheet'),
    fileColumn: options.text('file-column'),
    unpivot: readUnpivot(options),
    onAmbiguous: options.choice('on-ambiguous', ['ask', 'fail', 'guess'] as const) ?? 'ask',
    onRagged: options.choice('on-ragged', ['reject', 'quarantine'] as const) ?? 'reject',
  };
}

/** `--unpivot periods` takes all columns named like periods of time; else each names one column. */
function readUnpivot(options: CommandOptions): ReadingRequest['unpivot'] {
  const columns = options.list('unpivot');
  if (columns.length === 0) return undefined;
  return { columns: columns.length === 1 && columns[0] === 'periods' ? 'periods' : columns, nameTo: options.text('name-to') ?? 'period', valueTo: options.text('value-to') ?? 'value' };
}

/** `COLUMN=TOKEN`; `COLUMN=` alone means that no word stands for missing in that column. A name may hold `=`: the last one divides. */
function columnTokens(options: readonly string[]): { column: string; tokens: string[] }[] {
  const byColumn = new Map<string, string[]>();
  for (const option of options) {
    const at = option.lastIndexOf('=');
    if (at < 1) throw usageError(`--null-in needs COLUMN=TOKEN, not "${option}".`);
    const column = option.slice(0, at);
    const token = option.slice(at + 1);
    byColumn.set(column, [...(byColumn.get(column) ?? []), ...(token === '' ? [] : [token])]);
  }
  return [...byColumn].map(([column, tokens]) => ({ column, tokens }));
}

export const importCommand: Command = {
  name: 'import',
  usage: 'import FILE...|- [--union [--file-column NAME]] [--name N] [--delimiter --encoding --decimal --date-order --quote --no-header --null TOKEN... --null-in COLUMN=TOKEN... --sheet NAME] [--unpivot periods|COLUMN... [--name-to NAME --value-to NAME]] [--answer QUESTION=NUMBER...] [--on-ambiguous ask|fail|guess] [--on-ragged reject|quarantine] [--recipe NAME[@version]]',
  options: {
    name: { type: 'string' },
    delimiter: { type: 'string' },
    encoding: { type: 'string' },
    decimal: { type: 'string' },
    'date-order': { type: 'string' },
    quote: { type: 'string' },
    'no-header': { type: 'boolean' },
    null: { type: 'string', multiple: true },
    'null-in': { type: 'string', multiple: true },
    sheet: { type: 'string' },
    unpivot: { type: 'string', multiple: true },
    'name-to': { type: 'string' },
    'value-to': { type: 'string' },
    union: { type: 'boolean' },
    'file-column': { type: 'string' },
    answer: { type: 'string', multiple: true },
    'on-ambiguous': { type: 'string' },
    'on-ragged': { type: 'string' },
    recipe: { type: 'string' },
  },
  async run(context) {
    argument(context, 0, 'a file to import');
    const paths = context.arguments;
    const reading = readReading(context.options);
    if (paths.length > 1 && !context.options.flag('union') && context.options.text('name') !== undefined) throw usageError('--name names one dataset: add --union to read the files as one, or leave it out.');
    const connection = await context.connect();
    if (paths.includes('-')) return importStandardInput(context, connection, reading);
    if (paths.length === 1) return importOne(context, connection, await grant(connection, paths[0] ?? ''), reading);
    if (context.options.flag('union')) {
      const granted: GrantedFile[] = [];
      for (const path of paths) granted.push(await grant(connection, path));
      const combined = await connection.client.call('datasets.combine', { tickets: granted.map(({ ticket }) => ticket) });
      return importOne(context, connection, combined, reading);
    }
    return importEach(context, connection, paths, reading);
  },
};

function grant({ client }: Connection, path: string): Promise<GrantedFile> {
  return client.call('files.grant', { path: resolvePath(path) });
}

/** The engine reads files; what comes through the pipe is put into one for as long as the import takes. */
async function importStandardInput(context: CommandContext, connection: Connection, reading: ReadingRequest): Promise<CommandResult> {
  if (context.arguments.length > 1) throw usageError('- stands for standard input and cannot be joined with files.');
  const folder = mkdtempSync(join(tmpdir(), 'almanac-input-'));
  try {
    const path = join(folder, inputsMessages.pasted(Date.now()));
    await pipeline(process.stdin, createWriteStream(path), { signal: context.interrupted });
    return await importOne(context, connection, await grant(connection, path), reading);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The number of the option for each question, by the question's code. */
function readAnswers(given: readonly string[]): ReadonlyMap<string, number> {
  return new Map(
    given.map((answer) => {
      const [, code = '', number = ''] = /^([a-z-]+)=(\d+)$/.exec(answer) ?? [];
      if (code === '') throw usageError(`--answer needs QUESTION=NUMBER, such as encoding=1, not "${answer}".`);
      return [code, Number(number)];
    }),
  );
}

interface OneImport extends CommandResult {
  readonly json: Readonly<Record<string, unknown>>;
  readonly exitCode: 0 | 1;
}

async function importOne(context: CommandContext, connection: Connection, { ticket, name }: GrantedFile, reading: ReadingRequest): Promise<OneImport> {
  const answers = readAnswers(context.options.list('answer'));
  const attempt = (asked: ReadingRequest): Promise<ImportReport> => connection.runJob('datasets.import', { ticket, name: context.options.text('name'), reading: asked, recipe: readRecipeRef(context.options.text('recipe')) });
  let answered = reading;
  let report = await attempt(answered);
  // One answer can raise the next question: an encoding, then a header, then a date order.
  for (const given = new Set<string>(); ; ) {
    const next = report.questions.find(({ code }) => answers.has(code) && !given.has(code));
    if (!next) break;
    given.add(next.code);
    const option = next.options[(answers.get(next.code) ?? 0) - 1];
    if (!option) throw usageError(datasetsMessages.noSuchAnswer(next.code, next.options.map(({ label }) => label)));
    answered = { ...answered, ...option.apply };
    report = await attempt(answered);
  }
  return { json: toJson(report), text: toText(report, name), exitCode: report.snapshot ? 0 : 1 };
}

/** One dataset each. A file that cannot be read does not keep the others from being imported. */
async function importEach(context: CommandContext, connection: Connection, paths: readonly string[], reading: ReadingRequest): Promise<CommandResult> {
  const imports: unknown[] = [];
  const texts: string[] = [];
  let refused = false;
  for (const path of paths) {
    try {
      const result = await importOne(context, connection, await grant(connection, path), reading);
      imports.push({ file: basename(path), ...result.json });
      texts.push(result.text);
      refused ||= result.exitCode === 1;
    } catch (error) {
      if (!(error instanceof EngineError) || error.code === 'cancelled' || error.code === 'internal') throw error;
      const { code, message, details } = error;
      imports.push({ file: basename(path), verdict: 'reject', snapshot: null, error: { code, message, details } });
      texts.push(`${basename(path)} was not imported: ${message}`);
      refused = true;
    }
  }
  return { json: { imports }, text: texts.join('\n\n'), exitCode: refused ? 1 : 0 };
}

function toJson({ snapshot, verdict, alreadyThere, reading, warnings, questions, records }: ImportReport): Readonly<Record<string, unknown>> {
  return {
    verdict,
    snapshot: snapshot?.id ?? null,
    dataset: snapshot ? `${snapshot.datasetName}@${snapshot.number}` : null,
    alreadyThere,
    rows: snapshot?.rows ?? 0,
    columns: columnsOf(snapshot),
    encoding: reading?.encoding ?? null,
    delimiter: reading?.delimiter ?? null,
    reading,
    warnings,
    questions,
    records,
  };
}

function columnsOf(snapshot: ImportReport['snapshot']): { name: string; type: string; role: string; nulls: number; distinct: number; evidence: string }[] {
  return snapshot?.columns.map(({ name, type, role, nulls, distinct, evidence }) => ({ name, type, role, nulls, distinct, evidence })) ?? [];
}

function toText({ snapshot, verdict, alreadyThere, warnings, questions, records }: ImportReport, name: string): string {
  const notes = [...warnings.map(tellNotice), ...questions.flatMap(tellQuestion)];
  if (!snapshot) return [`${name} was not imported: ${verdict}. Nothing was stored.`, ...notes, ...(records.in > 0 ? [tellRecords(records)] : [])].join('\n');
  return [
    `${alreadyThere ? 'Already here' : 'Imported'}: ${snapshot.datasetName}@${snapshot.number}, ${snapshot.rows} rows x ${snapshot.columns.length} columns (snapshot ${snapshot.id.slice(0, 12)})`,
    ...notes,
    tellRecords(records),
    formatTable(['column', 'type', 'role', 'missing', 'distinct'], columnsOf(snapshot).map((column) => [column.name, column.type, column.role, String(column.nulls), String(column.distinct)])),
  ].join('\n');
}

function tellQuestion({ code, message, options }: ImportReport['questions'][number]): string[] {
  return [`  ${code}: ${message}`, ...options.map(({ label }, i) => `    --answer ${code}=${i + 1}   ${label}`)];
}

function tellNotice(notice: ImportReport['warnings'][number]): string {
  const place = placeOf(notice);
  return `  ${notice.code}${place === '' ? '' : ` (${place})`}: ${notice.message}`;
}

/** Every record of the file has one place, so that nothing is lost in silence. */
function tellRecords({ in: all, stored, quarantined, refused, blank, comment }: ImportReport['records']): string {
  return `records: ${all} in = ${stored} stored + ${quarantined} set aside + ${refused} refused + ${blank} blank + ${comment} left out`;
}
