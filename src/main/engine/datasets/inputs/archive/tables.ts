/** Several files packed together become one table: each is read by its own rules, and columns are joined by name. */
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Union } from '@shared/areas/datasets';
import { EngineError } from '@shared/contract/errors';
import { inputsMessages } from '@shared/messages/inputs';
import { broken, openZipArchive, type ZipArchive, type ZipEntry } from '../../../storage/zipArchive';
import { surveyBytes } from '../../reading/byteSurvey';
import { noticeIf, type Notice, type Question } from '../../reading/notices';
import { isGzip } from '../gzip';
import { isOpen, nothingSetAside, type InputSource, type OpenPoints, type PreparedText } from '../input';
import { parquetInput } from '../parquet';
import { prepareWorkbook } from '../xlsx/xlsx';
import { isWorkbook, isZip } from '../zipKind';
import { examineMember, readText, type TextTable } from '../textTable';
import { createPlainText, plainDialect, surveyPlainText } from '../plainText';
import { matchColumns } from './alikeColumns';

const { evidence, notes, questions: asked, refused } = inputsMessages;

/** A look reads whole files until they come to this. */
const lookBytes = 32 << 20;

/** What computers put into archives by themselves. */
const notData = /(^|\/)(__MACOSX\/|\.DS_Store$|\._|Thumbs\.db$|desktop\.ini$)/i;

export async function prepareTables(source: InputSource, archive: ZipArchive): Promise<PreparedText | OpenPoints> {
  const entries = archive.entries.filter(({ name }) => !notData.test(name));
  const leftOut = archive.entries.filter(({ name }) => notData.test(name)).map(({ name }) => name);
  if (entries.length === 0) throw new EngineError('unreadable-file', refused.emptyArchive, { format: 'zip' });
  const looked = source.mostRecords === null ? entries : firstOf(entries);
  const members: TextTable[] = [];
  const open: OpenMember[] = [];
  for (const entry of looked) {
    source.signal.throwIfAborted();
    const examined = await inFile(entry.name, () => openMember(source, archive, entry));
    if (isOpen(examined)) open.push({ name: entry.name, ...examined });
    else members.push(examined);
  }
  if (open.length > 0) return openPoints(open);
  const matched = matchColumns(members, source.request);
  const tables = isOpen(matched) ? members : matched.members;
  const tell = (rows: ReadonlyMap<TextTable, number>): Union => tellUnion(entries, tables, rows);
  if (isOpen(matched)) return { ...matched, union: tell(new Map()) };
  const columns = joinColumns(tables, source);
  if (isOpen(columns)) return { ...columns, union: tell(new Map()) };
  const joined = await join(source, tables, columns.names);
  if (isOpen(joined)) return { ...joined, union: tell(new Map()) };
  const { rows, ...text } = joined;
  return {
    ...text,
    union: tell(rows),
    notices: [...noticeIf(leftOut.length > 0, { code: 'left-out-files', message: notes.leftOut(leftOut), count: leftOut.length }), ...matched.notices, ...columns.notices, ...text.notices],
    settles: { ...plainDialect, delimiter: delimiterOf(tables), hasHeader: true, skipLines: 0, escape: undefined, sheet: undefined, members: tables.map(({ reading }) => reading) },
    evidence: evidence.files(entries.length),
    whole: text.whole && looked.length === entries.length,
  };
}

function firstOf(entries: readonly ZipEntry[]): readonly ZipEntry[] {
  let bytes = 0;
  return entries.filter(({ sizeBytes }, i) => {
    bytes += sizeBytes;
    return i === 0 || bytes <= lookBytes;
  });
}

async function openMember(source: InputSource, archive: ZipArchive, { name }: ZipEntry): Promise<ReturnType<typeof examineMember>> {
  const path = source.tempPath('.member');
  try {
    await pipeline(await archive.open(name), createWriteStream(path, { flags: 'wx' }), { signal: source.signal });
  } catch (error) {
    if (source.signal.aborted) throw error;
    throw broken(error);
  }
  const survey = await surveyBytes(path, { signal: source.signal });
  const earlier = source.request.members?.find((member) => member.name === name);
  const read = (sheet: string | undefined): Promise<PreparedText | OpenPoints> => memberText({ ...source, path, survey, request: { ...source.request, sheet } });
  const first = await read(earlier?.sheet);
  // The answer holds for workbooks that ask; one with a single sheet may call it otherwise.
  const text = isOpen(first) && first.questions.length > 0 && source.request.sheet !== undefined ? await read(source.request.sheet) : first;
  return isOpen(text) ? text : examineMember(name, text, source.request, earlier);
}

/** A Parquet file or a workbook may be a member; an archive in an archive may not. */
async function memberText(source: InputSource): Promise<PreparedText | OpenPoints> {
  const { path, survey } = source;
  if (isGzip(survey.head)) throw new EngineError('unreadable-file', refused.nestedArchive, { format: 'gzip' });
  if (parquetInput.recognises(survey.head)) return parquetInput.prepare(source);
  if (!isZip(survey.head)) return { path, survey, settles: {}, lineOf: null, notices: [], setAside: nothingSetAside, evidence: null, whole: true };
  const archive = await openZipArchive(path);
  try {
    if (!isWorkbook(archive)) throw new EngineError('unreadable-file', refused.nestedArchive, { format: 'zip' });
    return await prepareWorkbook(source, archive);
  } finally {
    archive.close();
  }
}

interface OpenMember extends OpenPoints {
  readonly name: string;
}

