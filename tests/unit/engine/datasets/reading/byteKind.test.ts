import fc from 'fast-check';
import { expect, test } from 'vitest';
import { classifyBytes, undecided } from '@engine/datasets/reading/byteKind';
import { classifyCell } from '@engine/datasets/reading/cellKind';

const piece = fc.constantFrom('0', '1', '9', '00', '12', '2024', '-', '.', ',', '/', ':', '+', ' ', '_', '(', ')', '%', '€', '$', 'e', 'E', 'x', 'T', 'Z', 'N', 'NA', 'null', 'true', 'False', 'inf', 'abc', 'ä', '\u00A0', '\u3000', '日', '2024-02-29', '1.5', '0.000001', '1234567890123456', 'EUR', 'kr', 'kr.', 'R$', '₹', 'Mar', 'mai', 'März', 'Q1', 'W05', "'", '’', '−', '\u202F', '1 234', '12,50', '20240131', 'de', 'th', 'AM', 'pm', 'UTC', 'GMT', '10:11', 'Nov 1, 2024', ' 1 mai 2024 ', '–', '—', '.-', ',–');
const cell = fc.oneof(
  fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'grapheme', maxLength: 45 }),
  fc.double({ noNaN: true }).map(String),
  fc.integer().map(String),
  fc.date({ noInvalidDate: true, min: new Date('0001-01-01'), max: new Date('9999-12-31') }).map((date) => date.toISOString().slice(0, 10)),
);

test('where the bytes tell the kind of a cell, it is the kind that its text tells', () => {
  fc.assert(
    fc.property(cell, (text) => {
      const bytes = Buffer.from(`before${text}after`);
      const kind = classifyBytes(bytes, 6, bytes.length - 5);
      if (kind !== undecided) expect([text, kind]).toEqual([text, classifyCell(text)]);
    }),
    { numRuns: 20_000 },
  );
});

test('the common forms are told from their bytes', () => {
  for (const text of ['', '0', '17', '-3', '007', '1.5', '8.0', '-0.25', '0.05', '2024-02-29', '2020 Summer dress', 'dress', 'Nice summer dress', 'https://example.org/a', '12345678901234567890', '20240131', '20241331', 'SKU-1234', 'Dress 5', 'a3f5b9', '12 pcs', 'Bottom', 'Team Vietnam', 'Denim jacket M', 'Pizza Margherita UTC']) {
    const bytes = Buffer.from(text);
    expect([text, classifyBytes(bytes, 0, bytes.length)]).toEqual([text, classifyCell(text)]);
  }
});
