/** Old Office files and workbooks with a password: refused by name, with what to do. */
import { EngineError } from '@shared/contract/errors';
import { inputsMessages } from '@shared/messages/inputs';
import type { Input } from './input';

/** The name of the stream that holds a protected workbook, as the container's directory writes it. */
const protectedMark = Buffer.from('EncryptedPackage', 'utf16le');

export const officeFileInput: Input = {
  recognises: (head) => head.subarray(0, 8).toString('hex') === 'd0cf11e0a1b11ae1',
  async prepare({ survey }) {
    const isProtected = survey.head.includes(protectedMark);
    throw new EngineError('unreadable-file', isProtected ? inputsMessages.refused.encryptedWorkbook : inputsMessages.refused.oldWorkbook, { format: isProtected ? 'encrypted-workbook' : 'old-office' });
  },
};
