/** The file was read without a fault in its structure or encoding: labels, cells too few or too many, quotes, blank and foreign lines (as frictionless tells them), from what the import found. */
import { z } from 'zod';
import { structureCheckMessages as words } from '@shared/messages/structureChecks';
import { defineCheck } from './checkDefinition';

/** Findings of the import that are faults of the file rather than remarks on how it was read. */
const faults: ReadonlySet<string> = new Set([
  'ragged-rows', 'blank-lines', 'empty-names', 'duplicate-names', 'similar-names', 'broken-encoding', 'replacement-characters', 'control-characters', 'garbled-text', 'stray-quotes', 'unclosed-quote',
  'unquoted-line', 'mixed-line-ends', 'mark-in-data', 'end-mark', 'total-row', 'two-tables', 'two-header-rows', 'trailing-delimiter', 'record-too-long', 'preamble',
]);

export const fileStructure = defineCheck({
  kind: 'file-structure',
  title: words.titles.fileStructure,
  group: 'table',
  scope: 'table',
  rows: false,
  args: z.strictObject({ codes: z.array(z.string().min(1).max(60)).max(100).optional() }),
  fields: [{ name: 'codes', label: words.fields.codes, input: 'values', optional: true, help: words.fields.codesHelp }],
  rule: ({ codes }) => words.rules.fileStructure(codes ?? []),
  plan({ codes }, { findings, quarantined }) {
    const found = findings.filter(({ code }) => (codes ? codes.includes(code) : faults.has(code)));
    const observed = [...found.map(({ message }) => message), ...(quarantined > 0 ? [words.observed.quarantined(quarantined)] : [])];
    return { by: 'figures', select: [], judge: () => ({ success: found.length === 0, observed: observed.length === 0 ? words.observed.clean : words.observed.findings(observed), figure: found.length }) };
  },
});
