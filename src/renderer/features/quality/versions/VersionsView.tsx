/** Versions of the rules with what each was first counted on, what changed between any two, and the way back to one. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Snapshot } from '@shared/areas/datasets';
import type { SchemaVersion } from '@shared/areas/quality';
import { notify } from '../../../app/notices';
import { formatAddress } from '../../../app/router';
import { useCommand, useQuery, type QueryState } from '../../../engine';
import { Card, EmptyState, ErrorPanel, formatDateTime, formatWhen, Link, SkeletonLines, Tag } from '../../../ui';
import { isSameSchema } from '../draft/schemaDraft';
import type { DraftEditing } from '../draft/useSchemaDraft';
import styles from './Versions.module.css';
import { versionMessages as words } from './messages';
import { VersionDiff } from './VersionDiff';

interface VersionsViewProps {
  readonly snapshot: Snapshot;
  readonly versions: QueryState<SchemaVersion[]>;
  readonly editing: DraftEditing;
  readonly savedVersion: number | null;
}

/** Null stands for the draft. */
type Side = number | null;

export function VersionsView({ snapshot, versions, editing, savedVersion }: VersionsViewProps) {
  const [chosen, setChosen] = useState<{ readonly from: Side; readonly to: Side } | null>(null);
  if (versions.error !== null) return <ErrorPanel error={versions.error} onRetry={versions.reload} />;
  if (!versions.data) return <Card title={words.title}><SkeletonLines lines={8} /></Card>;
  const list = versions.data;
  const [newest] = list;
  if (!newest) return <Card label={words.title}><EmptyState picture="checks" sentence={words.empty} /></Card>;
  const sides = chosen ?? (editing.dirty ? { from: newest.version, to: null } : { from: list[1]?.version ?? newest.version, to: newest.version });
  return (
    <div className={styles.layout}>
      <Card title={words.title} note={words.note}>
        <ul className={styles.list} aria-label={words.list}>
          {list.map((version) => (
            <VersionEntry key={version.version} version={version} before={list.find((each) => each.version < version.version)?.version ?? null} snapshot={snapshot} isCurrent={version.version === savedVersion} isShown={sides.to === version.version} editing={editing} onShow={(from) => setChosen({ from, to: version.version })} />
          ))}
        </ul>
      </Card>
      <VersionDiff datasetId={snapshot.datasetId} versions={list} draft={editing.dirty ? editing.draft.present : null} from={sides.from} to={sides.to} onChange={(from, to) => setChosen({ from, to })} />
    </div>
  );
}

interface VersionEntryProps {
  readonly version: SchemaVersion;
  readonly before: number | null;
  readonly snapshot: Snapshot;
  readonly isCurrent: boolean;
  readonly isShown: boolean;
  readonly editing: DraftEditing;
  readonly onShow: (from: number) => void;
}

function VersionEntry({ version, before, snapshot, isCurrent, isShown, editing, onShow }: VersionEntryProps) {
  const { firstUse } = version;
  return (
    <li className={styles.entry} data-shown={isShown || undefined}>
      <button type="button" className={styles.entryName} aria-pressed={isShown} onClick={() => onShow(before ?? version.version)}>{words.version(version.version)}</button>
      {isCurrent && <Tag tone="good">{words.current}</Tag>}
      <span className={styles.size}>{words.size(version.checks, version.columns)}</span>
      <p className={styles.when} title={formatDateTime(version.savedAt)}>{words.saved(formatWhen(version.savedAt))}</p>
      <p className={styles.when}>{firstUse === null ? words.notUsed : <Link to={formatAddress('quality', [firstUse.snapshotId])}>{words.firstUse(`${snapshot.datasetName} v${firstUse.number}`, formatWhen(firstUse.usedAt))}</Link>}</p>
      {!isCurrent && <RestoreButton datasetId={snapshot.datasetId} version={version.version} editing={editing} />}
    </li>
  );
}

/** Saved at once as a new version; edits that were not saved stay a step back in the draft. */
function RestoreButton({ datasetId, version, editing }: { readonly datasetId: string; readonly version: number; readonly editing: DraftEditing }) {
  const old = useQuery('quality.schemaVersion', { datasetId, version });
  const save = useCommand('quality.saveSchema');
  async function restore(): Promise<void> {
    if (!old.data) return;
    const { schema } = old.data;
    const done = await save.run({ datasetId, schema });
    if (done === undefined) return;
    editing.edit(schema);
    editing.saved(schema, done.version);
    notify(isSameSchema(schema, editing.draft.base) ? words.alreadyThere(version) : words.restored(version, done.version), 'good');
  }
  return (
    <>
      <Button size="compact-xs" title={words.restoreNote} loading={save.running} disabled={!old.data} onClick={() => void restore()}>{words.restore(version)}</Button>
      {save.error !== null && <ErrorPanel error={save.error} />}
    </>
  );
}
