/** What is said of documents from outside (recipes, schemas, rules, pipelines) that are not what they should be. */
const number = (value: number): string => value.toLocaleString('en-US');

export interface Place {
  readonly line: number;
  readonly column: number;
  /** In bytes of UTF-8, from 0. */
  readonly offset: number;
}

const at = ({ line, column, offset }: Place): string => `on line ${number(line)}, column ${number(column)} (byte ${number(offset)})`;

export const documentsMessages = {
  /** `what` is a noun with its article: "the recipe shop.json". */
  notJson: (what: string, reason: string, place: Place | null): string => `${capital(what)} is not JSON: ${reason}${place === null ? '' : ` ${at(place)}`}. Nothing was changed. Correct it there, or export it again.`,
  notText: (what: string, offset: number): string => `${capital(what)} is no text: the byte at ${number(offset)} is not UTF-8. Nothing was changed. Save it as UTF-8 and try again.`,
  tooLarge: (what: string, most: number): string => `${capital(what)} is larger than ${number(most)} bytes, more than any such document. Nothing was changed. Choose another file.`,
  wrongShape: (what: string, path: string, reason: string): string => `${capital(what)} is not as it should be${path === '' ? '' : ` at ${path}`}: ${reason}. Nothing was changed. Correct it there, or export it again.`,
  tooDeep: (what: string, most: number, place: Place): string => `${capital(what)} is nested more than ${most} levels deep, ${at(place)}. Nothing was changed. Choose another file.`,
  hostileKey: (what: string, place: Place): string => `${capital(what)} has an entry called "__proto__" ${at(place)}, which no such document can have without harm. Nothing was changed. Rename it and try again.`,
  keyTwice: (what: string, key: string, place: Place): string => `${capital(what)} says "${key.slice(0, 100)}" twice, the second time ${at(place)}. Nothing was changed. Remove one of them and try again.`,
} as const;

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
