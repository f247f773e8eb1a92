/** Periods as people name columns: 2024, Jan 2024, 2024-Q1, 2024-W05, 2024-01-31, W1. */

export type PeriodKind = 'year' | 'quarter' | 'month' | 'week' | 'day' | 'part';

export interface Period {
  readonly kind: PeriodKind;
  /** First day of the period; null where the name does not say the year. */
  readonly date: string | null;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthWord = '(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?';

interface PeriodForm {
  readonly kind: PeriodKind;
  readonly form: RegExp;
  readonly date: (match: RegExpExecArray) => string | null;
}

const forms: readonly PeriodForm[] = [
  { kind: 'year', form: /^((?:19|20)\d\d)$/, date: ([, year]) => `${year}-01-01` },
  { kind: 'month', form: /^((?:19|20)\d\d)[-/.](\d{1,2})$/, date: ([, year, month]) => monthStart(year, Number(month)) },
  { kind: 'month', form: /^(\d{1,2})[-/.]((?:19|20)\d\d)$/, date: ([, month, year]) => monthStart(year, Number(month)) },
  { kind: 'month', form: new RegExp(`^${monthWord}[ _'-]*((?:19|20)\\d\\d)$`, 'i'), date: ([, month, year]) => monthStart(year, monthNumber(month)) },
  { kind: 'month', form: new RegExp(`^((?:19|20)\\d\\d)[ _-]*${monthWord}$`, 'i'), date: ([, year, month]) => monthStart(year, monthNumber(month)) },
  { kind: 'month', form: new RegExp(`^${monthWord}[ _'-]+(\\d\\d)$`, 'i'), date: ([, month, year]) => monthStart(`20${year}`, monthNumber(month)) },
  { kind: 'quarter', form: /^((?:19|20)\d\d)[ _-]*Q([1-4])$/i, date: ([, year, quarter]) => monthStart(year, 3 * Number(quarter) - 2) },
  { kind: 'quarter', form: /^Q([1-4])[ _-]*((?:19|20)\d\d)$/i, date: ([, quarter, year]) => monthStart(year, 3 * Number(quarter) - 2) },
  { kind: 'week', form: /^((?:19|20)\d\d)[ _-]*W(\d{1,2})$/i, date: ([, year, week]) => weekStart(Number(year), Number(week)) },
  { kind: 'day', form: /^((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]00:00:00)?$/, date: ([, year, month, day]) => dayOf(Number(year), Number(month), Number(day)) },
  { kind: 'part', form: /^(?:W|week|day|month|period|year)[ _-]?\d{1,3}$/i, date: () => null },
  { kind: 'part', form: new RegExp(`^${monthWord}$`, 'i'), date: () => null },
];

/** Null where the name is no period. */
export function readPeriod(name: string): Period | null {
  const text = name.trim();
  for (const { kind, form, date } of forms) {
    const match = form.exec(text);
    if (!match) continue;
    const found = date(match);
    if (found !== null || kind === 'part') return { kind, date: found };
  }
  return null;
}

/** Columns named as periods of the most frequent kind, in the order of the header; empty below three. */
export function periodColumns(names: readonly string[]): { readonly kind: PeriodKind; readonly columns: readonly string[] } | null {
  const byKind = new Map<PeriodKind, string[]>();
  for (const name of names) {
    const period = readPeriod(name);
    if (period) byKind.set(period.kind, [...(byKind.get(period.kind) ?? []), name]);
  }
  const [kind, columns = []] = [...byKind].reduce((most, each) => (each[1].length > (most[1]?.length ?? 0) ? each : most), ['part', []] as [PeriodKind, string[]]);
  return columns.length >= 3 ? { kind, columns } : null;
}

function monthNumber(word: string | undefined): number {
  return months.indexOf((word ?? '').slice(0, 3).toLowerCase()) + 1;
}

function monthStart(year: string | undefined, month: number): string | null {
  return month >= 1 && month <= 12 ? `${year}-${String(month).padStart(2, '0')}-01` : null;
}

function dayOf(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : null;
}

/** Monday of a week of ISO 8601: week 1 holds 4 January. */
function weekStart(year: number, week: number): string | null {
  if (week < 1 || week > 53) return null;
  const fourth = new Date(Date.UTC(year, 0, 4));
  const monday = new Date(fourth.getTime() + ((week - 1) * 7 - ((fourth.getUTCDay() + 6) % 7)) * 86_400_000);
  // A year of 52 weeks has no week 53: its Thursday lies in the next year.
  return new Date(monday.getTime() + 3 * 86_400_000).getUTCFullYear() === year ? monday.toISOString().slice(0, 10) : null;
}
