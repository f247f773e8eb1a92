import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { createLineUnwrapper, UnquotedLine } from '@engine/datasets/reading/quotedLines';
import { openDatasets } from '../openDatasets';

const wrap = (line: string): string => `"${line.replaceAll('"', '""')}"`;

test('whatever stood in the lines comes out again, however the text is cut into pieces', () => {
  const line = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', 'é'), minLength: 1, maxLength: 12 });
  const end = fc.constantFrom('\n', '\r\n');
  fc.assert(
    fc.property(fc.array(fc.tuple(line, end), { minLength: 1, maxLength: 8 }), fc.array(fc.nat(60), { maxLength: 6 }), (lines, cuts) => {
      const text = lines.map(([inner, lineEnd]) => wrap(inner) + lineEnd).join('');
      const places = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
      const unwrap = createLineUnwrapper('"', 1);
      const pieces = places.slice(1).map((to, i) => unwrap(text.slice(places[i], to), false));
      expect(pieces.join('') + unwrap('', true)).toBe(lines.map(([inner, lineEnd]) => inner + lineEnd).join(''));
    }),
    { seed: 4 },
  );
});

test.each([
  ['"a,b"\n\n1,2\n', 3],
  ['"a,b"\r\n"1,2"x\r\n', 2],
  ['"a\nb"\n"c\n', 3],
])('%j ends at the line that is not quoted whole', (text, line) => {
  expect(() => createLineUnwrapper('"', 1)(text, true)).toThrow(expect.objectContaining({ constructor: UnquotedLine, line }));
});

const quotedWhole = '"id,name,units"\n"a,""Smith, Ann"",3"\n"b,Bob,14"\n';

describe('a file whose lines are quoted whole', () => {
  test('is asked about in the look and at the import, and the answer reads the text inside', async () => {
    const open = openDatasets();
    const asked = await open.importBytes(quotedWhole);
    expect(asked).toMatchObject({ verdict: 'ask', snapshot: null, questions: [{ code: 'quoted-lines', options: [{ label: 'Yes, read the text inside the quotes: 3 columns, the first row is "id", "name", "units"', apply: { quotedLines: 'table' } }, {}] }] });
    expect((await open.inspectPath(`${open.folder}/shop.csv`)).questions).toEqual(asked.questions);
    const [table, text] = asked.questions[0]?.options ?? [];
    const snapshot = await open.stored(quotedWhole, { reading: table?.apply ?? {} });
    expect(snapshot.columns.map(({ name, type }) => [name, type])).toEqual([['id', 'category'], ['name', 'category'], ['units', 'integer']]);
    expect(await open.cells(snapshot)).toEqual([['id', 'name', 'units'], ['a', 'Smith, Ann', '3'], ['b', 'Bob', '14']]);
    expect((await open.inspectPath(`${open.folder}/shop.csv`, table?.apply)).cells).toEqual(await open.cells(snapshot));
    const single = await open.importBytes(quotedWhole, { reading: text?.apply ?? {} });
    expect(single).toMatchObject({ verdict: 'warn', warnings: [{ code: 'quoted-lines', line: 1 }], snapshot: { columns: [{ name: 'id,name,units' }] } });
  });

  test('in an archive each file answers for itself, and stays as it was read', async () => {
    const open = openDatasets();
    const parts = zipSync({ 'a.csv': strToU8(quotedWhole), 'b.csv': strToU8('id,name,units\nc,Cid,5\n') });
    const report = await open.importBytes(parts, { fileName: 'parts.zip', reading: { quotedLines: 'table' } });
    expect(report.snapshot?.rows).toBe(3);
    expect(report.reading?.members).toMatchObject([{ name: 'a.csv', quotedLines: 'table' }, { name: 'b.csv' }]);
    expect(report.reading?.members?.[1]).not.toHaveProperty('quotedLines');
  });

  test('a line further on that is not quoted is refused with its line', async () => {
    const long = `${quotedWhole}${'"c,Cid,1"\n'.repeat(40_000)}d,Dan,2\n`;
    expect(await openDatasets().importBytes(long, { reading: { quotedLines: 'table' } })).toMatchObject({ verdict: 'reject', snapshot: null, warnings: [{ code: 'unquoted-line', line: 40_004 }] });
  });
});

test.each([
  ['one column of places, under a name without a comma', '"city"\n"Paris, France"\n"Oslo, Norway"\n'],
  ['lines of unlike parts', '"a note"\n"well, fine"\n"one, two, three"\n'],
  ['cells that are quoted one by one', '"a","b"\n"1","2"\n'],
  ['dates with a comma', '"Dec 8, 2022"\n"Sep 26, 2022"\n"Aug 31, 2022"\n'],
  ['lists', '"[1, 2]"\n"[1, 3]"\n'],
  ['a single line', '"a,b,c"\n'],
])('%s: nothing is asked', async (_, content) => {
  const report = await openDatasets().importBytes(content);
  expect([...report.questions, ...report.warnings].map(({ code }) => code)).not.toContain('quoted-lines');
});
