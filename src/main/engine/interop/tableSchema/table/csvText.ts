/** Cuts a short CSV text into records as Python's csv reader does: quotes doubled inside quotes, a blank line is a record without cells. */

const separators = [',', ';', '\t', '|'];

/** Without a delimiter the first of , ; tab | that the first line has is taken. */
export function cutCsvText(text: string, delimiter?: string): string[][] {
  const first = /^[^\r\n]*/.exec(text)?.[0] ?? '';
  const separator = delimiter ?? separators.find((sign) => first.includes(sign)) ?? ',';
  const records: string[][] = [];
  let cells: string[] = [];
  let cell = '';
  let hasCell = false;
  let isQuoted = false;
  const endRecord = (): void => {
    records.push(hasCell || cells.length > 0 ? [...cells, cell] : []);
    [cells, cell, hasCell] = [[], '', false];
  };
  for (let i = 0; i < text.length; i += 1) {
    const sign = text[i] ?? '';
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (text[i + 1] === '"') {
        cell += sign;
        i += 1;
      } else isQuoted = false;
    } else if (sign === '"' && cell === '') [isQuoted, hasCell] = [true, true];
    else if (sign === separator) {
      cells.push(cell);
      [cell, hasCell] = ['', true];
    } else if (sign === '\n' || sign === '\r') {
      if (sign === '\r' && text[i + 1] === '\n') i += 1;
      endRecord();
    } else [cell, hasCell] = [cell + sign, true];
  }
  if (hasCell || cells.length > 0) endRecord();
  return records;
}
