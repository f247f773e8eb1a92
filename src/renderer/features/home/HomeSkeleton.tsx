/** Home while the first answer is on its way, in its final sizes. */
import { PageHeader, Skeleton } from '../../ui';
import { formatLongDay } from '../../ui/format';
import styles from './Home.module.css';
import { homeMessages } from './messages';

export function HomeSkeleton() {
  return (
    <div aria-busy="true">
      <PageHeader title={formatLongDay(Date.now())} question={homeMessages.question} />
      <div className={styles.grid}>
        <div className={styles.main}><Skeleton height={190} /><Skeleton height={250} /></div>
        <div className={styles.side}><Skeleton height={172} /><Skeleton height={290} /></div>
      </div>
    </div>
  );
}
