/** Which words mean that a value is missing: a list for the whole file, and columns with a list of their own. */
import type { ReadingRequest } from '@shared/areas/datasets';

type TokenLists = Pick<ReadingRequest, 'nullTokens' | 'columnNullTokens'>;

/** A column's own list stands in place of the file's. Undefined where nobody has said anything yet. */
export function tokensOf({ nullTokens, columnNullTokens }: TokenLists, column: string): readonly string[] | undefined {
  return columnNullTokens?.find((own) => own.column === column)?.tokens ?? nullTokens;
}

/** In one order whatever order they were given in: they are part of a snapshot's identity. */
export function sortedTokens(own: NonNullable<ReadingRequest['columnNullTokens']>): { column: string; tokens: string[] }[] {
  const byColumn = new Map(own.map(({ column, tokens }) => [column, [...new Set(tokens)].sort()]));
  return [...byColumn].map(([column, tokens]) => ({ column, tokens })).sort((a, b) => (a.column < b.column ? -1 : 1));
}
