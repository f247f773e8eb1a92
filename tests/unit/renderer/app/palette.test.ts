import { describe, expect, it } from 'vitest';
import { findEntries, type PaletteEntry } from '../../../../src/renderer/app/palette';

const entry = (label: string, group: string, keywords?: string): PaletteEntry => ({ id: label, label, group, run: () => undefined, ...(keywords !== undefined && { keywords }) });
const entries = [entry('Home', 'Go to'), entry('Import a file', 'Do', 'csv'), entry('Check wish v3', 'Data', 'quality'), entry('wish v3', 'Data')];

describe('search in the command palette', () => {
  it('shows everything before something is typed', () => {
    expect(findEntries(entries, '  ')).toEqual(entries);
  });
  it('finds by keywords and needs every word', () => {
    expect(findEntries(entries, 'csv').map((found) => found.label)).toEqual(['Import a file']);
    expect(findEntries(entries, 'wish quality').map((found) => found.label)).toEqual(['Check wish v3']);
    expect(findEntries(entries, 'wish moon')).toEqual([]);
  });
  it('labels that begin with the text come first', () => {
    expect(findEntries(entries, 'wish').map((found) => found.label)).toEqual(['wish v3', 'Check wish v3']);
  });
});
