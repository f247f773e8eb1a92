/**
 * The one border for JSON documents that people bring: bounded in size and depth, each key said once, none that would reach
 * into the program's own objects. What the document means is for the schema of the one who asks.
 */
import { EngineError } from '@shared/contract/errors';
import { documentsMessages as words, type Place } from '@shared/messages/documents';

export const documentLimits = { bytes: 5_000_000, depth: 64 } as const;

/** UTF-8 text without its mark. Throws `invalid-input` where the bytes are no text or too many. */
export function decodeDocument(bytes: Uint8Array, what: string, mostBytes: number = documentLimits.bytes): string {
  if (bytes.length > mostBytes) throw new EngineError('invalid-input', words.tooLarge(what, mostBytes), { sizeBytes: bytes.length });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    const offset = firstNoText(bytes);
    throw new EngineError('invalid-input', words.notText(what, offset), { offset }, { cause: error });
  }
}

/** `what` is a noun with its article, such as "the recipe shop.json". Throws `invalid-input` with the place. */
export function parseJsonDocument(text: string, what: string): unknown {
  // A mark at the beginning is how some editors write UTF-8.
  const bare = text.replace(/^\uFEFF/, '');
  let document: unknown;
  try {
    document = JSON.parse(bare);
  } catch (error) {
    const { reason, place } = describe(error, bare);
    throw new EngineError('invalid-input', words.notJson(what, reason, place), { ...place }, { cause: error });
  }
  assertHarmless(bare, what);
  return document;
}

/** V8 says what is wrong and where, and repeats a part of the text, which is left out. */
function describe(error: unknown, text: string): { reason: string; place: Place | null } {
  const message = error instanceof Error ? error.message : String(error);
  if (/end of JSON input/.test(message)) return { reason: 'it ends too early', place: placeOf(text, text.length) };
  const at = /at position (\d+)/.exec(message)?.[1];
  const token = /Unexpected token '(.)'/su.exec(message)?.[1];
  const position = at !== undefined ? Number(at) : token === undefined ? -1 : positionOfSnippet(message, text, token);
  const reason = token !== undefined ? `"${token}" is not expected` : message.replace(/ in JSON.*| at position.*/su, '').toLowerCase();
  return { reason, place: position === -1 ? null : placeOf(text, position) };
}

/** Short messages give the text around the token instead of a number. */
function positionOfSnippet(message: string, text: string, token: string): number {
  const snippet = /, (?:\.\.\.)?"([\s\S]*?)"(?:\.\.\.)? is not valid JSON$/u.exec(message)?.[1];
  const start = snippet === undefined ? -1 : text.indexOf(snippet);
  return start === -1 ? text.indexOf(token) : text.indexOf(token, start + Math.max(0, Math.min(snippet?.indexOf(token) ?? 0, text.length)));
}

/** Looks at the valid text once, without recursion: deep nesting would overflow the stack of whoever walks it. */
function assertHarmless(text: string, what: string): void {
  /** Keys of the objects that are open; null for a list. */
  const open: (Set<string> | null)[] = [];
  const strings = /"(?:[^"\\]|\\.)*"|[{}[\]]/gsu;
  for (let match = strings.exec(text); match !== null; match = strings.exec(text)) {
    const [token] = match;
    if (token === '{' || token === '[') {
      open.push(token === '{' ? new Set() : null);
      if (open.length > documentLimits.depth) throw refused('tooDeep', words.tooDeep(what, documentLimits.depth, placeOf(text, match.index)), placeOf(text, match.index));
    } else if (token === '}' || token === ']') open.pop();
    else if (/^\s*:/.test(text.slice(strings.lastIndex, strings.lastIndex + 100))) takeKey(open.at(-1) ?? null, String(JSON.parse(token)), what, () => placeOf(text, match.index));
  }
}

function takeKey(keys: Set<string> | null, key: string, what: string, place: () => Place): void {
  if (key === '__proto__') throw refused('hostileKey', words.hostileKey(what, place()), place());
  if (keys?.has(key)) throw refused('keyTwice', words.keyTwice(what, key, place()), place());
  keys?.add(key);
}

function refused(reason: string, message: string, place: Place): EngineError {
  return new EngineError('invalid-input', message, { reason, ...place });
}

/** Lines and columns count from 1, in characters. */
function placeOf(text: string, position: number): Place {
  const before = text.slice(0, position);
  const lines = before.split(/\r\n|\r|\n/);
  return { line: lines.length, column: [...(lines.at(-1) ?? '')].length + 1, offset: Buffer.byteLength(before) };
}

function firstNoText(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (let at = 0; at < bytes.length; at++) {
    try {
      decoder.decode(bytes.subarray(at, at + 1), { stream: true });
    } catch {
      return at;
    }
  }
  return bytes.length;
}
