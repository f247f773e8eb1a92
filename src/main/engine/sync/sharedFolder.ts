/** Which folder this computer shares through. A path is a fact of this computer: it lies in the temp folder, not in the project. */
import { existsSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { join, relative, isAbsolute } from 'node:path';
import { z } from 'zod';
import { EngineError } from '@shared/contract/errors';
import { syncMessages as words } from '@shared/messages/sync';
import { writeDurably } from '../storage/durableFile';

/** A sweep of the temp folder leaves it. */
export const sharedFolderFile = 'shared-folder.json';

const choiceSchema = z.object({ folder: z.string().min(1), shareId: z.string().min(1) });
export type FolderChoice = z.infer<typeof choiceSchema>;

export interface FolderStore {
  read(): FolderChoice | null;
  write(choice: FolderChoice): void;
  forget(): void;
}

export function createFolderStore(tempDir: string): FolderStore {
  const path = join(tempDir, sharedFolderFile);
  return {
    read() {
      if (!existsSync(path)) return null;
      try {
        return choiceSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
      } catch {
        // A half-written choice after a crash costs only choosing again.
        return null;
      }
    },
    write: (choice) => writeDurably(`${path}.part`, path, Buffer.from(JSON.stringify(choice))),
    forget: () => rmSync(path, { force: true }),
  };
}

/** Throws `invalid-input` where the project lies in the folder, or the folder in the project. */
export function assertApart(projectDir: string, folder: string): void {
  const [project, shared] = [realpathSync(projectDir), realpathSync(folder)];
  if (contains(shared, project)) throw new EngineError('invalid-input', words.refused.inside, { folder });
  if (contains(project, shared)) throw new EngineError('invalid-input', words.refused.shareInside, { folder });
}

function contains(outer: string, inner: string): boolean {
  const way = relative(outer, inner);
  return way === '' || (way !== '..' && !way.startsWith(`..${process.platform === 'win32' ? '\\' : '/'}`) && !isAbsolute(way));
}

const services: readonly (readonly [RegExp, string])[] = [
  [/dropbox/i, 'Dropbox'],
  [/onedrive/i, 'OneDrive'],
  [/google ?drive|my drive/i, 'Google Drive'],
  [/icloud|mobile documents/i, 'iCloud'],
  [/nextcloud|owncloud/i, 'Nextcloud'],
  [/syncthing/i, 'Syncthing'],
  [/^box( sync)?$/i, 'Box'],
];

/** The sync service in whose folder a path seems to lie, by the names of its folders. */
export function cloudServiceOf(path: string): string | null {
  const parts = path.split(/[\\/]/);
  return services.find(([pattern]) => parts.some((part) => pattern.test(part)))?.[1] ?? null;
}
