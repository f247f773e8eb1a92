/** Finds what kind of file the bytes are and makes plain text of it; text files stay as they are. */
import type { ReadingRequest } from '@shared/areas/datasets';
import { inputsMessages } from '@shared/messages/inputs';
import { canonicalJson } from '../../kernel/hashing';
import { isOpen, nothingSetAside, type Input, type InputSource, type OpenPoints, type PreparedText } from './input';
import { officeFileInput } from './officeFile';
import { parquetInput } from './parquet';
import { gzipInput } from './gzip';
import { makeLong } from './wide/longTable';
import { zipInput } from './zip';

/** A new kind of file is one more line. */
const inputs: readonly Input[] = [parquetInput, zipInput, gzipInput, officeFileInput];

export type PrepareInput = (request: ReadingRequest) => Promise<PreparedText | OpenPoints>;

/** Prepares a source for a request, and again only where the next request differs in what the input reads of it. Throws `unreadable-file`, `cancelled`. */
export function createPreparer(source: Omit<InputSource, 'request'>): PrepareInput {
  const prepare = inputs.find(({ recognises }) => recognises(source.survey.head))?.prepare ?? textAsItIs;
  const prepareText = async (asked: InputSource): Promise<PreparedText | OpenPoints> => {
    const text = await prepare(asked);
    const { unpivot } = asked.request;
    return unpivot === undefined || isOpen(text) ? text : makeLong(asked, text, unpivot);
  };
  let last: { readonly key: string; readonly outcome: Promise<PreparedText | OpenPoints> } | null = null;
  return (request) => {
    const { unpivot, columnNames, encoding, delimiter, quote, escape, hasHeader, skipLines, quotedLines, sheet, fileColumn, alikeColumns, unlikeFiles, members, onRagged } = request;
    const key = canonicalJson({ unpivot, ...(unpivot && { columnNames }), encoding, delimiter, quote, escape, hasHeader, skipLines, quotedLines, sheet, fileColumn, alikeColumns, unlikeFiles, members, onRagged });
    if (last?.key !== key) last = { key, outcome: prepareText({ ...source, request }) };
    return last.outcome;
  };
}

async function textAsItIs({ path, survey, request: { sheet } }: InputSource): Promise<PreparedText | OpenPoints> {
  if (sheet !== undefined) return { questions: [], problems: [{ code: 'no-such-sheet', message: inputsMessages.refused.noWorkbook(sheet) }] };
  return { path, survey, settles: {}, lineOf: null, notices: [], setAside: nothingSetAside, evidence: null, whole: true };
}
