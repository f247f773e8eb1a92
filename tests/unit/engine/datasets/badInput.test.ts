import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { EngineError } from '@shared/contract/errors';
import { datasetsMessages } from '@shared/messages/datasets';
import { openDatasets, type OpenDatasets } from './openDatasets';

async function expectNothingStored({ datasets, blobs, folder, context }: OpenDatasets): Promise<void> {
  expect(await datasets.handlers['datasets.list']({}, context)).toEqual([]);
  expect(blobs.list()).toEqual([]);
  expect(readdirSync(`${folder}/tmp`).filter((name) => name !== 'grants.json')).toEqual([]);
}

describe('unreadable files are errors that say what they are', () => {
  test.each<[string, string | Uint8Array, RegExp]>([
    ['empty', '', /empty/],
    ['a broken ZIP archive', Buffer.from('504b030414000000', 'hex'), /archive is damaged/],
    ['a broken Parquet file', Buffer.from('PAR1 and no more PAR1'), /Parquet file cannot be read/],
    ['an old Excel workbook', Buffer.from('d0cf11e0a1b11ae10000', 'hex'), /old Excel workbook.*save it as \.xlsx/],
    ['a workbook with a password', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]), /password/],
    ['a PNG picture', Buffer.from('89504e470d0a1a0a0000', 'hex'), /PNG/],
    ['random bytes', Uint8Array.from({ length: 4000 }, (_, i) => (i * 7919) % 256), /not text/],
  ])('%s', async (_, content, message) => {
    const open = openDatasets();
    const outcome = open.importBytes(content);
    await expect(outcome).rejects.toBeInstanceOf(EngineError);
    await expect(outcome).rejects.toMatchObject({ code: 'unreadable-file', message: expect.stringMatching(message) as string });
    await expectNothingStored(open);
  });
});

describe('files that cannot be one table are rejected with the reason and the line', () => {
  test.each<[string, string | Uint8Array, string, number | undefined]>([
    ['header only', 'a,b\n', 'no-rows', 1],
    ['only blank lines', '\n\n\n', 'no-rows', undefined],
    ['unclosed quote', 'a,b\n1,"2\n3,4\n', 'unclosed-quote', 2],
    ['unclosed quote after a cell with line ends', 'a,b\n"x\ny",1\n2,"3\n4,5', 'unclosed-quote', 4],
    ['text after a closing quote', 'a,b\n1,"x"y\n', 'text-after-quote', 2],
    ['more cells', 'a,b\n1,2\n1,2,3\n4,5\n', 'ragged-rows', 3],
    ['fewer cells', 'a,b,c\n1,2\n4,5,6\n', 'ragged-rows', 2],
    ['two tables', 'a,b\n1,2\n\nc,d,e\n1,2,3\n', 'two-tables', 4],
    ['two encodings', Buffer.from('612c620ac3a42c310ae42c320a', 'hex'), 'broken-encoding', undefined],
    ['a cut-off character', Buffer.from('612c620a312cc3', 'hex'), 'broken-encoding', undefined],
    ['zero bytes', Buffer.alloc(64), 'binary-file', undefined],
    ['UTF-32', Buffer.from('fffe0000610000002c000000', 'hex'), 'unsupported-encoding', undefined],
    ['dates that do not exist', 'd,n\n2025-02-29,1\n2025-02-28,2\n', 'date-invalid', 2],
    ['dates of two orders', 'd,n\n25/04/2025,1\n04/25/2025,2\n', 'date-conflict', 3],
  ])('%s', async (_, content, code, line) => {
    const open = openDatasets();
    const report = await open.importBytes(content);
    expect(report).toMatchObject({ verdict: 'reject', snapshot: null, questions: [] });
    expect(report.warnings[0]).toMatchObject({ code, ...(line === undefined ? {} : { line }) });
    await expectNothingStored(open);
  });

  test('the offset of a broken character is named', async () => {
    const report = await openDatasets().importBytes(Buffer.from('612c620ac3a42c310ae42c320a', 'hex'));
    expect(report.warnings[0]).toMatchObject({ offset: 9 });
  });

  test('a broken character is found in the middle of a large file', async () => {
    const bytes = Buffer.from(`a,b\n${'ä,1\n'.repeat(700_000)}`);
    bytes[2_000_004] = 0xff;
    const { warnings } = await openDatasets().importBytes(bytes);
    const { offset } = warnings[0] ?? {};
    expect(offset).toBeGreaterThanOrEqual(2_000_002);
    expect(offset).toBeLessThanOrEqual(2_000_004);
  });
});

