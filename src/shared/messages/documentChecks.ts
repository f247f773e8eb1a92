/** Words of the checks that read a cell: as a date or as a document. */
export const documentMessages = {
  titles: { dateFormat: 'is a date written in one form', readableDate: 'can be read as a date', json: 'is JSON', jsonSchema: 'is JSON of a given shape' },
  fields: { format: 'Format', schema: 'JSON schema' },
  help: { format: 'Such as %Y-%m-%d: %Y year, %m month, %d day, %H hour, %M minute, %S second, %b name of the month.', schema: 'JSON Schema, draft 7, without references and patterns.' },
  refused: { format: 'the format has a directive that is not known' },
  rules: { dateFormat: (format: string): string => `a date written as ${format}`, readableDate: 'readable as a date', json: 'valid JSON', jsonSchema: 'JSON that keeps to its schema' },
};
