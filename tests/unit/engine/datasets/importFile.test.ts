import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import iconv from 'iconv-lite';
import { openDatasets } from './openDatasets';

const csv = 'id,price,colour,day\n1,9.90,red,2025-01-31\n2,,"blue, dark",2025-02-01\n3,12.5,red,\n';

test('a snapshot tells its columns, types, counts and evidence', async () => {
  const snapshot = await openDatasets().stored(csv);
  expect(snapshot).toMatchObject({ rows: 3, number: 1, datasetName: 'shop', sourceName: 'shop.csv', sourceSha256: createHash('sha256').update(csv).digest('hex'), records: { in: 3, stored: 3, quarantined: 0, refused: 0, blank: 0, comment: 0 } });
  expect(snapshot.columns.map(({ name, type, nulls, distinct, evidence }) => [name, type, nulls, distinct, evidence])).toEqual([
    ['id', 'category', 0, 3, '3 different texts in 3 cells'],
    ['price', 'decimal', 1, 2, '2 numbers from 9.9 to 12.5; 1 missing'],
    ['colour', 'category', 0, 2, '2 different texts in 3 cells'],
    ['day', 'date', 1, 2, '2 dates from 2025-01-31 to 2025-02-01; 1 missing'],
  ]);
});

test('the cells as read come back, whatever they are stored as', async () => {
  const open = openDatasets();
  const cells = [['a', 'b', 'c', 'd', 'e'], ['1.50', 'TRUE', '31/01/2025', '+7', ' x '], ['-0', 'false', '05/02/2025', '08', 'line\nend'], ['1e3', '', '', '9', 'quote " here']];
  const snapshot = await open.stored(cells.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(';')).join('\r\n'));
  expect(snapshot.columns.map(({ type }) => type)).toEqual(['decimal', 'boolean', 'date', 'id', 'category']);
  expect(await open.cells(snapshot)).toEqual(cells);
  const page = await open.datasets.handlers['datasets.page']({ snapshotId: snapshot.id, offset: 0, limit: 10, sort: [], filters: [] }, open.context);
  expect(page.rows).toEqual([[1.5, true, '2025-01-31', '+7', ' x '], [-0, false, '2025-02-05', '08', 'line\nend'], [1000, null, null, '9', 'quote " here']]);
});

test('the same bytes read the same way are one version, under any name and at any time', async () => {
  const open = openDatasets();
  const first = await open.importBytes(csv);
  const again = await open.importBytes(csv, { fileName: 'other.csv' });
  expect(again).toMatchObject({ alreadyThere: true, verdict: 'accept', snapshot: { id: first.snapshot?.id, number: 1, datasetName: 'shop' } });
  const message = 'The same file, read the same way, is in "shop" already, as version 1. It stays there; nothing was added to "other". Use it from there.';
  expect(again.warnings).toEqual([{ code: 'already-imported', message }]);
  expect((await open.importBytes(csv)).warnings).toEqual([]);
  expect(await open.datasets.handlers['datasets.list']({}, open.context)).toHaveLength(1);
});

test('the id follows its definition, computed here by hand, and never changes for stored data', async () => {
  const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
  const columns = [['id', 'category', '1\x002\x003\0'], ['price', 'decimal', '9.9\0\x0012.5\0'], ['colour', 'category', 'red\0blue, dark\0red\0'], ['day', 'date', '2025-01-31\x002025-02-01\0\0']] as const;
  const reading = '{"dateOrder":"ymd","decimal":".","delimiter":",","encoding":"utf-8","hasHeader":true,"nullTokens":[],"onRagged":"reject","quote":"\\""}';
  const digests = JSON.stringify(columns.map(([, , values]) => sha256(values)));
  const schema = JSON.stringify(columns.map(([name, type]) => ({ name, type })));
  const identity = `{"digests":${digests},"formatVersion":1,"reading":${reading},"rows":3,"schema":${schema},"sourceSha256":"${sha256(csv)}"}`;
  const snapshot = await openDatasets().stored(csv);
  expect(snapshot.id).toBe(sha256(identity));
  expect(snapshot.id).toBe('0b1088c6c3a3792fa39c23bbe5ba9f81c411576ac7c5a222b98270f8fca40d04');
});

