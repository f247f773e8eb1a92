/** What a thing's marks are called, and how loud they are. */
import type { LineageMark } from '@shared/areas/lineage';

export const markWords: Readonly<Record<LineageMark, string>> = { champion: 'champion', challenger: 'challenger', stale: 'stale', leak: 'leak', unfinished: 'unfinished', trash: 'in the trash' };

export function toneOfMarks(marks: readonly LineageMark[]): 'good' | 'attention' | 'neutral' {
  if (marks.some((mark) => mark === 'leak' || mark === 'stale' || mark === 'unfinished' || mark === 'trash')) return 'attention';
  return marks.some((mark) => mark === 'champion' || mark === 'challenger') ? 'good' : 'neutral';
}
