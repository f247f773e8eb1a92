/** What can be done with the version that is shown: use it again, note, trash. All of it can be taken back. */
import { ActionIcon, Menu, Textarea } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState, type KeyboardEvent } from 'react';
import type { Dataset } from '@shared/areas/datasets';
import { upkeepMessages } from '@shared/messages/upkeep';
import { notify, reportError } from '../../app/notices';
import { offerUndo } from '../../app/offerUndo';
import { formatAddress, navigate } from '../../app/router';
import { useEngine, useQuery } from '../../engine';
import { dataAddress } from './dataAddress';
import styles from './Data.module.css';
import { dataMessages } from './messages';

const words = dataMessages.versions;
type Version = Dataset['versions'][number];

export interface VersionMenuProps {
  readonly dataset: Dataset;
  readonly version: Version;
  readonly isInUse: boolean;
}

export function VersionMenu({ dataset, version, isInUse }: VersionMenuProps) {
  const client = useEngine();
  const { data } = useQuery('upkeep.uses', { snapshotId: version.snapshotId });
  const [draft, setDraft] = useState<string | null>(null);
  const { snapshotId, number, note = '' } = version;

  async function makeCurrent(): Promise<void> {
    await client.call('datasets.restore', { snapshotId });
    notify(words.madeCurrent(dataset.name, number), 'good');
  }

  async function moveToTrash(versions: readonly Version[]): Promise<void> {
    const snapshotIds = versions.map((each) => each.snapshotId);
    await client.call('datasets.moveToTrash', { snapshotIds });
    const left = dataset.versions.find((each) => !snapshotIds.includes(each.snapshotId));
    navigate(left ? dataAddress(left.snapshotId) : formatAddress('data'));
    const names = versions.length === 1 ? `${dataset.name} v${number}` : dataset.name;
    offerUndo(words.moved(names), words.undo, () => void client.call('datasets.takeFromTrash', { snapshotIds }).then(() => navigate(dataAddress(snapshotId)), reportError));
  }

  /** Enter saves; Shift and Enter begin a line. */
  function keys(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (event.key === 'Escape') setDraft(null);
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    saveNote().catch(reportError);
  }

  async function saveNote(): Promise<void> {
    const text = draft ?? '';
    setDraft(null);
    if (text.trim() !== note) await client.call('datasets.setNote', { snapshotId, note: text });
  }

  return (
    <div className={styles.versionActions}>
      {draft === null
        ? <span>{note}</span>
        : (
          <form onSubmit={(event) => { event.preventDefault(); saveNote().catch(reportError); }}>
            <Textarea size="xs" autosize minRows={1} maxRows={8} aria-label={words.note(number)} value={draft} maxLength={2000} autoFocus onChange={(event) => setDraft(event.currentTarget.value)} onKeyDown={keys} />
          </form>
        )}
      <Menu position="bottom-end" returnFocus={false}>
        <Menu.Target><ActionIcon size="sm" aria-label={words.more(number)}><IconDots size={14} /></ActionIcon></Menu.Target>
        <Menu.Dropdown>
          {!isInUse && <Menu.Item onClick={() => { makeCurrent().catch(reportError); }}>{words.makeCurrent}</Menu.Item>}
          <Menu.Item onClick={() => setDraft(note)}>{note === '' ? words.addNote : words.editNote}</Menu.Item>
          <Menu.Divider />
          {data && data.uses.length > 0 && <Menu.Label>{upkeepMessages.free.uses(data.uses)}</Menu.Label>}
          <Menu.Item onClick={() => { moveToTrash([version]).catch(reportError); }}>{words.moveToTrash}</Menu.Item>
          {dataset.versions.length > 1 && <Menu.Item onClick={() => { moveToTrash(dataset.versions).catch(reportError); }}>{words.moveAllToTrash}</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
