/** The model file: the same parts give the same bytes, and every change is noticed and named. */
import { describe, expect, it } from 'vitest';
import { readModelDocument, writeModelDocument, type SavedModel } from '@engine/training';

type Loose = Record<string, Record<string, unknown>>;

const model: SavedModel = { format: 'almanac-model', formatVersion: 1, kind: 'mean', target: 'units', transform: 'log1p', features: ['price', 'colour', 'title'], body: { value: 4.5 } };
const parts: Parameters<typeof writeModelDocument>[1] = {
  interval: { method: 'split', level: 0.9, column: null, calibration: { misses: { count: 2, values: [0.1, 1 / 3] } }, companion: null },
  reach: { source: 'misses', steps: [10, 100, 1000], misses: { count: 1, values: [0.25] } },
  schema: {
    columns: [
      { name: 'price', type: 'decimal', kind: 'number', min: 1, max: 9, low: 1.5, high: 8, median: 4, whole: false, sawMissing: true, rows: 20 },
      { name: 'colour', type: 'category', kind: 'text', levels: ['red', 'blue'], sawMissing: false },
      { name: 'title', type: 'text', kind: 'text', levels: null, sawMissing: false },
    ],
  },
  facts: { snapshotId: 'a'.repeat(64), rows: 20, folds: 5, seed: 1, level: 0.9, appVersion: '1.0.0', backend: 'js', parameters: { trees: 100, note: null } },
};

describe('a model file', () => {
  const written = writeModelDocument(model, parts);
  const parsed = (): Loose => JSON.parse(written) as Loose;

  it('is read as it was written, and written the same again', () => {
    const read = readModelDocument(JSON.parse(written));
    expect(read).toEqual({ model, parts });
    expect(writeModelDocument(read.model, read.parts!)).toBe(written);
  });

  it('may have its members in another order and other white space', () => {
    const turned = JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(parsed()).reverse()), null, 2)) as unknown;
    expect(readModelDocument(turned)).toEqual({ model, parts });
  });

  it.each([
    ['model', (document: Loose): unknown => (document['model']!['body'] = { value: 4.500000000000001 })],
    ['interval', (document: Loose): unknown => (document['interval']!['level'] = 0.8)],
    ['reach', (document: Loose): unknown => (document['reach']!['steps'] = [10, 100])],
    ['reach', (document: Loose): unknown => delete document['reach']],
    ['schema', (document: Loose): unknown => (document['schema']!['columns'] = [])],
    ['facts', (document: Loose): unknown => (document['facts']!['rows'] = 21)],
    ['model', (document: Loose): unknown => (document['hashes']!['model'] = '0'.repeat(64))],
    ['document', (document: Loose): unknown => (document['hashes']!['document'] = '0'.repeat(64))],
    ['hashes', (document: Loose): unknown => delete document['hashes']],
  ] as const)('names the part %s where it was changed', (part, change) => {
    const document = parsed();
    change(document);
    expect(() => readModelDocument(document)).toThrow(expect.objectContaining({ code: 'corrupt-store', message: expect.stringContaining(`"${part}"`) as string }));
  });

  it('of version 1 is the model alone; of a later version it is refused, and so is anything else', () => {
    expect(readModelDocument(model)).toEqual({ model, parts: null });
    expect(() => readModelDocument({ ...parsed(), formatVersion: 3 })).toThrow(expect.objectContaining({ code: 'too-new' }));
    for (const stranger of [null, [], {}, { format: 'almanac-plan', formatVersion: 2 }, 'model']) expect(() => readModelDocument(stranger)).toThrow(expect.objectContaining({ code: 'corrupt-store' }));
  });
});
