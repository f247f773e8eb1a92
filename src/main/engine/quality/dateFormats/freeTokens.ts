/** Cuts a date written in words into runs of letters, runs of digits (with a decimal part) and single signs, as dateutil 2.9 does. */

type Kind = 'word' | 'number' | 'dotted word' | 'dotted number';

export function cutFreeText(text: string): string[] {
  const signs = [...text].filter((sign) => sign !== '\0');
  const tokens: string[] = [];
  for (let i = 0; i < signs.length; ) {
    const run = takeRun(signs, i);
    i += [...run.text].length;
    tokens.push(...splitRun(run));
  }
  return tokens;
}

interface Run {
  readonly text: string;
  readonly kind: Kind | null;
  readonly hasLetters: boolean;
}

function takeRun(signs: readonly string[], start: number): Run {
  let text = signs[start] ?? '';
  let kind: Kind | null = isLetter(text) ? 'word' : isDigit(text) ? 'number' : null;
  let hasLetters = false;
  if (kind === null) return { text, kind, hasLetters };
  for (const sign of signs.slice(start + 1)) {
    hasLetters ||= kind === 'word' || kind === 'dotted word';
    const next = nextKind(kind, sign, text);
    if (next === null) break;
    kind = next;
    text += sign;
  }
  return { text, kind, hasLetters };
}

/** Dots belong to a run until more is known; a comma only to numbers of two digits and more. */
function nextKind(kind: Kind, sign: string, text: string): Kind | null {
  switch (kind) {
    case 'word':
      return isLetter(sign) ? kind : sign === '.' ? 'dotted word' : null;
    case 'number':
      return isDigit(sign) ? kind : sign === '.' || (sign === ',' && text.length >= 2) ? 'dotted number' : null;
    case 'dotted word':
      return sign === '.' || isLetter(sign) ? kind : isDigit(sign) && text.endsWith('.') ? 'dotted number' : null;
    case 'dotted number':
      return sign === '.' || isDigit(sign) ? kind : isLetter(sign) && text.endsWith('.') ? 'dotted word' : null;
  }
}

/** A dot between digits is a decimal point; any other one parts two tokens. */
function splitRun({ text, kind, hasLetters }: Run): string[] {
  if (kind === null) return [/\s/.test(text) ? ' ' : text];
  const isDotted = kind === 'dotted word' || kind === 'dotted number';
  const dots = text.split('.').length - 1;
  const parts = isDotted && (hasLetters || dots > 1 || /[.,]$/.test(text)) ? text.split(/([.,])/) : [text];
  const [first = '', ...rest] = parts;
  const lead = kind === 'dotted number' && !first.includes('.') ? first.replaceAll(',', '.') : first;
  return [lead, ...rest.filter((part) => part !== '')];
}

function isLetter(sign: string): boolean {
  return /^\p{L}$/u.test(sign);
}

function isDigit(sign: string): boolean {
  return /^\d$/.test(sign);
}
