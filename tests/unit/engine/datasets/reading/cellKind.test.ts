import { describe, expect, test } from 'vitest';
import { cellKind, classifyCell, notCanonical } from '@engine/datasets/reading/cellKind';

const names = new Map(Object.entries(cellKind).map(([name, kind]) => [kind as number, name]));

function kindOf(text: string): string {
  const found = classifyCell(text);
  return `${names.get(found & ~notCanonical) ?? '?'}${(found & notCanonical) === 0 ? '' : ' rewritten'}`;
}

describe('numbers', () => {
  test.each([
    ['', 'missing'],
    ['0', 'integer'],
    ['-12', 'integer'],
    ['-0', 'integer rewritten'],
    ['+5', 'integer rewritten'],
    [' 5', 'integer rewritten'],
    ['007', 'leadingZeros'],
    ['9007199254740991', 'integer'],
    ['9007199254740993', 'bigInteger'],
    ['12345678901234567890', 'bigInteger'],
    ['1.5', 'decimal'],
    ['1.50', 'decimal rewritten'],
    ['.5', 'decimal rewritten'],
    ['5.', 'decimal rewritten'],
    ['0.1', 'decimal'],
    ['0.0000001', 'decimal rewritten'],
    ['4.128521126760563', 'decimal'],
    ['3.8996732762505633', 'decimal'],
    ['0.12345678901234567890', 'decimal rewritten'],
    ['1.234', 'dotGroup'],
    ['12.340', 'dotGroup rewritten'],
    ['0.234', 'decimal'],
    ['1.5e3', 'decimal rewritten'],
    ['1E5', 'exponentCode rewritten'],
    ['1e999', 'specialNumber'],
    ['1e-999', 'specialNumber'],
    ['NaN', 'nullToken'],
    ['Infinity', 'specialNumber'],
    ['0x1F', 'specialNumber'],
    ['1_000', 'specialNumber'],
    ['1,5', 'commaDecimal rewritten'],
    ['1,234', 'commaGroup rewritten'],
    ['1,234,567', 'commaThousands rewritten'],
    ['1,234.56', 'commaThousands rewritten'],
    ['1.234,56', 'dotThousands rewritten'],
    ['(5.00)', 'parenthesised rewritten'],
    ['00.5', 'text'],
    ['1-2', 'text'],
    ['12a', 'text'],
    ['--', 'nullToken'],
  ])('%j is %s', (text, kind) => expect(kindOf(text)).toBe(kind));
});

describe('dates and words', () => {
  test.each([
    ['2025-01-31', 'ymdDate'],
    ['2025-1-31', 'ymdDate rewritten'],
    ['2025/01/31', 'ymdDate rewritten'],
    ['2025-02-29', 'invalidDate'],
    ['2024-02-29', 'ymdDate'],
    ['31/01/2025', 'dmyDate rewritten'],
    ['01/31/2025', 'mdyDate rewritten'],
    ['01/02/2025', 'eitherDate rewritten'],
    ['31/02/2025', 'invalidDate rewritten'],
    ['31.01.2025', 'dmyDate rewritten'],
    ['31/01-2025', 'text'],
    ['01-01-49', 'twoDigitYear rewritten'],
    ['2025-01-31 08:26', 'ymdDatetime rewritten'],
    ['2025-01-31T08:26:00.5Z', 'ymdDatetime rewritten'],
    ['2025-01-31 25:00', 'invalidDatetime'],
    ['18/1/2011 8:26', 'dmyDatetime rewritten'],
    ['true', 'boolean'],
    ['TRUE', 'boolean rewritten'],
    ['NO', 'text'],
    ['NA', 'nullToken'],
    ['Nation', 'text'],
    ['Total', 'text'],
    ['  ', 'text'],
    ['2020 Summer dress', 'text'],
  ])('%j is %s', (text, kind) => expect(kindOf(text)).toBe(kind));
});

test('a canonical decimal is what a number prints', () => {
  for (const text of ['16', '3.76', '0.5', '-2.25', '4.128521126760563', '123456.789']) {
    expect(kindOf(text)).not.toContain('rewritten');
    expect(String(Number(text))).toBe(text);
  }
});
