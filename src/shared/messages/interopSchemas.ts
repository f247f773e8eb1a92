/** Words about schemas of other tools. */
export const interopSchemaMessages = {
  /** What the document is called where it is no JSON. */
  document: (format: string): string => `this ${format} document`,
  notYaml: (reason: string): string => `This is not a Pandera schema: it is not YAML (${reason}). Nothing was written.`,
  tooDeep: (format: string, most: number): string => `This is not a ${format} document: it is nested more than ${most} levels deep. Nothing was written.`,
  hostileKey: (format: string): string => `This ${format} document has an entry called "__proto__", which no schema can have without harm. Rename it and try again. Nothing was written.`,
  wrongShape: (format: string, path: string, reason: string): string => `This is not a ${format} document${path === '' ? '' : `: at ${path}`}: ${reason}. Nothing was written.`,
  columnTwice: (column: string): string => `The column ${column} is described twice. Rename or remove one of them.`,
  file: (name: string): string => `the schema ${name}`,
  tooLarge: (name: string): string => `${name} is larger than 5 MB, too large for a schema. Choose another file.`,
  unnamed: 'data',
  almanac: 'Almanac schema',
  pandera: 'Pandera schema',
  greatExpectations: 'Great Expectations suite',
  tableSchema: 'Table Schema',
  left: {
    allowance: (rule: string): string => `${rule}: a share of failing rows is allowed here, and the format knows no such share. Left out.`,
    nonMissingShare: (rule: string): string => `${rule}: the allowed share is of all rows here and of rows with a value there.`,
    severity: (rule: string, severity: string): string => `${rule}: its severity, ${severity}, cannot be written; there it is as grave as any rule.`,
    rule: (rule: string): string => `${rule}: has no equal in the format. Left out.`,
    foreign: (column: string | null, rule: string): string => `${column === null ? 'The table' : column}: ${rule} has no equal here. Left out.`,
    strict: 'That no other column may be present is not a rule here.',
    ordered: 'The order of the columns is not a rule here.',
    searched: (column: string, pattern: string): string => `${column}: the pattern ${pattern} may match anywhere in the value; here a pattern is held against the whole value.`,
  },
  ruleName: (column: string, check: string): string => `${column}, ${check}`,
} as const;