describe('what the file does not say is asked, and the answer is taken', () => {
  test.each<[string, string, string, readonly string[]]>([
    ['duplicate names', 'a,a,b\n1,2,3\n', 'duplicate-names', ['a', 'a_2', 'b']],
    ['an empty name', 'a,,c\n1,2,3\n', 'empty-names', ['a', 'column_2', 'c']],
    ['a made name that exists', 'a,a_2,a\n1,2,3\n', 'duplicate-names', ['a', 'a_2', 'a_3']],
    ['doubled __proto__', '__proto__,__proto__\nA,B\n', 'duplicate-names', ['__proto__', '__proto___2']],
    ['a title before the table', 'Report of 2025\n\na,b\n1,2\n', 'preamble', ['a', 'b']],
    ['no header', '1,2\n3,4\n5,6\n', 'header', ['column_1', 'column_2']],
    ['two header rows', 'Q1,,Q2,\nqty,rev,qty,rev\n1,2,3,4\n', 'two-header-rows', ['qty', 'rev', 'qty_2', 'rev_2']],
    ['cells in apostrophes', "'a','b'\n'1','x, y'\n'2','z'\n", 'quote', ['a', 'b']],
    ['columns divided by spaces', 'a b c\n1 2 3\n4 5 6\n', 'delimiter', ['a', 'b', 'c']],
    ['backslash escapes', 'a,b\n1,"x\\"y"\n', 'backslash-escape', ['a', 'b']],
  ])('%s', async (_, content, code, names) => {
    const open = openDatasets();
    const asked = await open.importBytes(content);
    expect(asked).toMatchObject({ verdict: 'ask', snapshot: null });
    expect(asked.questions[0]?.code).toBe(code);
    await expectNothingStored(open);
    const refused = await open.importBytes(content, { reading: { onAmbiguous: 'fail' } });
    expect(refused).toMatchObject({ verdict: 'reject', snapshot: null });
    const guessed = await open.importBytes(content, { reading: { onAmbiguous: 'guess' } });
    expect(guessed.verdict).toBe('warn');
    expect(guessed.snapshot?.columns.map(({ name }) => name)).toEqual(names);
    expect(guessed.warnings.some((warning) => warning.code === `guessed-${code}`)).toBe(true);
  });

  test.each([
    ['whole lines in quotes', '"a ""b"" c;d"\n"e ""f"" g;h"\n', []],
    ['quotes that are not doubled', '1;"he "said" x y"\n2;"he "said" x y"\n', ['text-after-quote']],
    ['quotes around the first word', '"x" y z;1\n"x" y w;2\n', ['text-after-quote']],
  ])('%s raise no question of spaces', async (_, content, codes) => {
    const report = await openDatasets().importBytes(content, { reading: { onAmbiguous: 'ask' } });
    expect(report.questions.filter(({ code }) => code === 'delimiter')).toEqual([]);
    expect(report.warnings.map(({ code }) => code)).toEqual(codes);
  });

  test('names that were given are used, and must fit', async () => {
    const open = openDatasets();
    const named = await open.stored('a,a\n1,2\n', { reading: { columnNames: ['first', 'second'] } });
    expect(named.columns.map(({ name }) => name)).toEqual(['first', 'second']);
    for (const columnNames of [['one'], ['x', 'x'], ['x', ' ']]) {
      expect(await open.importBytes('a,a\n1,2\n', { reading: { columnNames } })).toMatchObject({ verdict: 'reject', warnings: [{ code: 'wrong-names' }] });
    }
  });
});

