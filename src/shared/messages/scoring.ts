/** What the scoring endpoint says to whoever calls it. */

export const scoringMessages = {
  alreadyOn: (address: string): string => `The scoring endpoint is on already, at ${address}. Turn it off first to change its port or model.`,
  notOn: 'The scoring endpoint is off.',
  notJson: 'The body is not JSON. Send an object with one of dataframe_split, dataframe_records, instances or inputs.',
  deep: (levels: number): string => `The body is nested deeper than ${levels} levels. Rows are lists or objects of plain values.`,
  notObject: 'The body must be a JSON object with one of dataframe_split, dataframe_records, instances or inputs.',
  oneForm: (forms: readonly string[], given: readonly string[]): string => `Send exactly one of ${forms.join(', ')}, and params beside it if need be; the body has ${given.length === 0 ? 'nothing' : given.slice(0, 10).map((name) => `"${name.slice(0, 40)}"`).join(', ')}.`,
  params: 'params may hold "intervals" (true or false) and "level" (0.5 to 0.99), and nothing else.',
  shape: {
    dataframe_split: 'dataframe_split needs "columns", a list of names, and "data", a list of rows of plain values; "index" is read over.',
    dataframe_records: 'dataframe_records needs a list of objects with plain values, one for each row.',
    instances: 'instances needs a list of objects, one for each row, or a list of rows with a value for each column of the model in its order.',
    inputs: 'inputs needs an object with a list for each column, or a list of rows with a value for each column of the model in its order.',
  },
  listWidth: (row: number, cells: number, features: readonly string[]): string => `Row ${row} has ${cells} values; the model reads ${features.length} columns in this order: ${features.join(', ')}.`,
  columnLengths: 'All columns of inputs need as many values as there are rows.',
  columnTwice: (name: string): string => `The column "${name.slice(0, 60)}" is named twice.`,
  noRows: 'There is no row to forecast. Send at least one.',
  manyRows: (rows: number, most: number): string => `${rows.toLocaleString('en-US')} rows are more than the ${most.toLocaleString('en-US')} of one request. Send fewer, or score a file in Almanac.`,
  noColumn: (features: readonly string[]): string => `None of the columns is one the model learned from. It reads: ${features.join(', ')}.`,
  emptyCsv: 'A CSV needs a line of column names and at least one row.',
  csvWidth: (row: number, cells: number, columns: number): string => `Row ${row} of the CSV has ${cells} cells for ${columns} columns.`,
  csvQuote: (record: number): string => `A quote in line ${record} of the CSV is not closed, or stands inside a cell without being doubled.`,
} as const;
