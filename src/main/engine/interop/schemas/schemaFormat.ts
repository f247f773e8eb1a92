/** The shape of a schema format of another tool, and what reading and writing it share. */
import { z } from 'zod';
import type { Cell, ColumnType } from '@shared/areas/common';
import type { Check, DataSchema } from './plainSchema';
import { EngineError } from '@shared/contract/errors';
import { interopSchemaMessages as words } from '@shared/messages/interopSchemas';
import { parseJsonDocument } from '../../kernel/jsonDocument';

export interface SchemaFormat {
  /** As the command line spells it. */
  readonly name: string;
  /** Throws `invalid-input` where the text is not of this format. */
  read(text: string): ReadSchema;
  write(schema: DataSchema): WrittenSchema;
}

export interface ReadSchema {
  readonly schema: DataSchema;
  /** One sentence for each rule that has no equal here and was left out. */
  readonly notExpressible: readonly string[];
}

export interface WrittenSchema {
  readonly text: string;
  readonly notExpressible: readonly string[];
}

export type CheckOf<K extends Check['check']> = Extract<Check, { check: K }>;

/** A schema in the making: columns in order, each with its rules, and what had to be left out. */
export class SchemaDraft {
  readonly notExpressible: string[] = [];
  private readonly columns: { name: string; type: ColumnType; nullable: boolean }[] = [];
  private readonly checks: Check[] = [];

  addColumn(name: string, type: ColumnType, nullable: boolean): void {
    if (this.columns.some((column) => column.name === name)) throw new EngineError('invalid-input', words.columnTwice(name), { column: name });
    this.columns.push({ name, type, nullable });
  }

  has(name: string): boolean {
    return this.columns.some((column) => column.name === name);
  }

  typeOf(name: string): ColumnType {
    return this.columns.find((column) => column.name === name)?.type ?? 'text';
  }

  markRequired(name: string): void {
    const column = this.columns.find((each) => each.name === name);
    if (column) column.nullable = false;
  }

  add(check: Check): void {
    this.checks.push(check);
  }

  leaveOut(sentence: string): void {
    this.notExpressible.push(sentence);
  }

  /** Checks in the order of the columns, those of one column in the order they came. */
  finish(): ReadSchema {
    const order = new Map(this.columns.map(({ name }, i) => [name, i]));
    const checks = this.checks.toSorted((a, b) => (order.get(a.column) ?? 0) - (order.get(b.column) ?? 0));
    return { schema: { columns: this.columns, checks }, notExpressible: this.notExpressible };
  }
}

/** A number, a boolean or a text as it stands in such files. */
export const scalarSchema = z.union([z.string(), z.number(), z.boolean()]);
export const boundSchema = z.union([z.string(), z.number()]);

export function parseJson(text: string, format: string): unknown {
  return parseJsonDocument(text, words.document(format));
}

const deepest = 64;

/** Looks at every level without recursion: deep nesting would overflow the stack, and validation drops a `__proto__` in silence. */
function assertHarmless(document: unknown, format: string): void {
  let level = [document];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) throw new EngineError('invalid-input', words.tooDeep(format, deepest), { format });
    const objects = level.filter((value): value is object => typeof value === 'object' && value !== null);
    if (objects.some((value) => Object.hasOwn(value, '__proto__'))) throw new EngineError('invalid-input', words.hostileKey(format), { format });
    // Aliases of YAML make one object stand in many places.
    level = [...new Set(objects)].flatMap((value) => Object.values(value) as unknown[]);
  }
}

/** The first thing that is wrong, with its place. */
export function parseShape<S extends z.ZodType>(schema: S, value: unknown, format: string): z.infer<S> {
  assertHarmless(value, format);
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new EngineError('invalid-input', words.wrongShape(format, issue?.path.join('.') ?? '', issue?.message ?? ''), { format, path: issue?.path ?? [] });
}

export function isNumeric(type: ColumnType): boolean {
  return type === 'integer' || type === 'decimal';
}

export function isTime(type: ColumnType): boolean {
  return type === 'date' || type === 'datetime';
}

/** Values of a set as the column holds them: numbers for number columns, else text. */
export function setValues(check: CheckOf<'one-of'>, type: ColumnType): (string | number | boolean)[] {
  if (isNumeric(type)) return check.values.map(Number).filter((value) => Number.isFinite(value));
  return type === 'boolean' ? check.values.map((value) => value === 'true') : [...check.values];
}

/** Anchors that mean the whole value in Python, where `$` would let a last line end pass. */
export function wholeValue(pattern: string): string {
  return `^(?:${pattern})\\Z`;
}

/** The inverse of `wholeValue`, and of the usual ways to write it; null where the pattern is not anchored at both ends. */
export function innerPattern(pattern: string): string | null {
  const ours = /^\^\(\?:([\s\S]*)\)\\Z$/.exec(pattern)?.[1];
  if (ours !== undefined) return ours;
  const plain = /^\^([\s\S]*?)(?:\$|\\Z)$/.exec(pattern)?.[1];
  return plain === undefined || plain.endsWith('\\') || /(^|[^\\])\|/.test(plain) ? null : plain;
}

export function isOpen(bound: Cell | undefined): bound is null | undefined {
  return bound === null || bound === undefined;
}

/** Every character that means something in a pattern, taken as itself. */
export function escapePattern(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, (character) => `\\${character}`);
}
