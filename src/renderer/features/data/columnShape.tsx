/** The small picture of a column's values: a histogram for numbers and dates, the most frequent values otherwise. */
import type { ColumnProfile } from '@shared/areas/quality';
import { formatInteger, MiniHistogram } from '../../ui';

interface ColumnShapeProps {
  readonly profile: ColumnProfile | undefined;
  readonly width?: number;
  readonly height?: number;
  readonly faded?: boolean;
}

export function ColumnShape({ profile, width = 72, height = 22, faded = false }: ColumnShapeProps) {
  if (!profile) return null;
  const counts = profile.histogram?.counts ?? (profile.topValues.length > 1 && profile.distinct <= 1000 ? profile.topValues.slice(0, 20).map((top) => top.count) : []);
  if (counts.length < 2) return <span aria-label="no picture">–</span>;
  const kind = profile.histogram ? `Distribution of ${profile.name}` : `Most frequent values of ${profile.name}: ${profile.topValues.slice(0, 5).map((top) => `${top.value} ${formatInteger(top.count)}`).join(', ')}`;
  return <MiniHistogram counts={counts} width={width} height={height} tone={faded ? 'rest' : 'model'} label={kind} />;
}
