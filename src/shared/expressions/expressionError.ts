/** What is wrong with a formula, and where. */
export class ExpressionError extends Error {
  /** Offset in the text in UTF-16 units, or null where the formula was not read from a text. */
  readonly at: number | null;

  constructor(message: string, at: number | null) {
    super(message);
    this.name = 'ExpressionError';
    this.at = at;
  }
}
