/** What can be done with a rule of the draft, and where the page goes after it. */
import { useCallback } from 'react';
import { columnsOf, type Check, type DataSchema } from '@shared/areas/qualitySchema';
import { navigate } from '../../app/router';
import { checkItems, groupChecks, subjectOf, type CheckItem } from './checkItems';
import { listId } from './checks/CheckList';
import type { RuleActions } from './checks/ChecksView';
import { addCheck, changeCheck, copyCheck, removeCheck } from './draft/schemaEdits';
import { qualityAddress, type QualityPlace, type QualityViewName } from './qualityAddress';
import type { Quality } from './useQuality';

interface RuleActionsParts {
  readonly place: QualityPlace;
  readonly quality: Quality;
  readonly items: readonly CheckItem[];
  readonly selected: CheckItem | null;
  readonly setAdding: (columns: readonly string[] | null) => void;
  readonly setCandidate: (check: Check | null) => void;
  readonly showText: (check: Check) => void;
}

export interface RuleActing {
  readonly show: (view: QualityViewName, chosen?: string | null) => void;
  /** Goes to the check at a place of a schema that was just made. */
  readonly follow: (next: DataSchema, at: number) => void;
  readonly actions: RuleActions;
}

export function useRuleActions({ place, quality, items, selected, setAdding, setCandidate, showText }: RuleActionsParts): RuleActing {
  const { snapshotId, view: shown, chosen } = place;
  const { editing, results, found } = quality;
  const schema = editing.draft.present;
  const show = useCallback((view: QualityViewName, what: string | null = null): void => navigate(qualityAddress({ snapshotId, view, chosen: what }), { replace: view === shown }), [snapshotId, shown]);
  const stopAdding = useCallback((): void => {
    setAdding(null);
    setCandidate(null);
  }, [setAdding, setCandidate]);
  const startAdding = useCallback((): void => {
    show('checks', shown === 'checks' ? chosen : null);
    setAdding(shown === 'columns' && chosen !== null ? [chosen] : selected ? columnsOf(selected.check).slice(0, 1) : []);
  }, [show, shown, chosen, selected, setAdding]);
  const follow = useCallback((next: DataSchema, at: number): void => show('checks', checkItems(next, results, found).find((item) => item.place === at)?.key ?? null), [show, results, found]);

  const actions: RuleActions = {
    change(item, check, field) {
      if (item.place === null) return;
      const next = changeCheck(schema, item.place, check);
      editing.edit(next, field === 'enabled' || field === 'kind' ? null : `${item.place} ${field}`);
      if (check.check !== item.check.check || subjectOf(check) !== subjectOf(item.check)) follow(next, item.place);
    },
    add(check) {
      const next = addCheck(schema, check);
      editing.edit(next);
      stopAdding();
      follow(next, next.checks.length - 1);
      focusList();
    },
    copy(item) {
      if (item.place === null) return;
      const next = copyCheck(schema, item.place);
      editing.edit(next);
      follow(next, item.place + 1);
    },
    remove(item) {
      if (item.place === null) return;
      const inOrder = groupChecks(items).flatMap((group) => group.items);
      const at = inOrder.findIndex(({ key }) => key === item.key);
      const neighbour = inOrder[at + 1] ?? inOrder[at - 1];
      const next = removeCheck(schema, item.place);
      editing.edit(next);
      if (neighbour?.place != null) follow(next, neighbour.place - Number(neighbour.place > item.place));
      else show('checks', neighbour?.key ?? null);
      focusList();
    },
    candidate: setCandidate,
    startAdding,
    stopAdding,
    select(item) {
      stopAdding();
      show('checks', item.key);
    },
    changeDeclared: (item) => show('columns', columnsOf(item.check)[0] ?? (item.check.check === 'column-exists' ? subjectOf(item.check) : null)),
    showText,
  };
  return { show, follow, actions };
}

/** The button that was pressed is gone; keys go on in the list. */
function focusList(): void {
  requestAnimationFrame(() => document.getElementById(listId)?.focus());
}