test('another byte, another type or another reading is another snapshot; versions count up', async () => {
  const open = openDatasets();
  const ids = new Set<string>();
  for (const [content, options] of [[csv, {}], [`${csv}4,1,red,\n`, {}], [csv, { columns: [{ name: 'price', type: 'text' as const }] }], [csv, { reading: { nullTokens: ['red'] } }]] as const) {
    ids.add((await open.stored(content, options as object)).id);
  }
  expect(ids.size).toBe(4);
  const [dataset] = await open.datasets.handlers['datasets.list']({}, open.context);
  expect(dataset?.versions.map(({ number }) => number)).toEqual([4, 3, 2, 1]);
});

test('a snapshot is found by id, prefix, name and number', async () => {
  const open = openDatasets();
  const first = await open.stored(csv);
  const second = await open.stored(`${csv}4,1,red,\n`);
  const find = (ref: string): string => open.datasets.snapshot(ref).id;
  expect([find(first.id), find(first.id.slice(0, 8)), find('shop@1'), find('shop@2'), find('shop')]).toEqual([first.id, first.id, first.id, second.id, second.id]);
  for (const ref of ['nothing', first.id.slice(0, 7), 'shop@3']) expect(() => find(ref)).toThrow(expect.objectContaining({ code: 'not-found' }) as Error);
});

test.each([
  ['utf-16-le', true],
  ['utf-16-be', true],
  ['utf-16-le', false],
  ['windows-1252', false],
  ['gb18030', false],
  ['shift_jis', false],
] as const)('%s, marked: %s', async (encoding, marked) => {
  const text = encoding === 'windows-1252' ? 'd,price\n1,5 €\n2,ärger\n' : encoding === 'gb18030' ? '日期,销量\n一,三百\n二,四百\n' : encoding === 'shift_jis' ? '日付,数量\nソース,カキ\nテスト,いろは\n' : 'd,price\n1,5 €\n2,日本\n';
  const bytes = iconv.encode(text, encoding.replace(/-(le|be)$/, '$1').replace('utf-16', 'utf16-'), { addBOM: marked });
  const open = openDatasets();
  const report = await open.importBytes(bytes);
  expect(report.verdict).toBe(marked ? 'accept' : 'ask');
  if (!marked) expect(report.questions[0]?.options.map(({ apply }) => apply.encoding)).toContain(encoding);
  const snapshot = await open.stored(bytes, { reading: { encoding } });
  expect(snapshot.reading.encoding).toBe(encoding);
  expect(await open.cells(snapshot)).toEqual(text.trim().split('\n').map((line) => line.split(',')));
});

test('line ends of every kind, and mixed ones with a warning', async () => {
  const open = openDatasets();
  const cells = [['a', 'b'], ['1', 'x\ny'], ['3', '4']];
  for (const [content, verdict] of [['a,b\n1,"x\ny"\n3,4\n', 'accept'], ['a,b\r\n1,"x\ny"\r\n3,4\r\n', 'accept'], ['a,b\r1,"x\ny"\r3,4\r', 'accept'], ['a,b\n1,"x\ny"\r\n3,4\r', 'warn']] as const) {
    const report = await open.importBytes(content);
    expect(report.verdict).toBe(verdict);
    if (report.snapshot) expect(await open.cells(report.snapshot)).toEqual(cells);
  }
});

test('missing-value words are asked about, then missing in numbers and in text', async () => {
  const open = openDatasets();
  const content = 'n,country\n1,NA\n2,SE\nNA,SE\n';
  const asked = await open.importBytes(content);
  expect(asked.questions.map(({ code }) => code)).toEqual(['null-tokens']);
  const missing = await open.stored(content, { reading: { nullTokens: ['NA'] } });
  expect(missing.columns.map(({ type, nulls }) => [type, nulls])).toEqual([['integer', 1], ['category', 1]]);
  expect(await open.cells(missing)).toEqual([['n', 'country'], ['1', 'NA'], ['2', 'SE'], ['NA', 'SE']]);
  const kept = await open.stored(content, { reading: { nullTokens: [] } });
  expect(kept.columns.map(({ type, nulls }) => [type, nulls])).toEqual([['category', 0], ['category', 0]]);
});

