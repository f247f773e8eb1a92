/** Archives made to do harm, where data is imported: refused whole, or read without a name of theirs ever being a path. */
import { gzipSync } from 'node:zlib';
import { strToU8, zipSync, type Zippable } from 'fflate';
import type { ProofResult } from '../proof';
import { openImportSession } from './importSession';

const table = strToU8('a,b\n1,2\n');
const link = { os: 3, attrs: (0o120777 << 16) >>> 0 };
const zeros = (bytes: number): Uint8Array => new Uint8Array(bytes);

const refused: readonly (readonly [what: string, bytes: () => Uint8Array])[] = [
  ['absolute.zip', () => zipSync({ '/tmp/almanac-slip.csv': table })],
  ['drive.zip', () => zipSync({ 'C:/slip.csv': table })],
  ['drive-relative.zip', () => zipSync({ 'C:slip.csv': table })],
  ['upwards.zip', () => zipSync({ 'a/../../slip.csv': table })],
  ['one-letter-stream.zip', () => zipSync({ 'a:b.csv': table })],
  ['backslash.zip', () => zipSync({ '..\\slip.csv': table })],
  ['network.zip', () => zipSync({ '\\\\server\\share\\slip.csv': table })],
  ['link.zip', () => zipSync({ 'x.csv': [strToU8('/etc/passwd'), link] })],
  ['link-then-through.zip', () => zipSync({ x: [strToU8('/tmp'), link], 'x/slip.csv': table })],
  ['twice.zip', () => zipSync({ 'A.csv': table, 'a.csv': table })],
  ['twice-composed.zip', () => zipSync({ '\u00e4.csv': table, 'a\u0308.csv': table })],
  ['zero-in-name.zip', () => zipSync({ 'a\0.csv': table })],
  ['bomb.zip', () => zipSync({ 'a.csv': [zeros(64 << 20), { level: 9 }] })],
  ['bomb-of-many.zip', () => zipSync(Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`${i}.csv`, [zeros(1 << 20), { level: 9 }]])) as Zippable)],
  ['many.zip', () => zipSync(Object.fromEntries(Array.from({ length: 10_001 }, (_, i) => [`${i}.csv`, zeros(0)])), { level: 0 })],
  ['nested.zip', () => zipSync({ 'inner.zip': zipSync({ 'a.csv': table }) })],
  ['nested-gzip.zip', () => zipSync({ 'a.csv.gz': gzipSync(table) })],
  ['encrypted.zip', () => withBit(zipSync({ 'a.csv': table }), 6, 8, 1)],
  ['unknown-method.zip', () => withBit(zipSync({ 'a.csv': table }), 8, 10, 99)],
  ['cut-off.zip', () => zipSync({ 'a.csv': table }).subarray(0, 60)],
  ['lying-size.zip', () => lyingSize(zipSync({ 'a.csv': [new Uint8Array(200_000).map((_, i) => 48 + (i % 10)), { level: 9 }] }))],
  ['only-folders.zip', () => zipSync({ 'folder/': zeros(0) })],
  ['bomb.csv.gz', () => gzipSync(zeros(300 << 20), { level: 9 })],
  ['cut-off.csv.gz', () => gzipSync(table).subarray(0, 15)],
  ['bomb.xlsx', () => zipSync({ '[Content_Types].xml': strToU8('<Types/>'), 'xl/workbook.xml': strToU8('<workbook/>'), 'xl/worksheets/sheet1.xml': [zeros(64 << 20), { level: 9 }] })],
  ['entities.xlsx', () => workbook('<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>', '&b;')],
  ['outside-entity.xlsx', () => workbook('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', '&a;')],
];

/** Their names would be devices, streams or folders on one system or another; here they are only names. */
const taken: readonly string[] = ['CON.csv', 'nul', 'aux.csv', 'com1.csv', 'x.csv ', 'trail.', 'ab:c.csv', '%2e%2e%2fslip.csv', '__proto__', 'constructor.csv', 'gpj.\u202ecsv', `${'x'.repeat(250)}.csv`, '-rf.csv', '$(touch slip).csv', '~/x.csv', 'a\u00a0b.csv'];

export async function proveArchives(): Promise<ProofResult> {
  const counts = { 'hostile archives': 0 };
  const failures: string[] = [];
  const session = openImportSession();
  try {
    for (const [name, bytes] of refused) {
      counts['hostile archives']++;
      const { report, error, cells } = await session.readBytes(name, bytes());
      const said = error?.message ?? report?.warnings[0]?.message ?? '';
      const isRefused = cells === null && (error === null ? report?.verdict === 'reject' : ['unreadable-file', 'invalid-input'].includes(error.code)) && said.length > 20;
      if (!isRefused) failures.push(`${name}: ${error?.code ?? report?.verdict ?? ''}: ${said}`);
    }
    for (const [i, name] of taken.entries()) {
      counts['hostile archives']++;
      const { report, error, cells } = await session.readBytes(`names-${i}.zip`, namedArchive(name, strToU8(`a,b\n${i},2\n`)));
      if (JSON.stringify(cells) !== JSON.stringify([['a', 'b'], [String(i), '2']])) failures.push(`an archive with ${JSON.stringify(name)}: ${error?.message ?? report?.verdict ?? ''}`);
    }
  } finally {
    await session.close();
  }
  return { counts, failures };
}

/** The library that packs cannot take the name `__proto__`, which is as long as the one it gets. */
function namedArchive(name: string, bytes: Uint8Array): Uint8Array {
  if (name !== '__proto__') return zipSync({ [name]: bytes });
  return Buffer.from(Buffer.from(zipSync({ proto_csv: bytes })).toString('latin1').replaceAll('proto_csv', name), 'latin1');
}

/** Sets two bytes of the first local header and of the first entry of the directory. */
function withBit(bytes: Uint8Array, local: number, central: number, value: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  view.setUint16(local, value, true);
  view.setUint16(directoryOf(bytes) + central, value, true);
  return bytes;
}

function lyingSize(bytes: Uint8Array): Uint8Array {
  new DataView(bytes.buffer, bytes.byteOffset).setUint32(directoryOf(bytes) + 24, 100, true);
  return bytes;
}

function directoryOf(bytes: Uint8Array): number {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(Buffer.from('504b0102', 'hex'));
}

function workbook(doctype: string, text: string): Uint8Array {
  return zipSync({
    '[Content_Types].xml': strToU8('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
    'xl/workbook.xml': strToU8('<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'),
    'xl/_rels/workbook.xml.rels': strToU8('<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'),
    'xl/worksheets/sheet1.xml': strToU8(`<?xml version="1.0"?>${doctype}<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>${text}</t></is></c></row></sheetData></worksheet>`),
  });
}
