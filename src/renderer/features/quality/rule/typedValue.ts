/** Values as people type them: numbers with a decimal comma and spaces between thousands, else text. */

/** Null where it is no number. */
export function numberIn(text: string): number | null {
  const number = Number(text.replace(/[\u00a0\u202f\s]/g, '').replace(/^([^.]*),(\d+)$/, '$1.$2'));
  return text.trim() !== '' && Number.isFinite(number) ? number : null;
}

/** Codes such as 007 and long digits stay text: as a number they would be another value. */
export function typedValue(text: string): string | number {
  const number = numberIn(text);
  return number === null || /^-?0\d/.test(text.trim()) || Math.abs(number) > Number.MAX_SAFE_INTEGER ? text : number;
}
