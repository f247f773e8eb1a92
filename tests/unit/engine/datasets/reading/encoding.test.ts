import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { surveyBytes } from '@engine/datasets/reading/byteSurvey';
import { decideEncoding, type EncodingDecision } from '@engine/datasets/reading/encoding';
import { temporaryFolder } from '../../../../helpers/temporary';

async function decide(bytes: Uint8Array): Promise<EncodingDecision> {
  const path = join(temporaryFolder(), 'file.csv');
  writeFileSync(path, bytes);
  return decideEncoding(await surveyBytes(path), undefined);
}

const german = 'Datum,Artikel,Größe\n2025-01-01,Weißwein für Gäste,groß\n2025-01-02,Äpfel,übrig\n';
const french = 'date,libellé\n2025-01-01,crème brûlée à 5 €\n2025-01-02,L’été\n';
const chinese = '日期,商品,销量\n2025-01-01,模特连衣裙,3\n2025-01-02,夏季女装,4\n';
const japanese = '日付,商品,数量\n2025-01-01,ワンピース,3\n2025-01-02,夏のドレス,4\n';

describe('bytes that are no UTF-8 are asked about, the likeliest encoding first', () => {
  test.each([
    ['German', german, 'windows-1252'],
    ['French', french, 'windows-1252'],
    ['one letter', 'name,n\nMüller,1\n', 'windows-1252'],
    ['Chinese', chinese, 'gb18030'],
    ['a short Chinese header', '销量,n\n1,2\n', 'gb18030'],
    ['characters whose second byte is a letter', '日本語,n\n日本語,2\n', 'gb18030'],
    ['Japanese', japanese, 'shift_jis'],
    ['a short Japanese header', 'ドレス,n\n1,2\n', 'shift_jis'],
  ])('%s', async (_, text, encoding) => {
    const { question, problem } = await decide(iconv.encode(text, encoding));
    expect(problem).toBeNull();
    expect(question?.options[0]?.apply).toEqual({ encoding });
    const [firstLine = ''] = text.split('\n').filter((line) => /[^\0-\x7f]/.test(line));
    expect(question?.options[0]?.preview?.map(({ text: line }) => line)).toContain(firstLine);
  });

  test('Latin-1 is offered where no byte tells it from Windows-1252', async () => {
    expect((await decide(iconv.encode('a\nä\n', 'latin1'))).question?.options.map(({ apply }) => apply.encoding)).toEqual(['windows-1252', 'iso-8859-1']);
    expect((await decide(iconv.encode('a\n5 €\n', 'windows-1252'))).question?.options.map(({ apply }) => apply.encoding)).not.toContain('iso-8859-1');
  });

  test('far behind the beginning of a large file', async () => {
    const { question, evidence } = await decide(Buffer.concat([Buffer.from('name,n\n'), Buffer.from('plain,1\n'.repeat(400_000)), iconv.encode('Größe,2\n', 'windows-1252')]));
    expect(question?.options[0]).toMatchObject({ apply: { encoding: 'windows-1252' }, preview: [{ line: null, text: 'Größe,2' }] });
    expect(evidence).toContain('3,200,009');
  });
});

describe('two encodings in one file are refused, and the place is named', () => {
  const utf8 = Buffer.from('für,1\n');
  const latin = iconv.encode('für,1\n', 'windows-1252');
  const head = Buffer.from('a,b\n');
  test.each<[string, Buffer, number]>([
    ['UTF-8 first', Buffer.concat([head, utf8, latin]), 12],
    ['Latin-1 first', Buffer.concat([head, latin, utf8]), 5],
    ['mostly UTF-8', Buffer.concat([head, ...Array.from({ length: 20 }, () => utf8), latin]), 145],
    ['mostly Latin-1', Buffer.concat([head, ...Array.from({ length: 20 }, () => latin), utf8]), 5],
    ['far apart', Buffer.concat([head, latin, Buffer.from('x,1\n'.repeat(600_000)), utf8]), 5],
    ['UTF-8 and GB 18030', Buffer.concat([Buffer.from(chinese), iconv.encode(chinese, 'gb18030')]), Buffer.byteLength(chinese)],
  ])('%s', async (_, bytes, offset) => {
    const { problem, question } = await decide(bytes);
    expect(question).toBeNull();
    expect(problem).toMatchObject({ code: 'broken-encoding', offset });
    expect(problem?.message).toContain(String(offset));
  });
});
