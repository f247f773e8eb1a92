/** Wide to long: each record becomes one row per chosen column, with that column's name and its cell; the other columns are repeated. */
import type { ReadingRequest, Unpivot } from '@shared/areas/datasets';
import { inputsMessages } from '@shared/messages/inputs';
import type { Notice, Proposal } from '../../reading/notices';
import { examineText, readText, type TextTable } from '../textTable';
import { isOpen, type InputSource, type OpenPoints, type PreparedText } from '../input';
import { createPlainText, surveyPlainText } from '../plainText';
import { periodColumns, readPeriod } from './periods';

const { notes, refused, proposals: words } = inputsMessages;

/** Throws `unreadable-file`, `cancelled`. */
export async function makeLong(source: Pick<InputSource, 'request' | 'tempPath' | 'signal' | 'mostRecords'>, text: PreparedText, asked: Unpivot): Promise<PreparedText | OpenPoints> {
  const wide = examineText('', text, { ...source.request, hasHeader: source.request.hasHeader ?? true, columnNames: asked.names ?? source.request.columnNames, ...text.settles });
  if (isOpen(wide)) return wide;
  const columns = asked.columns === 'periods' ? periodColumns(wide.names)?.columns : asked.columns;
  const problem = wrongChoice(wide.names, columns, asked);
  if (problem !== null || columns === undefined) return { questions: [], problems: problem === null ? [] : [problem] };
  return write(source, wide, { ...asked, columns: [...columns], names: [...wide.names] });
}

function wrongChoice(names: readonly string[], columns: readonly string[] | undefined, { nameTo, valueTo }: Unpivot): Notice | null {
  if (columns === undefined) return { code: 'no-period-columns', message: refused.noPeriods };
  const unknown = columns.find((column) => !names.includes(column));
  if (unknown !== undefined) return { code: 'unknown-column', message: refused.noWideColumn(unknown) };
  const kept = names.filter((name) => !columns.includes(name));
  const taken = [nameTo, valueTo].find((name, i, both) => kept.includes(name) || both.indexOf(name) !== i);
  return taken === undefined ? null : { code: 'column-taken', message: refused.takenLongName(taken) };
}

type Chosen = Unpivot & { readonly columns: readonly string[]; readonly names: string[] };

async function write({ request, tempPath, signal, mostRecords }: Pick<InputSource, 'request' | 'tempPath' | 'signal' | 'mostRecords'>, wide: TextTable, chosen: Chosen): Promise<PreparedText | OpenPoints> {
  const { names, reading, text } = wide;
  const gathered = names.map((name) => chosen.columns.includes(name));
  const labels = names.map((name, i) => (gathered[i] === true ? label(name, chosen.columns) : ''));
  const path = tempPath('.csv');
  const out = await createPlainText(path, reading.delimiter);
  let records = 0;
  try {
    out.add([...names.filter((_, i) => gathered[i] !== true), chosen.nameTo, chosen.valueTo], 1);
    const counts = await readText(wide, signal, async (found, lines) => {
      for (const [r, record] of found.entries()) {
        const kept = record.filter((_, i) => gathered[i] !== true);
        for (const [i, cell] of record.entries()) if (gathered[i] === true) out.add([...kept, labels[i] ?? '', cell], lines[r] ?? 0);
        records++;
      }
      await out.flush();
      return mostRecords === null || records < mostRecords;
    });
    if (counts.problems.length > 0) return { questions: [], problems: counts.problems };
    await out.close();
    const { name: _name, ...readAs } = reading;
    return {
      path,
      survey: await surveyPlainText(path, mostRecords === null ? { signal } : { headOnly: true }),
      settles: { ...settledBefore(text.settles), encoding: 'utf-8', delimiter: reading.delimiter, quote: '"', escape: undefined, hasHeader: true, skipLines: 0, columnNames: undefined, unpivot: chosen },
      readAs: { ...text.readAs, ...readAs },
      lineOf: out.lineOf(),
      notices: [...wide.notices, ...counts.notices, { code: 'wide-to-long', message: notes.wideToLong(records, records * chosen.columns.length, chosen.columns.length, chosen.nameTo, chosen.valueTo) }],
      setAside: { quarantined: counts.quarantined, blank: counts.blank, comment: counts.comment },
      rowsPerRecord: chosen.columns.length,
      evidence: text.evidence,
      sheets: text.sheets,
      union: text.union,
      whole: text.whole && counts.whole,
    };
  } finally {
    await out.close();
  }

  function settledBefore(settles: Partial<ReadingRequest>): Partial<ReadingRequest> {
    return { ...(settles.decimal === undefined ? {} : { decimal: settles.decimal }), ...(settles.sheet === undefined ? {} : { sheet: settles.sheet }), ...(settles.members === undefined ? {} : { members: settles.members }), onRagged: request.onRagged };
  }
}

/** The first day of the period where every chosen column names one; else the name as it stands. */
function label(name: string, columns: readonly string[]): string {
  return columns.every((column) => (readPeriod(column)?.date ?? null) !== null) ? (readPeriod(name)?.date ?? name) : name;
}

/** Offered, never forced, where columns of numbers are named like periods. */
export function proposeLong(columns: readonly { readonly name: string; readonly type: string }[], records: number): Proposal[] {
  const found = periodColumns(columns.map(({ name }) => name));
  const numeric = columns.filter(({ name, type }) => found?.columns.includes(name) === true && (type === 'integer' || type === 'decimal'));
  if (!found || numeric.length < found.columns.length) return [];
  const kept = columns.map(({ name }) => name).filter((name) => !found.columns.includes(name));
  const free = (wanted: readonly string[]): string => wanted.find((name) => !kept.includes(name)) ?? `${wanted[0] ?? ''}_2`;
  const nameTo = free(found.kind === 'part' ? ['period', 'column'] : ['date', 'period']);
  return [
    {
      code: 'wide-to-long',
      message: words.wideToLong(found.columns.length, found.columns[0] ?? '', found.columns.at(-1) ?? '', records, records * found.columns.length),
      options: [{ label: words.makeLong, apply: { unpivot: { columns: [...found.columns], nameTo, valueTo: free(['value', 'amount']) } } }],
    },
  ];
}
