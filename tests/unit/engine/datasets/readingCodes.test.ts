/** Every code of the reader, made by a real file: its message says what is wrong, where, and what to do next. A code without a file does not compile here. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { ImportReport, Notice, ReadingRequest } from '@shared/areas/datasets';
import { proposalCodes, questionCodes, refusalCodes, warningCodes, type ProposalCode, type QuestionCode } from '@shared/areas/readingCodes';
import { placeOf } from '@shared/messages/places';
import { openDatasets, type OpenDatasets } from './openDatasets';

type Import = (open: OpenDatasets, reading?: Partial<ReadingRequest>) => Promise<ImportReport>;

interface Case {
  readonly by: Import;
  /** Where the message points, in its own words. */
  readonly where: RegExp;
  readonly next: RegExp;
  /** The place, counted by hand, where the fault has one. */
  readonly at?: Pick<Notice, 'line' | 'column' | 'offset'>;
}

const file = (content: string | Uint8Array, own: Partial<ReadingRequest> = {}, columns: { name: string; type: 'integer' }[] = []): Import => (open, reading = {}) => open.importBytes(content, { reading: { ...own, ...reading }, columns });
const fixture = (name: string, own: Partial<ReadingRequest> = {}): Import => (open, reading = {}) => open.importPath(join('tests/fixtures/inputs', name), { reading: { ...own, ...reading } });
const archive = (files: Readonly<Record<string, string>>, own: Partial<ReadingRequest> = {}): Import => (open, reading = {}) =>
  open.importBytes(zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))), { fileName: 'parts.zip', reading: { ...own, ...reading } });
const parquet = (select: string): Import => async (open, reading = {}) => {
  const path = join(open.folder, 'made.parquet');
  await open.tables.rows(`copy (${select}) to '${path}' (format parquet)`);
  return open.importPath(path, { reading });
};
const withRecipe = (first: string, second: string): Import => async (open, reading = {}) => {
  await open.importBytes(first, { name: 'shop', columns: [{ name: 'n', role: 'target' }] });
  writeFileSync(join(open.folder, 'second.csv'), second);
  return open.importPath(join(open.folder, 'second.csv'), { name: 'shop', recipe: { name: 'shop' }, reading });
};
const wide = 'sku,2024-01,2024-02,2024-03\nA,1,2,3\n';
const long = { columns: 'periods' as const, nameTo: 'period', valueTo: 'value' };
const ugly = fixture('ugly.xlsx', { onAmbiguous: 'guess' });
const column = (...cells: string[]): string => `n,x\n${cells.map((cell, i) => `${String.fromCharCode(97 + i)},${cell}\n`).join('')}`;
const numbers = (odd: string): string => `n,m\n${Array.from({ length: 30 }, (_, i) => `${i === 4 ? odd : i},x${i}\n`).join('')}`;

