import { describe, expect, it } from 'vitest';
import { EngineError } from '@shared/contract/errors';
import { errorParts } from '../../../../src/renderer/ui/errorParts';

describe('errors in three parts', () => {
  it('takes first, middle and last sentence', () => {
    expect(errorParts(new EngineError('unreadable-file', 'The quote on line 12 never closes. The rest became one cell. Close it and try again.'))).toEqual({
      what: 'The quote on line 12 never closes.',
      why: 'The rest became one cell.',
      next: 'Close it and try again.',
    });
  });
  it('two sentences are what happened and what to do', () => {
    expect(errorParts(new EngineError('unreadable-file', 'The file is empty. Export the table again.'))).toEqual({ what: 'The file is empty.', why: '', next: 'Export the table again.' });
  });
  it('supplies the next step by code where the message has none', () => {
    const parts = errorParts(new EngineError('too-new', 'This project was written by a newer Almanac.'));
    expect(parts.why).toBe('');
    expect(parts.next).toContain('newer Almanac');
  });
  it('does not cut at decimals or file names', () => {
    expect(errorParts(new Error('Row 2.5 of data.csv is odd. It has 3 cells.')).what).toBe('Row 2.5 of data.csv is odd.');
  });
  it('something that is no error still reads', () => {
    expect(errorParts('plain').what).toBe('plain');
  });
});
