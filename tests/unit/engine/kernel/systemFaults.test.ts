import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { systemFault } from '@engine/kernel/systemFaults';
import { toErrorData } from '@engine/kernel/router';
import { recordingLog } from '../../../helpers/temporary';

/** The system's own input/output error: no process may read its memory at 0. */
const unreadable = '/proc/self/mem';

function errorOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('It did not fail.');
}

describe.skipIf(!existsSync(unreadable))('a drive that gives an input/output error', () => {
  const readError = (): unknown => {
    const file = openSync(unreadable, 'r');
    try {
      return errorOf(() => readSync(file, Buffer.alloc(16), 0, 16, 0));
    } finally {
      closeSync(file);
    }
  };

  test('is told as one that fails, and may be tried again', () => {
    const error = readError();
    expect(error).toMatchObject({ code: 'EIO' });
    expect(systemFault(error)).toMatchObject({ code: 'no-access', retryable: true, message: expect.stringMatching(/input\/output error.*Connect it again, or copy/) as string });
    expect(toErrorData(error, 'datasets.import', recordingLog()).code).toBe('no-access');
  });

  test('the folder that is written to is not blamed for what could not be read', () => {
    expect(systemFault(readError(), { folder: '/home/ann/shop' })?.message).not.toContain('/home/ann/shop');
    expect(systemFault(Object.assign(new Error('EIO: i/o error, write'), { code: 'EIO', syscall: 'write' }), { folder: '/home/ann/shop' })?.message).toContain('/home/ann/shop');
  });
});

test.each(['EMFILE', 'ENFILE'])('%s: no more files can be opened', (code) => {
  expect(systemFault(new Error('outside', { cause: Object.assign(new Error(code), { code }) }))).toMatchObject({ code: 'unavailable-here', retryable: true, message: expect.stringMatching(/Close other programs/) as string });
});

test.each([
  ['IO Error: Could not read from file "x": Input/output error', 'no-access'],
  ['IO Error: Cannot open file "x": Too many open files', 'unavailable-here'],
])('DuckDB: %s', (message, code) => {
  expect(systemFault(new Error(message))?.code).toBe(code);
});

test('a database that is cut off is no fault of the drive', () => {
  expect(systemFault(Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_SHORT_READ' }))).toBeNull();
});
