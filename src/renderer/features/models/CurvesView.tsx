/** Training curves of every model of a race that learns step by step, as small multiples. */
import { useQuery } from '@renderer/engine';
import { EmptyState } from '@renderer/ui';
import styles from './CurvesView.module.css';
import { modelsMessages as words } from './messages';
import type { Race, RaceRow } from './raceRows';
import { TrainingCurves } from './TrainingCurves';

/** Models whose training has steps to draw. */
const stepwise: ReadonlySet<RaceRow['model']> = new Set<RaceRow['model']>(['gradient-boosting', 'neural-network']);

export function CurvesView({ race }: { readonly race: Race }) {
  const rows = race.candidates.filter((row) => stepwise.has(row.model) && row.run !== null);
  if (rows.length === 0) return <EmptyState picture="race" sentence={words.race.noCurves} />;
  return <div className={styles.grid}>{rows.map((row) => <RunCurves key={row.runId} row={row} />)}</div>;
}

function RunCurves({ row }: { readonly row: RaceRow }) {
  const detail = useQuery('tracking.run', { runId: row.runId });
  const curves = detail.data?.curves ?? [];
  if (curves.length === 0) return null;
  return <TrainingCurves label={row.label} curves={curves} />;
}
