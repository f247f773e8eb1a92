/** The values of a column's different texts, by the form that was decided: plain ones here, the others by the SQL of all forms. */
import type { Reading } from '@shared/areas/datasets';
import type { Dictionary } from '../../storage/parquet/parquetFile';
import type { TableConnection } from '../../storage/tableSession';
import type { ColumnForm } from '../reading/columnForm';
import { typedExpression } from '../typedExpression';
import { startOf, type Texts } from './texts';

/** Values of the texts, one by one. Rejects where a text is no value of the form. */
export type ValuesOf = (texts: Texts) => Promise<Dictionary>;

export function valuesOf(form: ColumnForm, reading: Reading, connection: TableConnection): ValuesOf {
  if (form.storage === 'text') return ({ bytes, ends }) => Promise.resolve({ kind: 'text', bytes, ends });
  if (!form.keepsText && (form.storage === 'integer' || form.storage === 'decimal')) return (texts) => Promise.resolve({ kind: 'number', values: plainNumbers(texts) });
  return (texts) => valuesByExpression(texts, form, reading, connection);
}

const minus = 45;
const point = 46;
const zero = 48;
/** Whole numbers of as many digits, and powers of ten up to there, are exact. */
const exactDigits = 15;
const powersOfTen = Float64Array.from({ length: exactDigits + 1 }, (_, i) => 10 ** i);

/** Numbers written as JavaScript prints them; one of few digits is a whole number through a power of ten, both exact, so the division rounds right. */
function plainNumbers({ bytes, ends }: Texts): Float64Array {
  const values = new Float64Array(ends.length);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let i = 0; i < ends.length; i++) {
    const start = startOf(ends, i);
    const end = ends[i]!;
    const isNegative = bytes[start] === minus;
    let whole = 0;
    let fraction = -1;
    let b = isNegative ? start + 1 : start;
    const isShort = end - b <= exactDigits;
    for (; isShort && b < end; b++) {
      const byte = bytes[b]!;
      if (byte === point) {
        if (fraction !== -1) break;
        fraction = end - b - 1;
        continue;
      }
      const digit = byte - zero;
      if (digit < 0 || digit > 9) break;
      whole = whole * 10 + digit;
    }
    const magnitude = fraction > 0 ? whole / powersOfTen[fraction]! : whole;
    values[i] = isShort && b === end ? (isNegative ? -magnitude : magnitude) : numberOf(buffer.toString('latin1', start, end));
  }
  return values;
}

function numberOf(text: string): number {
  const value = Number(text);
  if (text === '' || !Number.isFinite(value)) throw new Error(`"${text}" is no number, though its column holds numbers.`);
  return value;
}

const dayMicroseconds = 86_400_000_000n;

async function valuesByExpression(texts: Texts, form: ColumnForm, reading: Reading, connection: TableConnection): Promise<Dictionary> {
  const count = texts.ends.length;
  const first = new Float64Array(count);
  if (count === 0) return form.storage === 'datetime' ? { kind: 'long', values: new BigInt64Array(0) } : { kind: 'number', values: first };
  const value = typedExpression(form, 'x', reading);
  await connection.run('create or replace temp table different_texts as select unnest(texts) as x, generate_subscripts(texts, 1) as i from (select string_split($1, chr(0)) as texts)', [joined(texts)]);
  const source = 'from different_texts order by i';
  if (form.storage === 'datetime') {
    const second = new Float64Array(count);
    await connection.fillNumbers(`select (epoch_us(v) // ${dayMicroseconds})::double, (epoch_us(v) % ${dayMicroseconds})::double from (select ${value} as v, i ${source})`, [first, second]);
    assertAll(first, texts);
    return { kind: 'long', values: BigInt64Array.from(first, (days, i) => BigInt(days) * dayMicroseconds + BigInt(second[i]!)) };
  }
  const shown = form.storage === 'date' ? `(${value}) - date '1970-01-01'` : form.storage === 'boolean' ? `cast(${value} as integer)` : value;
  await connection.fillNumbers(`select cast(${shown} as double) ${source}`, [first]);
  assertAll(first, texts);
  return { kind: 'number', values: first };
}

/** With NUL between them, which no cell of regular text holds. */
function joined({ bytes, ends }: Texts): string {
  const spaced = Buffer.alloc(bytes.length + ends.length - 1);
  for (let i = 0; i < ends.length; i++) spaced.set(bytes.subarray(startOf(ends, i), ends[i]), startOf(ends, i) + i);
  return spaced.toString('utf8');
}

function assertAll(values: Float64Array, { bytes, ends }: Texts): void {
  const lost = values.findIndex(Number.isNaN);
  if (lost !== -1) throw new Error(`"${Buffer.from(bytes).toString('utf8', startOf(ends, lost), ends[lost])}" is no value of its column.`);
}
