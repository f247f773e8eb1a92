/** The first look at a file with what was decided so far; the columns and the quality step share one answer. */
import type { Preview } from '@shared/areas/quality';
import { useQuery, type QueryState } from '../../engine';
import { columnChanges, type ImportDraft } from './importDrafts';

export function useFirstLook(ticket: string, draft: ImportDraft): QueryState<Preview> {
  return useQuery('quality.preview', { ticket, reading: draft.reading, columns: columnChanges(draft) }, { keepPrevious: true });
}