/** One answer holds for all files that ask, so each kind of question is put once. */
function openPoints(open: readonly OpenMember[]): OpenPoints {
  const questions = new Map<string, Question>();
  for (const { name, questions: own } of open) for (const question of own) if (!questions.has(question.code)) questions.set(question.code, { ...question, message: notes.inFile(name, question.message) });
  return { questions: [...questions.values()], problems: open.flatMap(({ name, problems }) => problems.map((problem) => named(name, problem))) };
}

function named(file: string, notice: Notice): Notice {
  return { ...notice, message: notes.inFile(file, notice.message) };
}

/** Errors about one file say which. */
async function inFile<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== 'unreadable-file') throw error;
    throw new EngineError(error.code, notes.inFile(name, error.message), { ...error.details, file: name }, { cause: error });
  }
}

const filesTold = 200;

/** Files that were not looked at stand there by name. */
function tellUnion(entries: readonly ZipEntry[], members: readonly TextTable[], rows: ReadonlyMap<TextTable, number>): Union {
  const names = namesOf(members);
  const known = new Map(members.map((member) => [member.name, { rows: rows.get(member) ?? null, own: new Set(member.names) }]));
  return {
    files: entries.slice(0, filesTold).map(({ name }) => {
      const member = known.get(name);
      return { name, rows: member?.rows ?? null, lacks: member ? names.filter((column) => !member.own.has(column)) : [] };
    }),
    count: entries.length,
    columns: names.map((column) => ({ name: column, lackedBy: [...known.values()].filter(({ own }) => !own.has(column)).length })),
  };
}

function namesOf(members: readonly TextTable[]): readonly string[] {
  return [...new Set(members.flatMap((member) => member.names))];
}

interface JoinedColumns {
  readonly names: readonly string[];
  readonly notices: readonly Notice[];
}

/** Columns in the order of the first file, then what others have beside. */
function joinColumns(members: readonly TextTable[], { request }: InputSource): JoinedColumns | OpenPoints {
  const [first] = members;
  const names = namesOf(members);
  const apart = members.find((member) => !member.names.some((name) => first?.names.includes(name)));
  if (first && apart) return { questions: [], problems: [{ code: 'no-common-columns', message: refused.noCommonColumn(first.name, apart.name) }] };
  if (request.fileColumn !== undefined && names.includes(request.fileColumn)) return { questions: [], problems: [{ code: 'file-column-taken', message: refused.takenColumn(request.fileColumn) }] };
  const lacking = members.flatMap((member) => {
    const lacks = names.filter((name) => !member.names.includes(name));
    return lacks.length > 0 ? [{ name: member.name, lacks }] : [];
  });
  const [one, ...others] = lacking;
  if (one && request.unlikeFiles === undefined) {
    return { questions: [{ code: 'unlike-files', message: asked.unlikeFiles(one.name, one.lacks, others.length), options: [{ label: asked.unlikeFilesFill, apply: { unlikeFiles: 'fill' } }] }], problems: [] };
  }
  const turned = members.filter((member) => member.names.length === names.length && member.names.some((name, i) => name !== names[i])).map(({ name }) => name);
  return {
    names,
    notices: [
      ...lacking.map(({ name, lacks }): Notice => ({ code: 'filled-columns', message: notes.filledColumns(name, lacks), count: lacks.length })),
      ...noticeIf(turned.length > 0, { code: 'other-order', message: notes.otherOrder(turned), count: turned.length }),
    ],
  };
}

/** The files' own, where they agree: it tells with the cells whether a comma marks decimals. */
function delimiterOf(members: readonly TextTable[]): string {
  const found = new Set(members.map(({ reading }) => reading.delimiter));
  return found.size === 1 ? ([...found][0] ?? ',') : ',';
}

type Joined = Pick<PreparedText, 'path' | 'survey' | 'lineOf' | 'notices' | 'setAside' | 'whole'> & { readonly rows: ReadonlyMap<TextTable, number> };

async function join(source: InputSource, members: readonly TextTable[], names: readonly string[]): Promise<Joined | OpenPoints> {
  const { fileColumn } = source.request;
  const path = source.tempPath('.csv');
  const text = await createPlainText(path, delimiterOf(members));
  const notices: Notice[] = [];
  const problems: Notice[] = [];
  const setAside = { quarantined: 0, blank: 0, comment: 0 };
  const rows = new Map<TextTable, number>();
  try {
    text.add([...names, ...(fileColumn === undefined ? [] : [fileColumn])], 1);
    for (const member of members) {
      const places = names.map((name) => member.names.indexOf(name));
      const counts = await readText(member, source.signal, async (records, lines) => {
        for (const [i, record] of records.entries()) {
          const cells = places.map((place) => (place === -1 ? '' : (record[place] ?? '')));
          if (fileColumn !== undefined) cells.push(member.name);
          text.add(cells, lines[i] ?? 0);
        }
        await text.flush();
        return true;
      });
      rows.set(member, counts.stored);
      setAside.quarantined += counts.quarantined;
      setAside.blank += counts.blank;
      setAside.comment += counts.comment;
      notices.push(...[...member.notices, ...counts.notices].map((notice) => named(member.name, notice)));
      problems.push(...counts.problems.map((problem) => named(member.name, problem)));
    }
  } finally {
    await text.close();
  }
  if (problems.length > 0) return { questions: [], problems };
  return { path, survey: await surveyPlainText(path, source.mostRecords === null ? { signal: source.signal } : { headOnly: true }), lineOf: text.lineOf(), notices, setAside, rows, whole: true };
}
