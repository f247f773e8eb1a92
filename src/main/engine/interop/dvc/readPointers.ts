/** What `.dvc` files and dvc.lock say: which path has which contents. */
import { dirname, posix } from 'node:path';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { columnTypeSchema, knownWhenSchema, roleSchema } from '@shared/areas/common';
import { readingRequestSchema } from '@shared/areas/datasets';
import { interopMessages } from '@shared/messages/interop';

const { note, skipped: words } = interopMessages;
type Json = z.infer<ReturnType<typeof z.json>>;
export const mostMetaBytes = 16 << 20;

/** What Almanac wrote about a table it exported: enough to read it again as the same version. */
const almanacSchema = z.object({
  dataset: z.string().min(1).max(200),
  version: z.number().int().positive().catch(1),
  /** Of the file it was written for: DVC keeps this note when the file changes. */
  sha256: z.string().catch(''),
  reading: readingRequestSchema.omit({ onAmbiguous: true }).optional().catch(undefined),
  columns: z.array(z.object({ name: z.string(), type: columnTypeSchema, role: roleSchema, knownWhen: knownWhenSchema })).max(100_000).catch([]),
  note: z.string().max(2000).optional().catch(undefined),
});
export type AlmanacMeta = z.infer<typeof almanacSchema>;

const outputSchema = z.object({ path: z.string(), md5: z.string().optional(), hash: z.string().optional(), desc: z.string().optional(), type: z.string().optional(), labels: z.array(z.string()).optional(), meta: z.json().optional(), size: z.number().optional() });
const dvcFileSchema = z.object({ wdir: z.string().optional(), outs: z.array(outputSchema), desc: z.string().optional(), meta: z.json().optional() });
const ownMetaSchema = z.object({ almanac: almanacSchema });
const metaSchema = z.record(z.string(), z.json());
const lockSchema = z.object({ stages: z.record(z.string(), z.object({ outs: z.array(outputSchema).optional() })) });

export interface DvcOutput {
  /** From the root of the repository, normalised, not yet trusted. */
  readonly path: string;
  readonly md5: string | undefined;
  /** Absent in files of DVC 2. */
  readonly hash: string | undefined;
  /** Its description, kind and labels as one line, or null where it has none. */
  readonly told: string | null;
  /** The same and its `meta`, a line each, for people to keep. */
  readonly notes: readonly string[];
  readonly almanac: AlmanacMeta | null;
}

/** `name`: the file's path in the repository, by forward slashes. */
export function readPointers(name: string, text: string): { readonly value: readonly DvcOutput[] } | { readonly reason: string } {
  try {
    const document = parseDocument(text, { uniqueKeys: true });
    const [error] = document.errors;
    if (error) return { reason: words.brokenPointer(name, error.message.split('\n')[0] ?? '') };
    const raw: unknown = document.toJS({ maxAliasCount: 0 });
    const folder = dirname(name).replace(/^\.$/, '');
    const within = (wdir: string, output: z.infer<typeof outputSchema>, desc: string | undefined, meta: Json | undefined): DvcOutput => ({
      path: posix.isAbsolute(output.path) ? output.path : posix.normalize(posix.join(folder, wdir, output.path)),
      md5: output.md5,
      hash: output.hash,
      told: [desc, output.desc, output.type, output.labels?.join(', ')].filter((part) => part !== undefined && part !== '').join('; ') || null,
      notes: notesOf(output, desc, meta),
      almanac: ownMetaSchema.safeParse(meta).data?.almanac ?? null,
    });
    if (name.endsWith('.dvc')) {
      const { wdir = '.', outs, desc, meta } = dvcFileSchema.parse(raw);
      return { value: outs.map((output) => within(wdir, output, desc, meta)) };
    }
    return { value: Object.values(lockSchema.parse(raw).stages).flatMap(({ outs = [] }) => outs.map((output) => within('.', output, undefined, undefined))) };
  } catch (error) {
    return { reason: words.brokenPointer(name, error instanceof z.ZodError ? (error.issues[0]?.message ?? '') : error instanceof Error ? error.message : String(error)) };
  }
}

/** What Almanac wrote itself is told by the version, not by its note. */
function notesOf({ desc: own, type, labels = [], meta: ownMeta }: z.infer<typeof outputSchema>, desc: string | undefined, meta: Json | undefined): readonly string[] {
  const isOurs = ownMetaSchema.safeParse(meta).success;
  const facts = [meta, ownMeta].flatMap((each) => Object.entries(metaSchema.safeParse(each).data ?? {})).filter(([key]) => key !== 'almanac');
  return [
    ...(isOurs ? [] : [desc]),
    own,
    ...(type === undefined ? [] : [note.type(type)]),
    ...(labels.length === 0 ? [] : [note.labels(labels)]),
    ...facts.map(([key, value]) => `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`),
  ].filter((line) => line !== undefined && line.trim() !== '').map((line) => String(line).trim());
}