test('missing-value words are chosen per column: NA is missing among numbers and Namibia among countries', async () => {
  const open = openDatasets();
  const content = 'n,country,m\n1,NA,-\n2,SE,3\nNA,SE,4\n';
  const [question] = (await open.importBytes(content)).questions;
  expect(question?.options.map(({ apply }) => apply)).toEqual([{ nullTokens: ['-', 'NA'] }, { columnNullTokens: [{ column: 'n', tokens: ['NA'] }, { column: 'm', tokens: ['-'] }] }, { nullTokens: [] }]);
  const own = await open.stored(content, { reading: question?.options[1]?.apply ?? {} });
  expect(own.columns.map(({ type, nulls }) => [type, nulls])).toEqual([['integer', 1], ['category', 0], ['integer', 1]]);
  expect(await open.cells(own)).toEqual([['n', 'country', 'm'], ['1', 'NA', '-'], ['2', 'SE', '3'], ['NA', 'SE', '4']]);
  const turned = await open.importBytes(content, { reading: { columnNullTokens: [{ column: 'm', tokens: ['-'] }, { column: 'n', tokens: ['NA', 'NA'] }] } });
  expect([turned.alreadyThere, turned.snapshot?.id]).toEqual([true, own.id]);
  const except = await open.stored(content, { reading: { nullTokens: ['NA', '-'], columnNullTokens: [{ column: 'country', tokens: [] }] } });
  expect(except.columns.map(({ nulls }) => nulls)).toEqual([1, 0, 1]);
  expect(except.id).not.toBe(own.id);
});

test('an answer for one column keeps the answers for others, and an unknown column is refused by name', async () => {
  const open = openDatasets();
  const asked = await open.importBytes('n,m\n1,-\nNA,3\n', { reading: { columnNullTokens: [{ column: 'n', tokens: ['NA'] }] } });
  expect(asked.questions[0]?.options[1]?.apply).toEqual({ columnNullTokens: [{ column: 'n', tokens: ['NA'] }, { column: 'm', tokens: ['-'] }] });
  await expect(open.importBytes('n,m\n1,2\n', { reading: { columnNullTokens: [{ column: 'other', tokens: ['NA'] }] } })).rejects.toMatchObject({ code: 'invalid-input', details: { column: 'other' } });
});

test('a type that was chosen does not make missing-value words numbers', async () => {
  const open = openDatasets();
  const columns = [{ name: 'n', type: 'integer' as const }];
  expect((await open.importBytes('n,m\n1,2\nNA,3\n', { columns })).questions.map(({ code }) => code)).toEqual(['null-tokens']);
  expect((await open.importBytes('n,m\n1,2\nNA,3\n', { columns, reading: { nullTokens: [] } })).warnings).toMatchObject([{ code: 'type-mismatch', line: 3, count: 1 }]);
});

test.each([
  ['comma decimals by evidence', 'a;b\n1,5;x\n2,25;y\n', {}, [1.5, 2.25]],
  ['comma decimals with points between thousands', 'a;b\n1.234,5;x\n7;y\n', {}, [1234.5, 7]],
  ['thousands, as answered', 'a,b\n"1,234",x\n"12,345",y\n', { decimal: '.' as const }, [1234, 12345]],
  ['decimal comma, as answered', 'a,b\n"1,234",x\n"12,345",y\n', { decimal: ',' as const }, [1.234, 12.345]],
  ['negative in parentheses', 'a,b\n(5.00),x\n-5,y\n', { parentheses: 'negative' as const }, [-5, -5]],
  ['exponents as numbers', 'a,b\n1E5,x\n2E3,y\n', { exponents: 'number' as const }, [100000, 2000]],
  ['exponents as codes', 'a,b\n1E5,x\n2E3,y\n', { exponents: 'text' as const }, ['1E5', '2E3']],
  ['day first', 'a,b\n01/02/2025,x\n3/4/2025,y\n', { dateOrder: 'dmy' as const }, ['2025-02-01', '2025-04-03']],
  ['month first', 'a,b\n01/02/2025,x\n3/4/2025,y\n', { dateOrder: 'mdy' as const }, ['2025-01-02', '2025-03-04']],
  ['two-digit years', 'a,b\n01-02-49,x\n01-02-70,y\n', { dateOrder: 'dmy' as const, twoDigitYears: 'to-2068' as const }, ['2049-02-01', '1970-02-01']],
  ['Excel days', 'date,b\n45658,x\n45659,y\n', { dateSerials: 'excel' as const }, ['2025-01-01', '2025-01-02']],
  ['zones behind a space too, as shops write them', 'a,b\n2024-03-01 00:30:00 +0100,x\n2024-03-01 10:00:00 UTC,y\n2024-03-01 10:00:00 -0830,z\n', {}, ['2024-02-29T23:30:00Z', '2024-03-01T10:00:00Z', '2024-03-01T18:30:00Z']],
  ['times with zones become UTC', 'a,b\n2025-01-31T23:30:00+02:00,x\n2025-01-31 08:26,y\n', {}, ['2025-01-31T21:30:00Z', '2025-01-31T08:26:00Z']],
  ['times of day first', 'a,b\n31.1.2025 8:05,x\n1.2.2025 18:05:30.25,y\n', {}, ['2025-01-31T08:05:00Z', '2025-02-01T18:05:30.25Z']],
])('%s', async (_, content, reading, values) => {
  const open = openDatasets();
  const snapshot = await open.stored(content, { reading });
  const { rows } = await open.datasets.handlers['datasets.page']({ snapshotId: snapshot.id, offset: 0, limit: 10, sort: [], filters: [] }, open.context);
  expect(rows.map(([first]) => first)).toEqual(values);
  expect((await open.datasets.handlers['datasets.verify']({ deep: true }, open.context)).problems).toEqual([]);
});

