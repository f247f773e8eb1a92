/** Shines while the scoring endpoint is on: other programs on this computer can ask the model. */
import { formatAddress } from '@renderer/app/router';
import { useQuery } from '@renderer/engine';
import { Dot, formatCount, Link } from '@renderer/ui';
import { forecastMessages as words } from './messages';
import styles from './ServingLamp.module.css';

export function ServingLamp() {
  const { data } = useQuery('scoring.state', {});
  if (data?.running !== true) return null;
  return (
    <span className={styles.lamp} role="status">
      <Dot tone="good" />
      <Link to={formatAddress('settings', ['scoring'])}>{words.serving} 127.0.0.1:{data.port}</Link>
      <span>{formatCount(data.counts.answered, 'request')}</span>
    </span>
  );
}
