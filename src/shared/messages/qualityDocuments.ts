/** The words of the quality document. */
const count = (value: number, one: string, many: string): string => `${value.toLocaleString('en-US')} ${value === 1 ? one : many}`;

export const qualityDocumentMessages = {
  kind: 'Data quality',
  fileName: (dataset: string, number: number): string => `${dataset} v${number} quality`,
  gathering: 'Gathering what was found',
  title: {
    good: (checks: number, data: string): string => `All ${count(checks, 'check holds', 'checks hold')} in ${data}`,
    failing: (failed: number, checks: number, data: string): string => `${failed.toLocaleString('en-US')} of ${count(checks, 'check', 'checks')} fail in ${data}`,
    none: (data: string): string => `${data} has no checks`,
  },
  lead: {
    good: (rows: string): string => `${rows} were checked. None breaks a rule.`,
    valid: (rows: string): string => `${rows} were checked. No critical check fails, so the data counts as valid; what fails is a warning or for information.`,
    invalid: (rows: string, critical: number): string => `${rows} were checked. ${count(critical, 'critical check fails', 'critical checks fail')}, so the data does not count as valid.`,
  },
  rows: (rows: number): string => count(rows, 'row', 'rows'),
  figures: { rows: 'Rows', columns: 'Columns', passing: 'Checks that hold', failing: 'Rows that break a rule', ofChecks: (checks: number): string => `of ${checks.toLocaleString('en-US')}`, share: (share: string): string => `${share} of all rows`, missing: (share: string): string => `${share} of the cells are missing` },
  sections: { failing: 'What fails', checks: 'Every check', profile: 'Columns', alerts: 'Worth a look', history: 'Over the versions', checkpoints: 'Checkpoints', identity: 'What this was made from' },
  verdicts: { holds: 'Holds', fails: 'Fails', notRun: 'Not run' },
  severities: { critical: 'critical', warning: 'warning', info: 'info' },
  table: { verdict: 'Verdict', severity: 'Severity', subject: 'Column', rule: 'Rule', failing: 'Fail', considered: 'Of', found: 'Found', row: 'Row', line: 'Line', value: 'Value' },
  failure: (failures: string, considered: string, share: string): string => `${failures} of ${considered} fail (${share}).`,
  sample: (shown: number, all: number): string => (shown < all ? `The first ${shown.toLocaleString('en-US')} of ${count(all, 'row', 'rows')} that fail.` : `All ${count(all, 'row', 'rows')} that fail.`),
  missing: '(missing)',
  note: (note: string): string => `Note: ${note}`,
  profile: { column: 'Column', type: 'Type', missing: 'Missing', distinct: 'Different', least: 'Least', mean: 'Mean', most: 'Most', shape: 'Values', top: (values: string): string => `most often ${values}`, picture: (column: string): string => `Histogram of ${column}`, cut: (shown: number, all: number): string => `The first ${shown.toLocaleString('en-US')} of ${all.toLocaleString('en-US')} columns.` },
  history: { picture: 'Share of checks that pass, by version', version: 'Version', passing: 'Checks that pass', rows: 'Rows', one: 'This is the only version that was checked.', outside: 'Outside the band of the versions before:', band: (lower: string, upper: string): string => `${lower} to ${upper}`, expected: 'Expected' },
  checkpoints: { when: 'When', name: 'Checkpoint', verdict: 'Verdict', found: 'Found', override: (reason: string): string => `Used all the same: ${reason}` },
  cut: (shown: number, all: number, what: string): string => `${shown.toLocaleString('en-US')} of ${all.toLocaleString('en-US')} ${what} are shown.`,
  cutChecks: 'failing checks with their rows',
  cutAll: 'checks',
  identity: { source: 'File', sourceSha256: 'SHA-256 of the file', size: 'Size', version: 'Version', snapshot: 'Version id', importedAt: 'Imported', reading: 'Read as', setAside: 'Rows set aside', schema: 'Rules', schemaVersion: (version: number): string => `version ${version}`, schemaOwn: 'given with the check, not a kept version', checkedAt: 'Checked', validation: 'Check id', bytes: (bytes: string): string => `${bytes} bytes`, read: (encoding: string, delimiter: string): string => `${encoding}, delimiter ${delimiter}` },
  footer: (sha: string, validation: string): string => `Made by Almanac from the file with SHA-256 ${sha}, check ${validation}. The same check gives the same page. It needs no network and holds no script.`,
  neverChecked: (data: string): string => `${data} has not been checked yet, so there is nothing to write down. Check it first.`,
} as const;
