/** Columns of several files whose names differ only in case or in white space around them: a person would take them for one. */
import type { ReadingRequest } from '@shared/areas/datasets';
import { inputsMessages } from '@shared/messages/inputs';
import type { Notice, Question } from '../../reading/notices';
import type { OpenPoints } from '../input';
import type { TextTable } from '../textTable';

interface AlikeColumn {
  /** As the first file writes it that has the column. */
  readonly name: string;
  readonly file: string;
  /** The first other spelling, and its file. */
  readonly other: { readonly name: string; readonly file: string };
}

export interface MatchedColumns {
  readonly members: readonly TextTable[];
  readonly notices: readonly Notice[];
}

/** Asks whether they are the same, then joins them under the first spelling or leaves them apart. */
export function matchColumns(members: readonly TextTable[], request: ReadingRequest): MatchedColumns | OpenPoints {
  const alike = findAlike(members);
  const [first, ...others] = alike;
  // Who said before that cells are missing where a file lacks a column, was told of each such column.
  const answer = request.alikeColumns ?? (request.unlikeFiles === undefined ? undefined : 'apart');
  if (first === undefined || answer === 'apart') return { members, notices: [] };
  if (answer === undefined) return { questions: [question(first, others.length)], problems: [] };
  const names = new Map(alike.map(({ name }) => [folded(name), name]));
  return {
    members: members.map((member) => ({ ...member, names: member.names.map((name) => names.get(folded(name)) ?? name) })),
    notices: [{ code: 'joined-columns', message: inputsMessages.notes.joinedColumns(alike.map(({ name, other }) => ({ name, other: other.name }))), count: alike.length }],
  };
}

function question({ name, file, other }: AlikeColumn, more: number): Question {
  const words = inputsMessages.questions;
  return {
    code: 'alike-columns',
    message: words.alikeColumns(other, { name, file }, more),
    options: [
      { label: words.alikeColumnsJoin(name), apply: { alikeColumns: 'join' } },
      { label: words.alikeColumnsApart, apply: { alikeColumns: 'apart' } },
    ],
  };
}

/** Two of them in one file are two columns. */
function findAlike(members: readonly TextTable[]): AlikeColumn[] {
  const found = new Map<string, { name: string; file: string }[]>();
  const doubled = new Set<string>();
  for (const { name: file, names } of members) {
    const own = new Set<string>();
    for (const name of names) {
      const key = folded(name);
      if (own.has(key)) doubled.add(key);
      own.add(key);
      const spellings = found.get(key) ?? [];
      if (!spellings.some((spelling) => spelling.name === name)) found.set(key, [...spellings, { name, file }]);
    }
  }
  return [...found].flatMap(([key, [first, other]]) => (first && other && !doubled.has(key) ? [{ ...first, other }] : []));
}

function folded(name: string): string {
  return name.normalize('NFC').trim().toLowerCase();
}
