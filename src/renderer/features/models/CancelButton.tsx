/** Stops a race; models that have finished are kept. */
import { Button } from '@mantine/core';
import { reportError } from '@renderer/app/notices';
import type { JobView } from '@renderer/engine';
import { modelsMessages as words } from './messages';
import styles from './RacePage.module.css';

export function CancelButton({ view }: { readonly view: JobView }) {
  return (
    <Button className={styles.cancel} title={words.cancelHint} onClick={() => void view.cancel().catch(reportError)}>{words.cancelRace}</Button>
  );
}