describe('ragged rows', () => {
  test('can be left out, counted and named', async () => {
    const open = openDatasets();
    const report = await open.importBytes('a,b\n1,2\n3,4,5\n6\n7,8\n', { reading: { onRagged: 'quarantine' } });
    expect(report).toMatchObject({ verdict: 'warn', records: { in: 4, stored: 2, quarantined: 2, refused: 0, blank: 0, comment: 0 } });
    expect(report.warnings[0]).toMatchObject({ code: 'ragged-rows', line: 3, count: 2 });
    if (!report.snapshot) throw new Error('not stored');
    expect(await open.cells(report.snapshot)).toEqual([['a', 'b'], ['1', '2'], ['7', '8']]);
  });

  test.each(['\n', '\r\n'])('keep their lines in a long file with cells of several lines, blank lines and a title (%j)', async (lineEnd) => {
    const open = openDatasets();
    const lines = ['Report of the shop', 'id,note,n'];
    const ragged: number[] = [];
    let stored = 0;
    for (let i = 0; lines.length < 60_000; i++) {
      if (i % 1000 === 500) {
        lines.push(`${i},"two`, `lines",${i}`);
        stored++;
      } else if (i % 1000 === 501) lines.push('');
      else if (i % 2500 === 7) {
        ragged.push(lines.length + 1);
        lines.push(...(i % 5000 === 7 ? [`${i},short`] : [`${i},"too`, 'long",1,2']));
      } else {
        lines.push(`${i},note ${i % 50},${i}`);
        stored++;
      }
    }
    const report = await open.importBytes(`${lines.join(lineEnd)}${lineEnd}`, { reading: { onRagged: 'quarantine', skipLines: 1 } });
    const blank = lines.filter((line) => line === '').length;
    expect(report.records).toEqual({ in: stored + ragged.length + blank + 1, stored, quarantined: ragged.length, refused: 0, blank, comment: 1 });
    expect(report.snapshot?.rows).toBe(stored);
    const [notice] = report.warnings;
    expect(notice).toMatchObject({ code: 'ragged-rows', line: ragged[0], count: ragged.length });
    expect(notice?.message).toContain(`Lines: ${ragged.slice(0, 20).join(', ')}${ragged.length > 20 ? ' and more' : ''}.`);
    expect(notice?.message).toContain('They were left out;');
  });
});

describe('unusual tables work', () => {
  test('a row of only missing values is a row', async () => {
    const open = openDatasets();
    const snapshot = await open.stored('a,b\n1,2\n,\n3,4\n');
    expect(snapshot).toMatchObject({ rows: 3, columns: [{ type: 'integer', nulls: 1, distinct: 2 }, { type: 'integer', nulls: 1 }] });
    expect(await open.cells(snapshot)).toEqual([['a', 'b'], ['1', '2'], ['', ''], ['3', '4']]);
  });

  test.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then', 'row', 'line', 'c0', 'a"b', "a'b", 'select'])('a column called %s', async (name) => {
    const open = openDatasets();
    const before = Object.getOwnPropertyNames(Object.prototype).join();
    const cells = [[name, 'other'], ['x', '1'], ['y', '2']];
    const snapshot = await open.stored(cells.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n'));
    expect(await open.cells(snapshot)).toEqual(cells);
    const page = await open.datasets.handlers['datasets.page']({ snapshotId: snapshot.id, offset: 0, limit: 10, sort: [{ column: name, descending: true }], filters: [{ column: name, operator: 'not-empty' }] }, open.context);
    expect(page.rows).toEqual([['y', 2], ['x', 1]]);
    expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(before);
  });

  test('300 columns, and names that differ only in case', async () => {
    const names = Array.from({ length: 300 }, (_, i) => (i % 2 === 0 ? `N${i}` : `n${i - 1}`));
    const open = openDatasets();
    const snapshot = await open.stored([names, ...Array.from({ length: 50 }, (_, r) => names.map((__, c) => r * c))].map((row) => row.join(',')).join('\n'));
    expect(snapshot.columns.map(({ name }) => name)).toEqual(names);
    const page = await open.datasets.handlers['datasets.page']({ snapshotId: snapshot.id, offset: 49, limit: 1, sort: [], filters: [], columns: ['N2', 'n2'] }, open.context);
    expect(page.rows).toEqual([[98, 147]]);
  });

  test('a column where every cell is missing', async () => {
    const snapshot = await openDatasets().stored('a,b\n1,\n2,\n');
    expect(snapshot.columns[1]).toMatchObject({ type: 'text', nulls: 2, distinct: 0, evidence: 'every cell is missing' });
  });
});

