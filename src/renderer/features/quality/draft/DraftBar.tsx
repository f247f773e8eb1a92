/** The state of the edits: how many are unsaved, the way back and forth, save and discard. */
import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { Tag } from '../../../ui';
import { qualityMessages } from '../messages';
import styles from '../Quality.module.css';
import type { DraftEditing } from './useSchemaDraft';

const words = qualityMessages.draft;

interface DraftBarProps {
  readonly editing: DraftEditing;
  readonly savedVersion: number | null;
  /** What is different from what is saved. */
  readonly edits: number;
  readonly working: boolean;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  readonly onSave: () => void;
}

export function DraftBar({ editing, savedVersion, edits, working, onUndo, onRedo, onSave }: DraftBarProps) {
  const { draft, dirty } = editing;
  return (
    <div className={styles.draftBar} role="group" aria-label={words.label}>
      <span role="status" className={styles.draftState}>{dirty ? <Tag tone="attention">{words.unsaved(Math.max(1, edits))}</Tag> : savedVersion === null ? words.notSaved : words.none(savedVersion)}</span>
      <Tooltip label={`${words.undo} (Ctrl Z)`}>
        <ActionIcon aria-label={words.undo} aria-keyshortcuts="Control+Z" disabled={draft.past.length === 0} onClick={onUndo}><IconArrowBackUp size={17} /></ActionIcon>
      </Tooltip>
      <Tooltip label={`${words.redo} (Ctrl Shift Z)`}>
        <ActionIcon aria-label={words.redo} aria-keyshortcuts="Control+Shift+Z" disabled={draft.future.length === 0} onClick={onRedo}><IconArrowForwardUp size={17} /></ActionIcon>
      </Tooltip>
      {dirty && <Button size="xs" onClick={editing.discard}>{words.discard}</Button>}
      {dirty && savedVersion !== null && <Button size="xs" variant="filled" loading={working} onClick={onSave}>{words.save(savedVersion + 1)}</Button>}
    </div>
  );
}
