/** Type, role, counts and digest of each column of a table that was just written. */
import type { ColumnType } from '@shared/areas/common';
import { EngineError } from '@shared/contract/errors';
import { datasetsMessages } from '@shared/messages/datasets';
import type { TableSession } from '../storage/tableSession';
import type { KnownColumn } from './coded/codedTable';
import { digestColumns } from './columnDigest';
import { gatherFacts, type ColumnFacts } from './columnFacts';
import { suggestRoles } from './columnRoles';
import { findOddCharacters } from './findOddCharacters';
import { typeOfColumn } from './columnType';
import type { Notice } from './reading/notices';
import type { ReadSource } from './reading/readSource';
import type { StoredColumn } from './snapshotStore';
import type { SnapshotTable } from './snapshotTable';

export interface DescribedColumns {
  readonly columns: readonly StoredColumn[];
  readonly warnings: readonly Notice[];
}

/** `known` is what the different texts of a column told already. Throws `internal` where the table has other missing values than were read. */
export async function describeColumns(tables: TableSession, table: SnapshotTable, { forms, textDigests, missing, rows }: ReadSource, known: readonly (KnownColumn | null)[], chosenTypes: ReadonlyMap<string, ColumnType>, signal: AbortSignal): Promise<DescribedColumns> {
  const facts = await gatherFacts(tables, table, forms, known, signal);
  const lost = forms.findIndex((_, i) => factsAt(facts, i).nulls !== missing[i]);
  if (lost !== -1) throw new EngineError('internal', datasetsMessages.refused.valuesLost(forms[lost]?.name ?? '', factsAt(facts, lost).nulls, missing[lost] ?? 0));
  const digests = await finalDigests(tables, table, forms, textDigests, signal);
  const typed = forms.map((form, i) => ({ ...typeOfColumn(form, factsAt(facts, i), rows, chosenTypes.get(form.name)), name: form.name, nulls: factsAt(facts, i).nulls, distinct: factsAt(facts, i).distinct, rows }));
  const roles = suggestRoles(typed);
  const columns = typed.map(({ name, type, evidence, nulls, distinct }, i) => ({
    name,
    type,
    evidence,
    nulls,
    distinct,
    digest: digests[i] ?? '',
    role: roles[i]?.role ?? 'feature',
    knownWhen: roles[i]?.knownWhen ?? 'before-launch',
    keepsText: forms[i]?.keepsText ?? false,
  }));
  return { columns, warnings: await findOddCharacters(tables, table, facts.flatMap(({ mayBeOdd }, i) => (mayBeOdd ? [i] : [])), known, signal) };
}

function factsAt(facts: readonly ColumnFacts[], index: number): ColumnFacts {
  const found = facts[index];
  if (!found) throw new EngineError('internal', 'A column was lost while its values were counted.');
  return found;
}

/** Where cells are stored as they were written, the digest of their text is that of the values; the others are read back. */
async function finalDigests(tables: TableSession, table: SnapshotTable, forms: ReadSource['forms'], textDigests: readonly string[], signal: AbortSignal): Promise<readonly string[]> {
  const changed = forms.flatMap((form, i) => (form.keepsText ? [i] : []));
  const recomputed = await digestColumns(tables, table, changed, signal);
  return textDigests.map((digest, i) => (changed.includes(i) ? (recomputed[changed.indexOf(i)] ?? '') : digest));
}
