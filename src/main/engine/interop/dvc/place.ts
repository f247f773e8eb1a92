/** What the user named of DVC: a folder, or one `.dvc` file, whose contents its repository has. */
import { lstatSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { EngineError } from '@shared/contract/errors';
import { interopMessages } from '@shared/messages/interop';
import type { Files } from '../../kernel/files';

export interface DvcPlace {
  readonly root: string;
  /** The one `.dvc` file that is meant, from the root by forward slashes. */
  readonly pointer?: string;
}

const { aloneOfDvc, noPointer } = interopMessages.refused;

/** Throws `not-found`, and `invalid-input` where a file is no `.dvc` file of a repository. */
export function dvcPlaceOf(files: Pick<Files, 'resolve'>, ticket: string): DvcPlace {
  const { path, name } = files.resolve(ticket);
  if (statSync(path).isDirectory()) return { root: path };
  if (!name.toLowerCase().endsWith('.dvc')) throw new EngineError('invalid-input', noPointer(name), { name });
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (lstatSync(join(folder, '.dvc'), { throwIfNoEntry: false })?.isDirectory()) return { root: folder, pointer: relative(folder, path).split(sep).join('/') };
    if (folder === dirname(folder)) throw new EngineError('invalid-input', aloneOfDvc(basename(name)), { name });
  }
}
