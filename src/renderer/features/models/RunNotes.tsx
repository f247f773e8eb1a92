/** Notes and tags of a run, saved when the field is left. */
import { TagsInput, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { Run } from '@shared/areas/tracking';
import { useCommand } from '@renderer/engine';
import { ErrorPanel } from '@renderer/ui';
import { modelsMessages as words } from './messages';
import styles from './RunPanel.module.css';

/** Give it the run's id as key: another run starts with its own texts. */
export function RunNotes({ run }: { readonly run: Run }) {
  const annotate = useCommand('tracking.annotate');
  const [notes, setNotes] = useState(run.notes);
  return (
    <div className={styles.notes}>
      <Textarea
        label={words.runs.notes}
        placeholder={words.runs.notesPlaceholder}
        value={notes}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={10_000}
        onChange={(event) => setNotes(event.currentTarget.value)}
        onBlur={() => notes !== run.notes && void annotate.run({ runId: run.id, notes })}
      />
      <TagsInput size="xs" styles={{ label: { fontWeight: 400 } }} label={words.runs.tags} placeholder={run.tags.length === 0 ? words.runs.addTag : ''} value={run.tags} maxTags={50} onChange={(tags) => void annotate.run({ runId: run.id, tags: tags.map((tag) => tag.slice(0, 50)) })} />
      {annotate.error !== null && <ErrorPanel error={annotate.error} />}
    </div>
  );
}
