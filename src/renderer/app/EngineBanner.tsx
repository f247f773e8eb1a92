/** Says when the engine is gone or coming back, and offers to connect again. */
import { Button } from '@mantine/core';
import { useEngineState } from '../engine/EngineContext';
import styles from './Frame.module.css';
import { appMessages } from './messages';

export function EngineBanner() {
  const { state, error } = useEngineState();
  if (state === 'restarting') return <div className={styles.banner} role="status">{appMessages.engineRestarting}</div>;
  if (state !== 'stopped') return null;
  return (
    <div className={`${styles.banner} ${styles.bannerStopped}`} role="alert">
      <span className={styles.bannerWords}>{error?.message ?? appMessages.engineStopped}</span>
      <Button size="xs" onClick={() => window.location.reload()}>{appMessages.words.connectAgain}</Button>
    </div>
  );
}
