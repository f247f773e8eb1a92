/** Sources that are no single file of the user's: several files as one, and text from the clipboard. */
import { rmSync, writeFileSync } from 'node:fs';
import type { datasetsEndpoints } from '@shared/areas/datasets';
import { inputsMessages } from '@shared/messages/inputs';
import type { Handlers } from '../../kernel/area';
import type { Files } from '../../kernel/files';
import type { Ports } from '../../kernel/ports';
import type { BlobStore } from '../../storage/blobStore';
import { combineFiles, commonName } from './archive/combineFiles';

export interface SourceParts {
  readonly files: Files;
  readonly blobs: Pick<BlobStore, 'tempPath'>;
  readonly ports: Pick<Ports, 'clock'>;
}

export function createMadeSources({ files, blobs, ports }: SourceParts): Pick<Handlers<typeof datasetsEndpoints>, 'datasets.combine' | 'datasets.paste'> {
  return {
    'datasets.combine': async ({ tickets }, { signal }) => {
      const found = tickets.map((ticket) => files.resolve(ticket));
      const path = blobs.tempPath('.upload');
      await combineFiles(found, path, signal);
      return files.grant(path, inputsMessages.combined(commonName(found.map(({ name }) => name)), found.length));
    },
    'datasets.paste': ({ text }) => {
      const path = blobs.tempPath('.upload');
      try {
        writeFileSync(path, text);
      } catch (error) {
        rmSync(path, { force: true });
        throw error;
      }
      return files.grant(path, inputsMessages.pasted(ports.clock.now()));
    },
  };
}
