/** Home: where the analyst stands, and the one thing that is due. */
import { useQuery } from '../../engine';
import { ErrorPanel } from '../../ui';
import { FirstStart } from './FirstStart';
import { HomeSkeleton } from './HomeSkeleton';
import { Standing } from './Standing';

export function HomePage() {
  const overview = useQuery('project.overview', {});
  if (overview.data) {
    const { counts } = overview.data;
    return counts.datasets === 0 ? <FirstStart /> : <Standing overview={overview.data} />;
  }
  if (overview.error !== null) return <ErrorPanel error={overview.error} onRetry={overview.reload} />;
  return <HomeSkeleton />;
}
