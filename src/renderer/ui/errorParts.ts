/** Splits an error into the three parts the window shows: what happened, why, and what to do next. */
import { EngineError, type ErrorCode } from '@shared/contract/errors';

export interface ErrorParts {
  readonly what: string;
  readonly why: string;
  readonly next: string;
}

const nextByCode: Readonly<Record<ErrorCode, string>> = {
  'invalid-input': 'Change the highlighted choice and try again.',
  'unreadable-file': 'Open the file in the program it came from, save it as CSV and drop it again.',
  'not-found': 'Go back and choose another one; it may have been deleted.',
  conflict: 'Try again in a moment.',
  cancelled: 'Start it again whenever you like; nothing was stored.',
  'project-in-use': 'Close the other window that has this project open, then try again.',
  'too-new': 'Open it with the newer Almanac that wrote it.',
  'corrupt-store': 'Restore the project folder from a back-up, then run the check of stored files again.',
  'disk-full': 'Free some space on the drive of the project and try again.',
  'no-access': 'Make the folder writable, or open a copy of the project in a folder of your own.',
  'unavailable-here': 'Use the desktop window or the command line for this.',
  'pdf-needs-window': 'Export the report in the desktop window, or save it as HTML and print that.',
  internal: 'Try again. If it comes back, the engine log in the project folder says more.',
};

/** Engine messages are sentences in the order what, why, next; two are what and next; to one the code adds the next step. */
export function errorParts(error: unknown): ErrorParts {
  const message = error instanceof Error ? error.message : String(error);
  const code: ErrorCode = error instanceof EngineError ? error.code : 'internal';
  const sentences = splitSentences(message);
  const what = sentences[0] ?? 'Something went wrong.';
  if (sentences.length >= 3) return { what, why: sentences.slice(1, -1).join(' '), next: sentences.at(-1) ?? nextByCode[code] };
  return { what, why: '', next: sentences[1] ?? nextByCode[code] };
}

/** A full stop ends a sentence only before a space and a capital or quote, so that "2.5" and "e.g. x" stay whole. */
function splitSentences(message: string): string[] {
  return message
    .split(/(?<=[.!?])\s+(?=[\p{Lu}"“'])/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}