test('a type that was chosen is used, or refused with the reason', async () => {
  const open = openDatasets();
  const chosen = await open.stored('a,b\n007,1\n008,2\n', { columns: [{ name: 'a', type: 'integer', role: 'group', knownWhen: 'live' }] });
  expect(chosen.columns[0]).toMatchObject({ type: 'integer', role: 'group', knownWhen: 'live' });
  expect(await open.cells(chosen)).toEqual([['a', 'b'], ['007', '1'], ['008', '2']]);
  expect(await open.importBytes('a,b\nx,1\n', { columns: [{ name: 'a', type: 'integer' }] })).toMatchObject({ verdict: 'reject', warnings: [{ code: 'type-mismatch' }] });
  await expect(open.importBytes('a,b\nx,1\n', { columns: [{ name: 'z', role: 'id' }] })).rejects.toMatchObject({ code: 'invalid-input' });
});

test('roles can be set per dataset and hold for later versions', async () => {
  const open = openDatasets();
  const first = await open.stored(csv);
  await open.datasets.handlers['datasets.setColumns']({ datasetId: first.datasetId, columns: [{ name: 'price', role: 'target' }, { name: 'colour', knownWhen: 'after-sale' }] }, open.context);
  const second = await open.stored(`${csv}4,1,red,\n`);
  expect(second.columns.map(({ role, knownWhen }) => [role, knownWhen])).toEqual([['feature', 'before-launch'], ['target', 'before-launch'], ['feature', 'after-sale'], ['date', 'before-launch']]);
});

test('a quote inside an unquoted cell is kept, with a warning that names its line', async () => {
  const open = openDatasets();
  const report = await open.importBytes('a,b\n"x\ny ""z""",1\n2,5" pipe\n');
  expect(report).toMatchObject({ verdict: 'warn', warnings: [{ code: 'stray-quotes', line: 4, count: 1 }] });
  if (report.snapshot) expect(await open.cells(report.snapshot)).toEqual([['a', 'b'], ['x\ny "z"', '1'], ['2', '5" pipe']]);
});

test.each([
  ['a second part above 12', 'a,b\n12/17/23,x\n01/02/23,y\n', ['2023-12-17', '2023-01-02']],
  ['a first part above 12', 'a,b\n17-12-23,x\n01-02-70,y\n', ['2023-12-17', '1970-02-01']],
  ['both orders', 'a,b\n12/17/23,x\n17/12/23,y\n', ['12/17/23', '17/12/23']],
  ['a day that does not exist', 'a,b\n29.02.23,x\n01.02.23,y\n', ['29.02.23', '01.02.23']],
  ['29 February of a leap year', 'a,b\n29.02.24,x\n', ['2024-02-29']],
])('two-digit years with %s', async (_, content, values) => {
  const open = openDatasets();
  const snapshot = await open.stored(content, { reading: { twoDigitYears: 'to-2068' } });
  const { rows } = await open.datasets.handlers['datasets.page']({ snapshotId: snapshot.id, offset: 0, limit: 10, sort: [], filters: [] }, open.context);
  expect(rows.map(([first]) => first)).toEqual(values);
});

test('two imports of one file side by side make one version', async () => {
  const open = openDatasets();
  const reports = await Promise.all([open.importBytes(csv), open.importBytes(csv)]);
  expect(reports.map(({ snapshot }) => snapshot?.number)).toEqual([1, 1]);
  const named = await Promise.all(['one', 'two'].map((name) => open.importBytes('a,b\n1,2\n', { name, fileName: `${name}.csv` })));
  expect(named.map(({ alreadyThere, warnings }) => [alreadyThere, warnings.map(({ code }) => code)]).sort()).toEqual([[false, []], [true, ['already-imported']]]);
  expect((await open.datasets.handlers['datasets.list']({}, open.context)).find(({ name }) => name === 'shop')?.versions).toHaveLength(1);
});
