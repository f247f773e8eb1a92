/** What the engine says of files that are no plain text: workbooks, Parquet files, archives, several files read as one. */

const number = (value: number): string => value.toLocaleString('en-US');
const counted = (count: number, one: string, many: string): string => `${number(count)} ${count === 1 ? one : many}`;
const quotedShort = (names: readonly string[]): string => names.slice(0, 5).map((name) => `"${name}"`).join(', ') + (names.length > 5 ? ` and ${number(names.length - 5)} more` : '');

export const inputsMessages = {
  /** Names of sources that are no file of the user's. */
  combined: (common: string | null, count: number): string => `${common ?? counted(count, 'file', 'files')}.zip`,
  pasted: (time: number): string => `Pasted table ${new Date(time).toISOString().slice(0, 16).replace('T', ' ').replace(':', '.')}.txt`,
  evidence: {
    sheet: (name: string): string => `sheet "${name}" of an Excel workbook`,
    files: (count: number): string => `${counted(count, 'file', 'files')} as one table, joined by the names of their columns`,
    parquet: 'a Parquet file, which names its columns and their types',
  },
  questions: {
    unlikeFiles: (file: string, lacks: readonly string[], more: number): string => `"${file}" has no column ${quotedShort(lacks)}, which other files have${more > 0 ? `; ${counted(more, 'more file differs', 'more files differ')}` : ''}. Do the files belong in one table?`,
    unlikeFilesFill: 'Yes: where a file lacks a column, its cells are missing',
    whichSheet: (names: readonly string[]): string => `The workbook has ${number(names.length)} sheets with data: ${quotedShort(names)}. Which one holds the table?`,
    sheet: (name: string): string => `Sheet "${name}"`,
  },
  proposals: {
    wideToLong: (count: number, first: string, last: string, records: number, rows: number): string => `${number(count)} columns are named like periods of time, "${first}" to "${last}". A time series needs one row for each: ${counted(records, 'record', 'records')} would become ${counted(rows, 'row', 'rows')}.`,
    makeLong: 'Make one row for each period',
  },
  notes: {
    wideToLong: (records: number, rows: number, columns: number, nameTo: string, valueTo: string): string => `${counted(records, 'record', 'records')} became ${counted(rows, 'row', 'rows')}: ${counted(columns, 'column', 'columns')} went into "${nameTo}" and "${valueTo}". Import the file without that to have it as it is.`,
    inFile: (file: string, message: string): string => `In "${file}": ${message}`,
    leftOut: (names: readonly string[]): string => `${counted(names.length, 'file', 'files')} of the archive ${names.length === 1 ? 'is' : 'are'} no part of the data, such as what a computer adds by itself, and ${names.length === 1 ? 'was' : 'were'} left out: ${quotedShort(names)}. Give ${names.length === 1 ? 'it' : 'them'} another name if ${names.length === 1 ? 'it is' : 'they are'} data.`,
    otherOrder: (files: readonly string[]): string => `${quotedShort(files)} ${files.length === 1 ? 'has' : 'have'} the same columns in another order. They were joined by name; look whether equal names mean the same.`,
    filledColumns: (file: string, lacks: readonly string[]): string => `"${file}" has no column ${quotedShort(lacks)}. Its rows are missing there; give the columns one name if they mean the same.`,
    madeNames: (names: readonly string[]): string => `empty or doubled column names in the header were made different: ${quotedShort(names)}. Name them in the file to have other names.`,
    hiddenSheets: (names: readonly string[]): string => `The workbook hides ${names.length === 1 ? 'a sheet' : 'sheets'}: ${quotedShort(names)}. Only the sheet that was read is imported; choose another one if that holds the table.`,
    hiddenRows: (count: number, first: number): string => `${counted(count, 'row is', 'rows are')} hidden in the sheet, first row ${number(first)}, as a filter does. They were read like all others; delete them in the workbook if they are not meant.`,
    hiddenColumns: (count: number): string => `${counted(count, 'column is', 'columns are')} hidden in the sheet. They were read like all others; leave them out as columns if they are not meant.`,
    mergedCells: (count: number, first: string): string => `${counted(count, 'area', 'areas')} of the sheet, first ${first}, ${count === 1 ? 'is' : 'are'} merged cells. The value belongs to the first cell; the others are missing. Unmerge them in the workbook and fill in what is meant.`,
    errorCells: (count: number, first: string): string => `${counted(count, 'cell holds', 'cells hold')} an error of Excel such as #N/A, first ${first}. Read as missing; correct the formulas in the workbook if a value is meant.`,
    formulaWithoutValue: (count: number, first: string): string => `${counted(count, 'formula has', 'formulas have')} no stored result, first ${first}. Read as missing: open the workbook in a spreadsheet program, let it calculate, save it and import it again.`,
    nested: (names: readonly string[]): string => `${quotedShort(names)} ${names.length === 1 ? 'holds' : 'hold'} lists or records. They are kept as JSON text; write what is needed of them as columns of their own.`,
    notANumber: (count: number): string => `${counted(count, 'value is', 'values are')} NaN, which is no number. Read as missing; write a number where one is meant.`,
    emptyTexts: (count: number): string => `${counted(count, 'text is', 'texts are')} empty. They are read as missing, as an empty cell is; write a word of its own where that differs.`,
  },
  refused: {
    noPeriods: 'Fewer than three columns are named like periods of time, such as 2024-01 or Jan 2024. Name the columns to gather.',
    noWideColumn: (name: string): string => `The file has no column "${name}" to make rows of. Check its name.`,
    takenLongName: (name: string): string => `A column "${name}" is there already. Choose another name for the new column.`,
    noCommonColumn: (one: string, other: string): string => `"${one}" and "${other}" have no column in common, so they are no parts of one table. Import them one by one.`,
    nestedArchive: 'It is an archive inside an archive. Unpack it and import its files.',
    emptyArchive: 'The archive holds no file with a table. Put one into it and import it again.',
    takenColumn: (name: string): string => `The files have a column "${name}" already. Choose another name for the column with the file's name.`,
    brokenGzip: 'The gzip file is damaged or cut off. Make it again and import the new file.',
    tooLargeTogether: (bytes: number, most: number): string => `Together the files take ${number(bytes)} bytes; at most ${number(most)} can be joined at once. Import them in several parts.`,
    noWorkbook: (wanted: string): string => `The file is no workbook, so it has no sheet "${wanted}". Leave out the choice of a sheet.`,
    noSheet: (wanted: string, names: readonly string[]): string => `The workbook has no sheet "${wanted}". Its sheets are ${quotedShort(names)}. Choose one of them.`,
    emptyWorkbook: 'The workbook has no cell with a value. Fill a sheet, save it and import it again.',
    tooManyColumns: (columns: number, most: number): string => `The sheet uses ${number(columns)} columns; at most ${number(most)} are read. Delete what stands far to the right of the table.`,
    encryptedWorkbook: 'The workbook is protected by a password, so its bytes cannot be read. Open it, save it without a password, and import that file.',
    oldWorkbook: 'The file is an old Excel workbook (.xls) or another old Office file. Open it in a spreadsheet program, save it as .xlsx or CSV, and import that file.',
    brokenWorkbook: (part: string): string => `The workbook is damaged: its part "${part}" cannot be read. Open it in a spreadsheet program, save it again and import that file.`,
    missingPart: (part: string): string => `The workbook lacks its part "${part}". Open it in a spreadsheet program, save it again and import that file.`,
    binaryWorkbook: 'The file is a binary Excel workbook (.xlsb). Save it as .xlsx or CSV and import that file.',
    openDocument: 'The file is an OpenDocument spreadsheet or another document, not a table. Save the sheet as .xlsx or CSV and import that file.',
    brokenParquet: (reason: string): string => `The Parquet file cannot be read: ${reason}. Write it again and import the new file.`,
    brokenArchive: (reason: string): string => `The archive is damaged: ${reason}. Make it again and import the new file.`,
    archiveName: (name: string, why: string): string => `The archive was refused: the name "${name}" ${why}. Nothing was unpacked. Make it again without that file.`,
    nameReasons: { absolute: 'is a path of its own on a disk', upwards: 'leads out of its folder', backslash: 'has a backslash, which leads elsewhere on Windows', link: 'is a link to another place', doubled: 'is there twice', control: 'has a control character', encrypted: 'is protected by a password', method: 'is packed in a way that is not read' },
    archiveEntries: (most: number): string => `The archive was refused: it holds more than ${number(most)} files. Import them in several parts.`,
    archiveTotal: (bytes: number, most: number): string => `The archive was refused: unpacked it would take ${number(bytes)} bytes; at most ${number(most)} are read. Import its files in several parts.`,
    archiveRatio: (ratio: number, most: number): string => `The archive was refused: it unpacks to ${number(ratio)} times its size, as only an archive made to do harm does; at most ${number(most)} times is read. Unpack it and import its files if you trust it.`,
  },
} as const;
