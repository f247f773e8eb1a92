/** What a field of a Table Schema makes of one cell: a value as JSON can carry it, or null where the cell is no value of the type. */
import { z } from 'zod';
import type { Today } from '../../../quality';

/** Dates and times are {"$iso": text}, numbers JSON cannot write {"$num": text}. */
export type CellValue = string | number | boolean | null | readonly CellValue[] | { readonly [key: string]: CellValue };

export const fieldOptionsSchema = z
  .object({
    bareNumber: z.boolean().default(true),
    decimalChar: z.string().min(1).default('.'),
    groupChar: z.string().default(''),
    trueValues: z.array(z.string()).default(['true', 'True', 'TRUE', '1']),
    falseValues: z.array(z.string()).default(['false', 'False', 'FALSE', '0']),
    delimiter: z.string().min(1).default(','),
    itemType: z.enum(['string', 'integer', 'boolean', 'number', 'datetime', 'date', 'time']).default('string'),
    missingValues: z.array(z.string()).default(['']),
  })
  .prefault({});

export type FieldOptions = z.infer<typeof fieldOptionsSchema>;

export interface CellField {
  /** A name of cellTypes. */
  readonly type: string;
  /** `default` where the field names none. */
  readonly format: string;
  readonly options: FieldOptions;
}

/** Reads a cell that is not missing; null where it is no value of the type. */
export type CellReader = (cell: Exclude<CellValue, null>) => CellValue;

/** `today` fills in what a date written freely leaves out. */
export type MakeReader = (field: CellField, today: Today) => CellReader;

/** A reader of texts alone: any other cell is not of the type. */
export function textReader(read: (text: string) => CellValue): CellReader {
  return (cell) => (typeof cell === 'string' ? read(cell) : null);
}

/** Parsed JSON, or undefined where the text is none. */
export function parseJson(text: string): CellValue | undefined {
  try {
    return z.json().parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
