/** Where a notice points, in words. */

const number = (value: number): string => value.toLocaleString('en-US');

export interface Pointed {
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  readonly offset?: number | undefined;
}

/** "line 2, column 5, byte 14", as far as it is known; empty where nothing is. */
export function placeOf({ line, column, offset }: Pointed): string {
  const parts = [line === undefined ? '' : `line ${number(line)}`, column === undefined ? '' : `column ${number(column)}`, offset === undefined ? '' : `byte ${number(offset)}`];
  return parts.filter((part) => part !== '').join(', ');
}
