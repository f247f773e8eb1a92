/** Words about schemas of other tools. */
export const interopSchemaMessages = {
  /** What the document is called where it is no JSON. */
  document: (format: string): string => `this ${format} document`,
  tooDeep: (format: string, most: number): string => `This is not a ${format} document: it is nested more than ${most} levels deep. Nothing was written.`,
  hostileKey: (format: string): string => `This ${format} document has an entry called "__proto__", which no schema can have without harm. Rename it and try again. Nothing was written.`,
  wrongShape: (format: string, path: string, reason: string): string => `This is not a ${format} document${path === '' ? '' : `: at ${path}`}: ${reason}. Nothing was written.`,
  grouped: (check: string, columns: string, by: string): string => `${columns}, ${check}: it is judged in each ${by} by itself, which other tools' files cannot say. Left out.`,
  file: (name: string): string => `the schema ${name}`,
  tooLarge: (name: string): string => `${name} is larger than 5 MB, too large for a schema. Choose another file.`,
  unnamed: 'data',
  almanac: 'Almanac schema',
  pandera: 'Pandera schema',
  greatExpectations: 'Great Expectations suite',
  tableSchema: 'Table Schema',
} as const;
