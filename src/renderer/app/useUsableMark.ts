/** Notes when the window is first usable: painted with data from the engine. The start-up benchmark reads the mark. */
import { useEffect } from 'react';
import { useQuery } from '../engine';

export const usableMark = 'almanac-usable';

export function useUsableMark(): void {
  const { data } = useQuery('project.overview', {});
  const hasData = data !== undefined && data !== null;
  useEffect(() => {
    if (!hasData || performance.getEntriesByName(usableMark).length > 0) return;
    // The first frame draws the data; the second begins when it has been painted.
    requestAnimationFrame(() => requestAnimationFrame(() => performance.mark(usableMark)));
  }, [hasData]);
}
