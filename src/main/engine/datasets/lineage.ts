/** What a snapshot comes from: the source file as it was read, and its rows. */
import type { Snapshot } from '@shared/areas/datasets';
import { repairColumns } from '@shared/areas/repairs';
import { lineageMessages as words } from '@shared/messages/lineage';
import type { Describers, Offspring } from '../kernel/lineage';
import { recordsAsRead } from './repairs/repairTable';

export function describeDatasets(snapshotOf: (id: string) => Snapshot): Describers {
  const address = (id: string, view = ''): string => `#/data/${encodeURIComponent(id)}${view}`;
  return {
    snapshot: (id) => {
      const { datasetName, number, rows, columns, createdAt, trashedAt, reading } = snapshotOf(id);
      return {
        node: { label: words.labels.snapshot, title: words.snapshot(datasetName, number), facts: [words.size(rows, columns.length), words.sha(id)], address: address(id, '?view=columns'), at: createdAt, marks: trashedAt === undefined ? [] : ['trash'] },
        origins: [reading.repaired === undefined ? { kind: 'source', id, label: words.by.readFrom } : { kind: 'repairs', id, label: words.by.repairedBy }],
      };
    },
    repairs: (id) => {
      const { reading } = snapshotOf(id);
      const outcomes = reading.repaired?.outcomes ?? [];
      const facts = (reading.repairs ?? []).map((repair, i) => words.repair(repair.kind, repairColumns(repair), outcomes[i]?.changed ?? 0, outcomes[i]?.setAside ?? 0));
      return { node: { label: words.labels.repairs, title: words.repairs(facts.length), facts, address: address(id, reading.repaired?.rows === snapshotOf(id).rows ? '' : '?view=aside'), at: null, marks: [] }, origins: [{ kind: 'source', id, label: words.by.readFrom }] };
    },
    source: (id) => {
      const { sourceName, sourceSha256, sourceSizeBytes, reading } = snapshotOf(id);
      return {
        node: { label: words.labels.source, title: sourceName, facts: [words.sha(sourceSha256), words.bytes(sourceSizeBytes), words.reading(reading.encoding, reading.delimiter, reading.decimal)], address: address(id, '?view=read'), at: null, marks: [] },
        origins: [{ kind: 'rows', id, label: words.by.holds }],
      };
    },
    rows: (id) => {
      const { rows, records, reading } = snapshotOf(id);
      const { quarantined } = recordsAsRead(records, reading);
      return { node: { label: words.labels.rows, title: words.rows(reading.repaired?.rows ?? rows), facts: quarantined === 0 ? [] : [words.setAside(quarantined)], address: address(id), at: null, marks: [] }, origins: [] };
    },
  };
}

/** Rows, source file and repairs go by the id of the snapshot they became. */
export function offspringOfFiles(snapshotOf: (id: string) => Snapshot): Offspring {
  return {
    rows: (id) => [{ kind: 'source', id }],
    source: (id) => [{ kind: snapshotOf(id).reading.repaired === undefined ? 'snapshot' : 'repairs', id }],
    repairs: (id) => [{ kind: 'snapshot', id }],
  };
}
