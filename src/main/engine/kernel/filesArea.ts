/** Endpoints of files. */
import type { filesEndpoints } from '@shared/areas/files';
import type { Handlers } from './area';
import type { Files } from './files';

export function createFilesArea(files: Files): Handlers<typeof filesEndpoints> {
  return {
    'files.grant': ({ path }) => files.grant(path),
    'files.grantFolder': ({ path }) => files.grantFolder(path),
    'files.save': ({ ticket, path }) => {
      files.save(ticket, path);
      return { done: true };
    },
  };
}
