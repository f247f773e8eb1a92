/** The checks of the draft beside their counts and words; what was edited and what is looked at is counted without being asked. */
import { useCallback, useMemo } from 'react';
import type { Snapshot } from '@shared/areas/datasets';
import type { CheckResult } from '@shared/areas/quality';
import type { Check } from '@shared/areas/qualitySchema';
import { checkItems, groupChecks, isFailing, type CheckItem } from './checkItems';
import { countText } from './checkText';
import { useCounts, type Counts } from './useCounts';
import type { Quality } from './useQuality';
import { useRuleWords } from './useRuleWords';
import { schemaChanges, type SchemaChange } from './versions/schemaDiff';

/** Unsaved rules that are counted by themselves, so that a schema read from a file does not count for minutes. */
const countedAlone = 60;

export interface CheckItems {
  readonly items: readonly CheckItem[];
  readonly selected: CheckItem | null;
  readonly counts: Counts;
  /** What is different from what is saved. */
  readonly changes: readonly SchemaChange[];
  readonly ruleOf: (item: Pick<CheckItem, 'check' | 'result'>) => string;
  /** Rules that cannot be right. */
  readonly wrong: number;
  /** What the saved rule found, where the chosen one was edited since. */
  readonly before: CheckResult | null;
}

/** `chosenKey` comes from the address; `candidate` is a new rule that is not added yet. */
export function useCheckItems(snapshot: Snapshot, quality: Quality, chosenKey: string | null, candidate: Check | null): CheckItems {
  const { editing, catalogue } = quality;
  const { base, present: schema } = editing.draft;
  const changes = useMemo(() => schemaChanges(base, schema), [base, schema]);
  const plainItems = useMemo(() => checkItems(schema, quality.results, quality.found), [schema, quality.results, quality.found]);
  const chosen = chosenItem(plainItems, chosenKey);
  const wanted = useMemo(() => {
    const edited = changes.flatMap((change) => (change.of === 'check' && change.after?.enabled === true ? [change.after] : []));
    return [candidate ?? [], chosen?.check ?? [], edited.slice(0, countedAlone)].flat();
  }, [candidate, chosen, changes]);
  const counts = useCounts(snapshot.id, quality.results, wanted);
  const items = useMemo(() => plainItems.map((item) => (item.result === null ? { ...item, result: counts.results.get(countText(item.check)) ?? null } : item)), [plainItems, counts]);
  const selected = items.find(({ key }) => key === chosen?.key) ?? null;
  const described = useMemo(() => [...items.map(({ check }) => check), ...(candidate ? [candidate] : [])], [items, candidate]);
  const wordsOf = useRuleWords(described);
  const ruleOf = useCallback(
    ({ check, result }: Pick<CheckItem, 'check' | 'result'>): string => {
      const known = wordsOf(check);
      return known?.rule ?? result?.rule ?? known?.problem ?? catalogue.find(({ kind }) => kind === check.check)?.title ?? check.check;
    },
    [wordsOf, catalogue],
  );
  const wrong = items.filter(({ check }) => wordsOf(check)?.problem != null).length;
  const before = useMemo(() => savedResult(selected, changes, quality), [selected, changes, quality]);
  return { items, selected, counts, changes, ruleOf, wrong, before };
}

/** What the address names, else what fails first, else the first check. */
function chosenItem(items: readonly CheckItem[], key: string | null): CheckItem | null {
  const named = key === null ? undefined : items.find((item) => item.key === key);
  if (named) return named;
  const inOrder = groupChecks(items).flatMap((group) => group.items);
  return inOrder.find(isFailing) ?? inOrder.find((item) => item.place !== null) ?? inOrder[0] ?? null;
}

function savedResult(selected: CheckItem | null, changes: readonly SchemaChange[], { results }: Quality): CheckResult | null {
  const change = selected && changes.find((each) => each.of === 'check' && each.after === selected.check);
  return change && change.of === 'check' && change.before ? (results.get(countText(change.before)) ?? null) : null;
}