describe('a cancelled import stores nothing and leaves no temp file', () => {
  const { survey, read, write, facts, keep } = datasetsMessages.progress;
  const rows = '1,2.50,x\n'.repeat(150_000);
  test.each([survey, read, write, facts, keep].flatMap((phase) => [[phase, 'from its bytes', `a,b,c\n${rows}`] as const, [phase, 'by its plain copy', `a,b,c\r\n${rows}`] as const]))('cancelled at "%s", read %s', async (phase, _, content) => {
    const open = openDatasets();
    const stop = new AbortController();
    const told: string[] = [];
    const report = ({ title }: { title: string }): void => {
      told.push(title);
      if (title !== phase) return;
      // In the middle of what takes time; the last phase is not broken off once it has begun.
      if (phase === keep) stop.abort();
      else setImmediate(() => stop.abort());
    };
    await expect(open.importBytes(content, { context: { signal: stop.signal, report } })).rejects.toMatchObject({ code: 'cancelled' });
    expect(told.at(-1)).toBe(phase);
    await expectNothingStored(open);
    expect((await open.importBytes(content)).snapshot?.rows).toBe(150_000);
  });
});

describe('records are accounted for, whatever the verdict', () => {
  test.each<[string, string, object]>([
    ['rejected', 'a,b\n1,2\n3\n\n4,5\n', { verdict: 'reject', records: { in: 4, stored: 0, quarantined: 0, refused: 3, blank: 1, comment: 0 } }],
    ['asked about', 'd,n\n01/02/2025,1\n03/04/2025,2\n', { verdict: 'ask', records: { in: 2, stored: 0, quarantined: 0, refused: 2, blank: 0, comment: 0 } }],
  ])('%s', async (_, content, expected) => {
    expect(await openDatasets().importBytes(content)).toMatchObject(expected);
  });
});

test('U+FEFF at the beginning of a cell is kept and named', async () => {
  const open = openDatasets();
  const snapshot = await open.stored('a,b\n\uFEFF1,2\nx\uFEFF,3\n');
  expect(await open.cells(snapshot)).toEqual([['a', 'b'], ['\uFEFF1', '2'], ['x\uFEFF', '3']]);
  expect(snapshot.warnings).toMatchObject([{ code: 'mark-in-data', line: 2, count: 2 }]);
});

test.each<[string, string, string, number]>([
  ['a space behind every delimiter', 'a, b\n1, 2\n3, 4\n', 'padded-cells', 1],
  ['a table of fixed widths', 'SKU      PRICE   UNITS\nA001      1.50       3\nB002     22.50      14\n', 'fixed-widths', 1],
  ['a quote in a name', 'a,b"\n1,2\n', 'stray-quotes', 1],
  ['white space after a closing quote', 'a,b\n"x" ,2\n', 'spaces-after-quotes', 2],
])('%s is told, and the cells are kept', async (_, content, code, line) => {
  const report = await openDatasets().importBytes(content);
  expect(report).toMatchObject({ verdict: 'warn', warnings: [{ code, line }] });
});
