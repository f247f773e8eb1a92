/** The one error of the product: a closed code for programs, three-part words for the analyst. */

export const errorCodes = [
  'invalid-input', // the request or its values are wrong; nothing was stored
  'unreadable-file', // the bytes cannot be read as a table
  'not-found',
  'conflict', // the state changed or forbids this
  'cancelled',
  'project-in-use', // another engine holds the project and cannot be reached
  'too-new', // written by a newer Almanac
  'corrupt-store', // stored bytes do not match their hash
  'disk-full', // the drive has no space; what was begun was undone
  'no-access', // a folder or file may not be written, or its drive fails
  'unavailable-here', // this surface or machine lacks what is needed
  'pdf-needs-window', // a PDF is printed by a hidden window, and none can be had
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** What crosses a process: plain data, never a stack. */
export interface EngineErrorData {
  readonly code: ErrorCode;
  /** What happened, why, and what to do next, in plain words. */
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly retryable: boolean;
}

export class EngineError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;
  readonly retryable: boolean;

  constructor(
    code: ErrorCode,
    message: string,
    details: Readonly<Record<string, unknown>> = {},
    options: { readonly cause?: unknown; readonly retryable?: boolean } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'EngineError';
    this.code = code;
    this.details = details;
    this.retryable = options.retryable ?? false;
  }

  toData(): EngineErrorData {
    return { code: this.code, message: this.message, details: this.details, retryable: this.retryable };
  }

  static fromData(data: EngineErrorData): EngineError {
    return new EngineError(data.code, data.message, data.details, { retryable: data.retryable });
  }
}

/** Exit codes of the command line (docs: cli contract). A negative verdict is 1 and is not an error. */
export const exitCodeOf: Readonly<Record<ErrorCode, number>> = {
  'invalid-input': 2,
  'unreadable-file': 2,
  'not-found': 3,
  conflict: 2,
  cancelled: 4,
  'project-in-use': 2,
  'too-new': 2,
  'corrupt-store': 5,
  'disk-full': 2,
  'no-access': 2,
  'unavailable-here': 2,
  'pdf-needs-window': 2,
  internal: 5,
};
