/** A LIKE pattern of SQL as a regular expression over the whole text: % stands for any characters, _ for one. */
export function likeToPattern(like: string): string {
  const signs: Readonly<Record<string, string>> = { '%': '.*', _: '.' };
  return `(?s:${like.replaceAll(/[\s\S]/gu, (sign) => signs[sign] ?? sign.replace(/[\\^$.*+?()[\]{}|]/, '\\$&'))})`;
}
