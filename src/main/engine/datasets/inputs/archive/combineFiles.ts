/** Packs several files into one source: an archive without compression whose bytes depend on nothing but the files' names and bytes. */
import { open, rm } from 'node:fs/promises';
import { Zip, ZipPassThrough } from 'fflate';
import { EngineError } from '@shared/contract/errors';
import { inputsMessages } from '@shared/messages/inputs';
import { assertUnchanged, openFile } from '../../../kernel/sourceFile';
import { zipLimits } from '../../../storage/zipArchive';

export interface NamedFile {
  readonly path: string;
  readonly name: string;
  readonly sizeBytes: number;
}

/** ZIP knows no year before 1980; a fixed time keeps the bytes. */
const mtime = new Date(1980, 0, 1);
const chunkBytes = 1 << 20;

/** In the order of names. Nothing is left at the path where it fails. Throws `invalid-input` where they are more than one archive may hold, `not-found`, `unreadable-file`, `conflict` where a file changes meanwhile, `cancelled`. */
export async function combineFiles(files: readonly NamedFile[], path: string, signal: AbortSignal): Promise<void> {
  const total = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  // The archive's own lists take a little; its limit must hold for what is read again.
  const most = zipLimits.totalBytes - (1 << 24);
  if (total > most) throw new EngineError('invalid-input', inputsMessages.refused.tooLargeTogether(total, most), { total });
  const target = await open(path, 'wx');
  try {
    let waiting: Uint8Array[] = [];
    let failure: Error | null = null;
    const zip = new Zip((error, chunk) => {
      failure ??= error;
      waiting.push(chunk);
    });
    const write = async (): Promise<void> => {
      if (failure !== null) throw failure;
      for (const chunk of waiting) await target.writeFile(chunk);
      waiting = [];
    };
    for (const { name, path: from } of withOwnNames(files)) {
      const entry = new ZipPassThrough(name);
      entry.mtime = mtime;
      zip.add(entry);
      const source = await openFile(from, name);
      try {
        for (;;) {
          signal.throwIfAborted();
          const { buffer, bytesRead } = await source.handle.read(Buffer.allocUnsafe(chunkBytes), 0, chunkBytes);
          entry.push(buffer.subarray(0, bytesRead), bytesRead === 0);
          await write();
          if (bytesRead === 0) break;
        }
        await assertUnchanged(source, name);
      } finally {
        await source.handle.close();
      }
    }
    zip.end();
    await write();
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await target.close();
  }
}

/** Files of two folders may have one name: the second is told apart by a number. */
function withOwnNames(files: readonly NamedFile[]): readonly NamedFile[] {
  const taken = new Set<string>();
  return [...files].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)).map((file) => {
    const safe = file.name.normalize('NFC').replaceAll(/[/\\\p{Cc}]/gu, '_').replace(/^([A-Za-z]):/, '$1_');
    const bare = safe === '' || safe === '.' || safe === '..' ? '_' : safe;
    const at = bare.lastIndexOf('.') > 0 ? bare.lastIndexOf('.') : bare.length;
    let name = bare;
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${bare.slice(0, at)} (${n})${bare.slice(at)}`;
    taken.add(name.toLowerCase());
    return { ...file, name };
  });
}

/** What the names begin with in common, such as "sales" of sales_2024-01.csv and sales_2024-02.csv; null where that says little. */
export function commonName(names: readonly string[]): string | null {
  const [first = '', ...others] = names;
  let length = first.length;
  for (const other of others) {
    let same = 0;
    while (same < length && other[same] === first[same]) same++;
    length = same;
  }
  const common = first.slice(0, length).replace(/[\d\s_.()-]+$/u, '');
  return common.length >= 3 ? common : null;
}
