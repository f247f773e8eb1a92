/** ZIP archives: a workbook is one, and so are several tables packed together. */
import { EngineError } from '@shared/contract/errors';
import { inputsMessages } from '@shared/messages/inputs';
import { openZipArchive } from '../../storage/zipArchive';
import { prepareTables } from './archive/tables';
import type { Input } from './input';
import { prepareWorkbook } from './xlsx/xlsx';
import { isWorkbook, isZip } from './zipKind';

const { refused } = inputsMessages;

export const zipInput: Input = {
  recognises: isZip,
  async prepare(source) {
    const archive = await openZipArchive(source.path);
    try {
      const names = new Set(archive.entries.map(({ name }) => name));
      if (isWorkbook(archive)) return await prepareWorkbook(source, archive);
      if (names.has('xl/workbook.bin')) throw new EngineError('unreadable-file', refused.binaryWorkbook, { format: 'xlsb' });
      // Documents say what they are in a part of their own.
      if (names.has('[Content_Types].xml') || names.has('mimetype')) throw new EngineError('unreadable-file', refused.openDocument, { format: 'document' });
      return await prepareTables(source, archive);
    } finally {
      archive.close();
    }
  },
};
