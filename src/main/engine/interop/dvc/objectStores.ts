/** Where DVC keeps contents: its cache and its remotes, which have one layout, and the layout of DVC 2. Links are not followed below their root. */
import { lstatSync, realpathSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { FolderReader } from '../readFolder';
import { cachePath } from './dvcFiles';
import { folderOf, readDvcConfig } from './dvcConfig';

const mostConfigBytes = 1 << 20;

/** The folders that may hold the contents of a repository, its own cache first; those that are not there are left out. */
export function storesOf(root: string): readonly string[] {
  const reader = new FolderReader();
  const { cacheDir, defaultRemote, remotes } = readDvcConfig(reader.text(join(root, '.dvc', 'config'), mostConfigBytes), reader.text(join(root, '.dvc', 'config.local'), mostConfigBytes));
  const addresses = [...remotes].sort(([a], [b]) => Number(b === defaultRemote) - Number(a === defaultRemote)).map(([, address]) => address);
  const wanted = [join(root, '.dvc', 'cache'), ...[...(cacheDir === null ? [] : [cacheDir]), ...addresses].map((address) => folderOf(root, address))];
  return [...new Set(wanted.flatMap((place) => (place === null ? [] : (realFolder(place) ?? []))))];
}

export interface ObjectPlace {
  readonly path: string;
  /** Of DVC 2, whose names are hashes of the text with plain line ends. */
  readonly legacy: boolean;
}

/** Every plain file that goes by this name, with whether a link does. */
export function placesOf(stores: readonly string[], md5: string): { readonly places: readonly ObjectPlace[]; readonly linked: boolean } {
  const candidates = stores.flatMap((store) => [
    { store, path: join(store, ...cachePath(md5).split('/')), legacy: false },
    { store, path: join(store, md5.slice(0, 2), md5.slice(2)), legacy: true },
  ]);
  const kinds = candidates.map(({ store, path }) => kindWithin(store, path));
  return { places: candidates.filter((_, i) => kinds[i] === 'file').map(({ path, legacy }) => ({ path, legacy })), linked: kinds.includes('link') };
}

/** `link` also where a folder on the way is one. `root` has no link in it. */
export function kindWithin(root: string, path: string): 'file' | 'link' | 'missing' {
  try {
    const found = lstatSync(path);
    if (found.isSymbolicLink() || realpathSync(dirname(path)) !== dirname(path) || !path.startsWith(root + sep)) return 'link';
    return found.isFile() ? 'file' : 'missing';
  } catch {
    return 'missing';
  }
}

/** The folder without links in its path, or null where there is none. */
export function realFolder(path: string): string | null {
  try {
    const real = realpathSync(path);
    return lstatSync(real).isDirectory() ? real : null;
  } catch {
    return null;
  }
}
