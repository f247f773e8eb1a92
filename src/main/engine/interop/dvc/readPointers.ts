/** What `.dvc` files and dvc.lock say: which path has which contents. */
import { dirname, posix } from 'node:path';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { columnTypeSchema, knownWhenSchema, roleSchema } from '@shared/areas/common';
import { readingRequestSchema } from '@shared/areas/datasets';
import { interopMessages } from '@shared/messages/interop';
import type { FolderEntry, FolderReader } from '../readFolder';

const words = interopMessages.skipped;
export const mostMetaBytes = 16 << 20;

/** What Almanac wrote about a table it exported: enough to read it again as the same version. */
const almanacSchema = z.object({
  dataset: z.string().min(1).max(200),
  version: z.number().int().positive().catch(1),
  /** Of the file it was written for: DVC keeps this note when the file changes. */
  sha256: z.string().catch(''),
  reading: readingRequestSchema.omit({ onAmbiguous: true }).optional().catch(undefined),
  columns: z.array(z.object({ name: z.string(), type: columnTypeSchema, role: roleSchema, knownWhen: knownWhenSchema })).max(100_000).catch([]),
});
export type AlmanacMeta = z.infer<typeof almanacSchema>;

const outputSchema = z.object({ path: z.string(), md5: z.string().optional(), hash: z.string().optional(), desc: z.string().optional(), type: z.string().optional(), labels: z.array(z.string()).optional(), size: z.number().optional() });
const dvcFileSchema = z.object({ wdir: z.string().optional(), outs: z.array(outputSchema), desc: z.string().optional(), meta: z.object({ almanac: almanacSchema }).optional().catch(undefined) });
const lockSchema = z.object({ stages: z.record(z.string(), z.object({ outs: z.array(outputSchema).optional() })) });

export interface DvcOutput {
  /** From the root of the repository, normalised, not yet trusted. */
  readonly path: string;
  readonly md5: string | undefined;
  /** Absent in files of DVC 2. */
  readonly hash: string | undefined;
  /** Its description, kind and labels as one line, or null where it has none. */
  readonly told: string | null;
  readonly almanac: AlmanacMeta | null;
}

export function readPointers(reader: FolderReader, { name, path }: FolderEntry): { readonly value: readonly DvcOutput[] } | { readonly reason: string } {
  const text = reader.text(path, mostMetaBytes);
  if (text === null) return { reason: words.tooLarge(name) };
  try {
    const document = parseDocument(text, { uniqueKeys: true });
    const [error] = document.errors;
    if (error) return { reason: words.brokenPointer(name, error.message.split('\n')[0] ?? '') };
    const raw: unknown = document.toJS({ maxAliasCount: 0 });
    const folder = dirname(name).replace(/^\.$/, '');
    const within = (wdir: string, output: z.infer<typeof outputSchema>, desc: string | undefined, almanac: AlmanacMeta | null): DvcOutput => ({
      path: posix.isAbsolute(output.path) ? output.path : posix.normalize(posix.join(folder, wdir, output.path)),
      md5: output.md5,
      hash: output.hash,
      told: [desc, output.desc, output.type, output.labels?.join(', ')].filter((part) => part !== undefined && part !== '').join('; ') || null,
      almanac,
    });
    if (name.endsWith('.dvc')) {
      const { wdir = '.', outs, desc, meta } = dvcFileSchema.parse(raw);
      return { value: outs.map((output) => within(wdir, output, desc, meta?.almanac ?? null)) };
    }
    return { value: Object.values(lockSchema.parse(raw).stages).flatMap(({ outs = [] }) => outs.map((output) => within('.', output, undefined, null))) };
  } catch (error) {
    return { reason: words.brokenPointer(name, error instanceof z.ZodError ? (error.issues[0]?.message ?? '') : error instanceof Error ? error.message : String(error)) };
  }
}
