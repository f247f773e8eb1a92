/** What a finding of the batch check means, after the column's name. Pure. */
import type { BatchFinding } from '@shared/areas/forecasting';
import { formatCount } from '@renderer/ui/format';

export function batchFindingWords({ kind, count, examples }: BatchFinding): string {
  const rows = formatCount(count, 'row');
  const such = examples.length === 0 ? '' : `, such as ${examples.map((example) => `"${example.length > 30 ? `${example.slice(0, 29)}…` : example}"`).join(', ')}`;
  switch (kind) {
    case 'missing-column':
      return 'is not in this version; it counts as empty in every row';
    case 'other-type':
      return `holds ${examples[0] ?? 'another type'}, the model learned ${examples[1] ?? 'another'}`;
    case 'unreadable':
      return `cannot be read in ${rows}${such}; they count as empty`;
    case 'unknown-category':
      return `is new to the model in ${rows}${such}`;
    case 'out-of-range':
      return `lies beyond what was trained on in ${rows}${such}`;
    case 'missing-values':
      return `is empty in ${rows}; it never was in training`;
  }
}
