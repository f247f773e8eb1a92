/** Documents that commands read and write beside the project: schemas, recipes, rules, pipelines. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { z } from 'zod';
import { EngineError } from '@shared/contract/errors';
import { decodeDocument, documentLimits, parseJsonDocument } from '../../engine/kernel/jsonDocument';
import { examineFile } from '../../engine/kernel/sourceFile';
import { systemFault } from '../../engine/kernel/systemFaults';
import { writeDurably } from '../../engine/storage/durableFile';
import { drivesMessages } from '@shared/messages/drives';
import { documentsMessages } from '@shared/messages/documents';

/** `kind` is a noun, such as "recipe". Throws `not-found`, `unreadable-file`, and `invalid-input` where it is no file, no text or too large. */
export function readDocument(path: string, kind: string, mostBytes: number = documentLimits.bytes): string {
  const { sizeBytes } = examineFile(path);
  const what = named(kind, path);
  if (sizeBytes > mostBytes) throw new EngineError('invalid-input', documentsMessages.tooLarge(what, mostBytes), { path, sizeBytes });
  return decodeDocument(readFileSync(path), what, mostBytes);
}

/** Also throws `invalid-input` where it is no JSON or not of the shape, with the place. */
export function readJsonDocument<S extends z.ZodType>(path: string, kind: string, schema: S, mostBytes?: number): z.infer<S> {
  const what = named(kind, path);
  const parsed = schema.safeParse(parseJsonDocument(readDocument(path, kind, mostBytes), what));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new EngineError('invalid-input', documentsMessages.wrongShape(what, issue?.path.join('.') ?? '', issue?.message ?? ''), { path, issues: parsed.error.issues });
}

/** What was there stays whole where the new one cannot be written. Throws `disk-full`, `no-access`, `invalid-input`. */
export function writeDocument(path: string, text: string): void {
  try {
    writeDurably(join(dirname(path), `.${basename(path).slice(0, 100)}.${randomBytes(4).toString('hex')}.part`), path, Buffer.from(text));
  } catch (error) {
    throw systemFault(error, { folder: dirname(path) }) ?? new EngineError('invalid-input', drivesMessages.notSaved(path), { path }, { cause: error });
  }
}

function named(kind: string, path: string): string {
  return `the ${kind} ${drivesMessages.shown(basename(path))}`;
}
