/** Endpoints of files. */
import type { filesEndpoints } from '@shared/areas/files';
import { EngineError } from '@shared/contract/errors';
import { drivesMessages as words } from '@shared/messages/drives';
import { isOwnFile, type ProjectFolder } from '../storage/projectFolder';
import type { Handlers } from './area';
import type { Files } from './files';

export function createFilesArea(files: Files, folder: ProjectFolder): Handlers<typeof filesEndpoints> {
  return {
    'files.grant': ({ path }) => {
      if (isOwnFile(folder, path)) throw new EngineError('invalid-input', words.ownFile(path), { path });
      return files.grant(path);
    },
    'files.grantFolder': ({ path }) => files.grantFolder(path),
    'files.save': ({ ticket, path }) => {
      files.save(ticket, path);
      return { done: true };
    },
  };
}
