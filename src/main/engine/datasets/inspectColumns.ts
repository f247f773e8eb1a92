/** What the head of a file says of each column: its type, and the cells that decide it, stand in its way, or may mean missing. */
import type { ColumnType } from '@shared/areas/common';
import type { Inspection, Reading, ReadingRequest } from '@shared/areas/datasets';
import { listFactsOf } from './listFacts';
import { suggestRoles } from './columnRoles';
import type { ColumnFacts } from './columnFacts';
import { typeOfColumn } from './columnType';
import { almostType, decisiveKinds, examplesOf, fittingKinds } from './reading/cellEvidence';
import { cellKind, type CellKind } from './reading/cellKind';
import type { ColumnForm } from './reading/columnForm';
import { createTally, sumOf, tallyCells, type ColumnTally } from './reading/columnTally';
import { decideForms } from './reading/decideForms';
import type { Layout } from './reading/dialect';
import { tokensOf } from './reading/missingTokens';
import type { Notice, Question } from './reading/notices';

type InspectedColumn = Inspection['columns'][number];

export interface HeadRows {
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Line of each row in the file. */
  readonly lines: readonly number[];
}

export interface InspectedColumns {
  readonly columns: readonly InspectedColumn[];
  readonly tallies: readonly ColumnTally[];
  readonly forms: readonly ColumnForm[];
  readonly reading: Reading;
  readonly questions: readonly Question[];
  readonly warnings: readonly Notice[];
  readonly problems: readonly Notice[];
}

export function inspectColumns({ names, rows, lines }: HeadRows, layout: Layout, encoding: Reading['encoding'], request: ReadingRequest, chosen: ReadonlyMap<string, ColumnType>): InspectedColumns {
  const tokens = names.map((name) => new Set(tokensOf(request, name)));
  const cells = names.map((_, c) => rows.map((row) => row[c] ?? ''));
  const tallies = names.map((_, c) => {
    const tally = createTally();
    tallyCells(tally, cells[c] ?? [], lines, tokens[c] ?? new Set());
    return tally;
  });
  const decided = decideForms(names, tallies, encoding, layout, request, chosen);
  const described = decided.forms.flatMap((form, c) => {
    const tally = tallies[c];
    const values = (cells[c] ?? []).map((cell) => (tokens[c]?.has(cell) === true ? '' : cell));
    return tally ? [describe(form, tally, values, lines, decided.reading.decimal, chosen.get(form.name))] : [];
  });
  const roles = suggestRoles(described.map(({ column, facts }) => ({ name: column.name, type: column.type, nulls: facts.nulls, distinct: facts.distinct, rows: rows.length })));
  return {
    columns: described.map(({ column }, i) => ({ ...column, role: roles[i]?.role ?? 'feature', knownWhen: roles[i]?.knownWhen ?? 'before-launch' })),
    tallies,
    forms: decided.forms,
    reading: decided.reading,
    questions: decided.questions,
    warnings: decided.warnings,
    problems: decided.problems,
  };
}

type Described = { readonly column: Omit<InspectedColumn, 'role' | 'knownWhen'>; readonly facts: ColumnFacts };

function describe(form: ColumnForm, tally: ColumnTally, values: readonly string[], lines: readonly number[], decimal: Reading['decimal'], chosen: ColumnType | undefined): Described {
  const facts = factsOf(values);
  const typed = typeOfColumn(form, facts, values.length, chosen);
  const decisive = decisiveKinds(form, decimal);
  const wanted = chosen ?? (form.storage === 'text' && form.code === 'none' ? almostType(tally, decimal) : null);
  const fitting = wanted === null ? null : fittingKinds(wanted, decimal);
  const misfit = (kind: CellKind): boolean => kind !== cellKind.missing && kind !== cellKind.nullToken && fitting?.includes(kind) === false;
  const misfits = wanted === null || fitting === null ? 0 : sumOf(tally.counts, Object.values(cellKind).filter(misfit));
  return {
    facts,
    column: {
      name: form.name,
      type: chosen ?? typed.type,
      evidence: typed.evidence,
      nulls: facts.nulls,
      distinct: facts.distinct,
      decides: { count: sumOf(tally.counts, decisive), examples: examplesOf(values, lines, (kind) => decisive.includes(kind)) },
      misfits: wanted === null || misfits === 0 ? null : { type: wanted, count: misfits, examples: examplesOf(values, lines, misfit) },
      tokens: [...tally.nullTokens].map(([text, count]) => ({ text, count })).sort((a, b) => b.count - a.count),
    },
  };
}

/** The same facts that DuckDB gathers over the whole file, here over the rows of the head. */
function factsOf(cells: readonly string[]): ColumnFacts {
  const values = cells.filter((cell) => cell !== '');
  const numbers = values.map(Number);
  const numeric = values.length > 0 && numbers.every(Number.isFinite);
  const share = (count: number): number => (values.length === 0 ? 0 : count / values.length);
  return {
    nulls: cells.length - values.length,
    distinct: new Set(values).size,
    smallest: numeric ? numbers.reduce((a, b) => Math.min(a, b)) : null,
    largest: numeric ? numbers.reduce((a, b) => Math.max(a, b)) : null,
    meanLength: share(values.reduce((sum, value) => sum + value.length, 0)),
    spacedShare: share(values.filter((value) => /\s/.test(value)).length),
    hexadecimal: values.length > 0 && values.every((value) => /^([0-9a-fA-F]{16,}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})$/.test(value)),
    list: numeric ? null : listFactsOf(values),
    mayBeOdd: false,
  };
}