const warnings: Readonly<Record<(typeof warningCodes)[number], Case>> = {
  'already-imported': {
    by: async (open) => {
      await open.importBytes('a,b\n1,2\n', { name: 'one' });
      return open.importBytes('a,b\n1,2\n', { name: 'two' });
    },
    where: /in "one" already, as version 1/,
    next: /Use it from there/,
  },
  'bare-amounts': { by: file(column('€5', '7', '€3')), where: /1 of 3 amounts in "x" have no €, first on line 3/, next: /Write the unit/, at: { line: 3, offset: 4 + 7 } },
  'bare-times': { by: file(column('2024-01-31T10:00:00Z', '2024-01-31 10:00:00')), where: /1 of 2 times in "x" name no zone, first on line 3/, next: /Write their zone/, at: { line: 3, offset: 4 + 23 } },
  'blank-lines': { by: file('a\n1\n\n2\n'), where: /1 blank line in a table of one column/, next: /Write "" in the file/ },
  'control-characters': { by: file('a,b\n1,x\n2,y\x01z\n'), where: /first on line 3 in "b"/, next: /take them out of the file/, at: { line: 3, column: 4, offset: 11 } },
  'day-digits': { by: file(column('20240131', '20240229', '20241231')), where: /"x"/, next: /choose the type date/, at: { line: 2, offset: 4 } },
  'empty-as-missing': { by: parquet("select '' as a, 1 as b union all select 'x', 2"), where: /1 text is empty/, next: /write a word of its own/ },
  'end-mark': { by: file('a,b\n1,2\n\x1a'), where: /The file ends with/, next: /Nothing has to be done if/, at: { line: 3, column: 1, offset: 8 } },
  'error-cells': { by: ugly, where: /first [A-Z]+\d+/, next: /correct the formulas/ },
  'filled-columns': { by: archive({ 'a.csv': 'x,y\n1,2\n', 'b.csv': 'x\n3\n' }, { unlikeFiles: 'fill' }), where: /"b\.csv" has no column "y"/, next: /give the columns one name/ },
  'fixed-widths': { by: file('SKU      PRICE   UNITS\nA001      1.50       3\nB002     22.50      14\n'), where: /Each line has 3 parts/, next: /Export the table as CSV/, at: { line: 1, offset: 0 } },
  'formula-without-value': { by: ugly, where: /first [A-Z]+\d+/, next: /open the workbook in a spreadsheet program/ },
  'garbled-text': { by: file('a,b\n1,KÃ¤se\n'), where: /first on line 2 in "b"/, next: /export the table again as UTF-8/, at: { line: 2, column: 4, offset: 7 } },
  'hidden-columns': { by: ugly, where: /1 column is hidden in the sheet/, next: /leave them out/ },
  'hidden-rows': { by: ugly, where: /first row 5/, next: /delete them in the workbook/, at: { line: 5 } },
  'hidden-sheets': { by: ugly, where: /The workbook hides a sheet: "/, next: /choose another one/ },
  'joined-columns': { by: archive({ 'a.csv': 'sku,n\n1,2\n', 'b.csv': 'SKU,n\n3,4\n' }, { alikeColumns: 'join' }), where: /"SKU" is in "sku"/, next: /Give them different names/ },
  'left-out-files': { by: archive({ 'a.csv': 'x,y\n1,2\n', '__MACOSX/a.csv': 'x' }), where: /"__MACOSX\/a\.csv"/, next: /Give it another name/ },
  'made-names': { by: archive({ 'a.csv': 'x,x\n1,2\n', 'b.csv': 'x,x\n3,4\n' }, { onAmbiguous: 'guess' }), where: /In "a\.csv": .*in the header were made different: "x_2"/, next: /Name them in the file/ },
  'mark-in-data': { by: file('a,b\n\uFEFF1,2\n3,4\n'), where: /on line 2/, next: /remove it from the file/, at: { line: 2, offset: 4 } },
  'merged-cells': { by: ugly, where: /first [A-Z]+\d+:[A-Z]+\d+/, next: /Unmerge them/ },
  'mixed-currencies': { by: file(column('€5', '$7', '$3'), { currencies: 'numbers' }), where: /"x" .*2 in \$, 1 in €/, next: /Split the column/, at: { line: 3, offset: 4 + 7 } },
  'mixed-date-forms': { by: file(column('2024-01-31', '31.01.2024', '3 Mar 2024')), where: /"x" writes dates in several forms/, next: /look whether/, at: { line: 2, offset: 4 } },
  'mixed-line-ends': { by: file('a,b\r\n1,2\n3,4\r\n'), where: /1 LF, 2 CR LF, 0 CR/, next: /look whether/ },
  'mixed-zones': { by: file(column('2024-01-31T10:00:00Z', '2024-01-31T10:00:00+02:00')), where: /1 in UTC, 1 in \+02:00; the first change is on line 3/, next: /in a column of its own/, at: { line: 3, offset: 4 + 23 } },
  'mostly-values': { by: file(numbers('many')), where: /"n" .* 1 of 30 cells, first on line 6/, next: /Correct them/, at: { line: 6, offset: 4 + 4 * 5 } },
  'nan-as-missing': { by: parquet("select 'nan'::double as a, 1 as b union all select 2.5, 2"), where: /1 value is NaN/, next: /write a number/ },
  'nested-as-json': { by: parquet('select [1, 2] as a, 1 as b'), where: /"a" holds lists/, next: /columns of their own/ },
  'other-order': { by: archive({ 'a.csv': 'x,y\n1,2\n', 'b.csv': 'y,x\n3,4\n' }), where: /"b\.csv" has the same columns/, next: /look whether/ },
  'padded-cells': { by: file('a, b\n1, 2\n3, 4\n'), where: /in every row/, next: /Export the file without them/, at: { line: 1, offset: 0 } },
  percent: { by: file(column('12.5%', '-3%')), where: /"x"/, next: /Divide by 100/, at: { line: 2, offset: 4 } },
  'quoted-lines': { by: file('"id,n"\n"a,1"\n', { delimiter: ',' }), where: /From line 1 on every line .* 2 columns/, next: /leave the delimiter to the file/, at: { line: 1, offset: 0 } },
  'ragged-rows': { by: file('a,b\n1,2\n3,4,5\n6,7\n', { onRagged: 'quarantine' }), where: /line 3/, next: /correct the file/, at: { line: 3, offset: 8 } },
  'recipe-new-columns': { by: withRecipe('id,n\na,1\nb,2\n', 'id,n,extra\nc,3,x\n'), where: /"extra"/, next: /decide about it/ },
  'repaired-cells': { by: file('a,b\n1, x\n', { repairs: [{ kind: 'replace', column: 'a', from: 1, to: 2 }] }), where: /1 cell was changed by 1 repair/, next: /The cells as read are kept/ },
  'replacement-characters': { by: file('a,b\n1,ä\n2,"two\nlines \uFFFD"\n'), where: /first on line 3 in "b"/, next: /export the table again as UTF-8/, at: { line: 4, column: 7, offset: 22 } },
  'set-aside-rows': { by: file('a,b\n1,x\n900,y\n', { repairs: [{ kind: 'quarantine', check: { check: 'range', column: 'a', args: { max: 100 }, nulls: 'pass' } }] }), where: /1 row was set aside by a repair, because a failed its check/, next: /can be seen and taken back/ },
  'similar-names': { by: file('a,a ,b\n1,2,3\n'), where: /in the header.*"a" and "a "/, next: /give one of them another name/, at: { line: 1, offset: 0 } },
  'spaces-after-quotes': { by: file('a,b\n"x" ,2\n'), where: /first on line 2/, next: /look whether/, at: { line: 2, column: 4, offset: 7 } },
  'special-numbers': { by: file('a,b\n1,2\nInfinity,3\n'), where: /"a".*first on line 3/, next: /Choose such words as missing/, at: { line: 3, offset: 8 } },
  'stray-quotes': { by: file('a,b\nä,5" pipe\n'), where: /first on line 2/, next: /correct the file/, at: { line: 2, column: 4, offset: 8 } },
  'total-row': { by: file('d,n\n2025-01-01,1\n2025-01-02,2\nTotal,3\n'), where: /line 4/, next: /remove it from the file/, at: { line: 4, offset: 30 } },
  'trailing-delimiter': { by: file('a,b\n1,2,\n3,4,\n'), where: /Every row/, next: /Nothing has to be done if/ },
  'wide-to-long': { by: file(wide, { unpivot: long }), where: /3 columns went into "period" and "value"/, next: /Import the file without that/ },
};

const refusals: Readonly<Record<(typeof refusalCodes)[number], Case>> = {
  'binary-file': { by: file(Buffer.alloc(64)), where: /first at byte 0/, next: /Export the table as CSV/, at: { offset: 0 } },
  'broken-encoding': { by: file(Buffer.from('612c620ac3a42c310ac3a4e42c320a', 'hex')), where: /at byte 11/, next: /Export it again as UTF-8/, at: { line: 3, column: 2, offset: 11 } },
  'column-taken': { by: file(wide, { unpivot: { ...long, nameTo: 'sku' } }), where: /"sku" is there already/, next: /Choose another name/ },
  'date-conflict': { by: file('d,n\n25/04/2025,1\n04/25/2025,2\n'), where: /"d".*line 2.*line 3/, next: /Correct the file/, at: { line: 3, offset: 17 } },
  'date-invalid': { by: file('d,n\r\n2025-02-28,2\r\n2025-02-29,1\r\n'), where: /"d".*line 3/, next: /Correct the file/, at: { line: 3, offset: 19 } },
  'file-column-taken': { by: archive({ 'a.csv': 'x,y\n1,2\n', 'b.csv': 'x,y\n3,4\n' }, { fileColumn: 'x' }), where: /"x"/, next: /Choose another name/ },
  'name-too-long': { by: file(`${'x'.repeat(1001)},b\n1,2\n`), where: /line 1/, next: /shorten the name/, at: { line: 1, offset: 0 } },
  'no-common-columns': { by: archive({ 'a.csv': 'x,y\n1,2\n', 'b.csv': 'p,q\n3,4\n' }), where: /"a\.csv" and "b\.csv"/, next: /Import them one by one/ },
  'no-period-columns': { by: file('a,b\n1,2\n', { unpivot: long }), where: /columns are named like periods/, next: /Name the columns/ },
  'no-rows': { by: file('a,b\n'), where: /from line 1 on/, next: /Export it again/, at: { line: 1, offset: 0 } },
  'no-such-sheet': { by: file('a,b\n1,2\n', { sheet: 'East' }), where: /"East"/, next: /Leave out the choice/ },
  'ragged-rows': { by: file('\uFEFFa,b\n1,2\n3,4,5\n', {}), where: /line 3, has 3\. Lines: 3\./, next: /Correct the file, or import it and leave/, at: { line: 3, offset: 11 } },
  'record-too-long': { by: file(`a,b\n1,2\n${'x'.repeat(9 << 20)},3\n`), where: /begins on line 3/, next: /Correct the file/, at: { line: 3, offset: 8 } },
  'text-after-quote': { by: file('a,b\nä,"x"y\n'), where: /On line 2.*"x"y/, next: /correct the line/, at: { line: 2, column: 3, offset: 7 } },
  'too-many-columns': { by: file(`${Array.from({ length: 10_001 }, (_, i) => `c${i}`).join(',')}\n${','.repeat(10_000)}\n`), where: /10,001 columns by its first row, line 1/, next: /Leave columns out/, at: { line: 1, offset: 0 } },
  'two-tables': { by: file('a,b\n1,2\n\nc,d,e\n1,2,3\n'), where: /before line 4/, next: /Split the file/, at: { line: 4, offset: 9 } },
  'type-mismatch': { by: file('a,b\n1,2\nx,3\n', {}, [{ name: 'a', type: 'integer' }]), where: /"a".*on line 3/, next: /Choose another type/, at: { line: 3, offset: 8 } },
  'unclosed-quote': { by: file('a,b\r\n"x\r\ny",1\r\n2,"3\r\n4,5'), where: /opened on line 4/, next: /Correct the line/, at: { line: 4, column: 3, offset: 17 } },
  'unquoted-line': { by: file('"id,n"\n"a,1"\nb,2\n', { quotedLines: 'table' }), where: /line 3 is not/, next: /Correct the line, or import the file as it stands/, at: { line: 3, offset: 13 } },
  'unknown-column': { by: file(wide, { unpivot: { ...long, columns: ['nope'] } }), where: /"nope"/, next: /Check its name/ },
  'unsupported-encoding': { by: file(Buffer.from('fffe0000610000002c000000', 'hex')), where: /at its first byte/, next: /Save it as UTF-8/, at: { offset: 0 } },
  'wrong-names': { by: file('a,b\n1,2\n', { columnNames: ['one'] }), where: /1 column names were given, but the table has 2/, next: /Give each column one name/, at: { line: 1, offset: 0 } },
};

/** Asked, guessed and refused; the options say what may be done. */
const questions: Readonly<Record<QuestionCode, { readonly by: Import; readonly where: RegExp }>> = {
  'alike-columns': { by: archive({ 'a.csv': 'sku,n\n1,2\n', 'b.csv': 'SKU,n\n3,4\n' }), where: /"b\.csv" has a column "SKU" where "a\.csv" has "sku"/ },
  'backslash-escape': { by: file('a,b\n1,"x\\"y"\n'), where: /The file writes a quote .* as \\"/ },
  currencies: { by: file(column('€5', '$7', '$3')), where: /"x"/ },
  'date-order': { by: file('d,n\n01/02/2025,1\n03/04/2025,2\n'), where: /"d"/ },
  'date-serials': { by: file('date,n\n45658,1\n45659,2\n'), where: /"date"/ },
  'decimal-mark': { by: file('a;b\n1.234;x\n2.345;y\n'), where: /1\.234/ },
  delimiter: { by: file('a b c\n1 2 3\n4 5 6\n'), where: /each has 2 spaces/ },
  'digit-groups': { by: file(column('555 123 456', '555 765 432')), where: /"x"/ },
  'duplicate-names': { by: file('a,a,b\n1,2,3\n'), where: /"a" stands for several columns/ },
  'empty-names': { by: file('a,,c\n1,2,3\n'), where: /One column has no name/ },
  encoding: { by: file(Buffer.from('d,name\n1,M\xfcller\n2,Gro\xdf\n', 'latin1')), where: /from byte 10 on/ },
  exponents: { by: file('sku,n\n1E5,1\n2E3,2\n'), where: /"sku"/ },
  header: { by: file('1,2\n3,4\n5,6\n'), where: /the first row.*1, 2/ },
  'null-tokens': { by: file('a,b\n1,NA\n2,3\n'), where: /"NA"/ },
  parentheses: { by: file('a,b\n(5.00),1\n3.00,2\n'), where: /"a"/ },
  percents: { by: file(column('12.5%', '0.3')), where: /1 of 2 values of "x"/ },
  preamble: { by: file('Report of 2025\n\na,b\n1,2\n3,4\n'), where: /on line 3/ },
  quote: { by: file("'a','b'\n'1','x, y'\n'2','z'\n"), where: /Cells stand in apostrophes/ },
  'quoted-lines': { by: file('"id,n"\n"a,1"\n"b,2"\n'), where: /From line 1 on every line is one quoted text, such as "id,n"/ },
  'recipe-misfit': { by: withRecipe('id,n\na,1\nb,2\n', 'id,other\nc,3\n'), where: /"n"/ },
  'trailing-minus': { by: file(column('12.50-', '3.00')), where: /"x"/ },
  'two-digit-years': { by: file('d,n\n31-12-49,1\n30-12-50,2\n'), where: /"d"/ },
  'two-header-rows': { by: file('Q1,,Q2,\nqty,rev,qty,rev\n1,2,3,4\n'), where: /The header seems to take two rows/ },
  'unlike-files': { by: archive({ 'a.csv': 'x,y\n1,2\n', 'b.csv': 'x\n3\n' }), where: /"b\.csv" has no column "y"/ },
  'which-sheet': { by: fixture('twoSheets.xlsx'), where: /"North", "South & West"/ },
};

const proposals: Readonly<Record<ProposalCode, { readonly content: string; readonly where: RegExp }>> = {
  'wide-to-long': { content: wide, where: /"2024-01" to "2024-03"/ },
};

function expectSaid(notice: Notice | undefined, { where, next, at = {} }: Omit<Case, 'by'>): void {
  if (!notice) throw new Error('not told');
  expect(notice.message).toMatch(/^["\p{Lu}\d].*[.?]$/su);
  expect(notice.message).toMatch(where);
  expect(notice.message).toMatch(next);
  expect({ line: notice.line, column: notice.column, offset: notice.offset }).toEqual({ line: at.line, column: at.column, offset: at.offset });
}

describe('beside a stored table', () => {
  test.each(warningCodes)('%s', async (code) => {
    const report = await warnings[code].by(openDatasets());
    expect(report.snapshot).not.toBeNull();
    expectSaid(report.warnings.find((each) => each.code === code), warnings[code]);
  });
});

describe('where nothing is stored', () => {
  test.each(refusalCodes)('%s', async (code) => {
    const open = openDatasets();
    const report = await refusals[code].by(open);
    expect(report).toMatchObject({ verdict: 'reject', snapshot: null });
    expectSaid(report.warnings[0], refusals[code]);
    expect(report.warnings[0]?.code).toBe(code);
    expect(open.blobs.list()).toEqual([]);
  });
});

describe('where the file leaves something open', () => {
  test.each(questionCodes)('%s', async (code) => {
    const { by, where } = questions[code];
    const asked = await by(openDatasets());
    expect(asked).toMatchObject({ verdict: 'ask', snapshot: null });
    const question = asked.questions.find((each) => each.code === code);
    expect(question?.message).toMatch(where);
    expect(question?.message).toMatch(/\?/);
    for (const { label } of question?.options ?? [{ label: '' }]) expect(label.length).toBeGreaterThan(4);
    const refused = await by(openDatasets(), { onAmbiguous: 'fail' });
    expect(refused).toMatchObject({ verdict: 'reject', snapshot: null });
    expect(refused.warnings).toContainEqual(expect.objectContaining({ code, message: expect.stringMatching(where) as string }));
    const guessed = await by(openDatasets(), { onAmbiguous: 'guess' });
    expect(guessed.warnings.find((each) => each.code === `guessed-${code}`)?.message).toMatch(where);
    expect(guessed.snapshot).not.toBeNull();
  });
});

test.each(proposalCodes)('%s is proposed', async (code) => {
  const open = openDatasets();
  const path = join(open.folder, 'wide.csv');
  writeFileSync(path, proposals[code].content);
  const [proposal] = (await open.inspectPath(path)).proposals;
  expect(proposal).toMatchObject({ code, message: expect.stringMatching(proposals[code].where) as string });
  expect(proposal?.options.length).toBeGreaterThan(0);
});

test('a place is the same in a look as in the import, in every encoding', async () => {
  const text = 'a,b\n€ä,1\nö,"x"y\n';
  const wider = (order: 'le' | 'be'): Buffer => (order === 'le' ? Buffer.from(`\uFEFF${text}`, 'utf16le') : Buffer.from(`\uFEFF${text}`, 'utf16le').swap16());
  const cases: readonly (readonly [Uint8Array, Partial<ReadingRequest>, number])[] = [
    [Buffer.from(text), {}, 4 + 8 + 3],
    [Buffer.from(`\uFEFF${text}`), {}, 3 + 4 + 8 + 3],
    [wider('le'), {}, 2 + 2 * 11],
    [wider('be'), {}, 2 + 2 * 11],
    [Buffer.concat([Buffer.from('a,b\n'), Buffer.from([0x80, 0xe4, 0x2c, 0x31, 0x0a, 0xf6, 0x2c]), Buffer.from('"x"y\n')]), { encoding: 'windows-1252' }, 11],
  ];
  for (const [bytes, reading, offset] of cases) {
    const open = openDatasets();
    const report = await open.importBytes(bytes, { reading });
    expect(report.warnings[0]).toMatchObject({ code: 'text-after-quote', line: 3, column: 3, offset });
    expect((await open.inspectPath(join(open.folder, 'shop.csv'), reading)).notices[0]).toEqual(report.warnings[0]);
  }
  expect(placeOf({ line: 3, column: 3, offset: 1500 })).toBe('line 3, column 3, byte 1,500');
});

test('a byte that the chosen encoding does not know is named exactly, deep in a file too', async () => {
  const line = Buffer.from('c3fb2c620a', 'hex');
  const bytes = Buffer.concat([...Array.from({ length: 200_000 }, () => line), Buffer.from('ab'), Buffer.from([0xff]), Buffer.from(',1\n'.repeat(10))]);
  const report = await openDatasets().importBytes(bytes, { reading: { encoding: 'gb18030' } });
  const offset = line.length * 200_000 + 2;
  expect(report.warnings[0]).toMatchObject({ code: 'broken-encoding', offset, line: 200_001, column: 3 });
});
