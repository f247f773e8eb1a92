/** The rules of one snapshot's dataset: head, views of the same draft, and what is chosen in them. */
import { Button } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import type { Snapshot } from '@shared/areas/datasets';
import { columnsOf, type Check, type DataSchema } from '@shared/areas/qualitySchema';
import { usePaletteEntries } from '../../app/palette';
import { navigate, useAddress } from '../../app/router';
import { useQuery } from '../../engine';
import { ErrorPanel, formatTimeLeft, ProgressBar } from '../../ui';
import { CheckList, listId } from './checks/CheckList';
import { ChecksView, type RuleActions } from './checks/ChecksView';
import { checkItems, countChecks, groupChecks, isFailing, subjectOf, type CheckItem } from './checkItems';
import { countText, ruleText } from './checkText';
import { ColumnsView } from './columns/ColumnsView';
import { DraftBar } from './draft/DraftBar';
import { addCheck, changeCheck, copyCheck, removeCheck } from './draft/schemaEdits';
import { useDraftKeys } from './draft/useDraftKeys';
import { qualityMessages as words } from './messages';
import styles from './Quality.module.css';
import { qualityAddress, qualityPlace, type QualityViewName } from './qualityAddress';
import { QualityHead } from './QualityHead';
import { QualityRooms } from './QualityRooms';
import { CodeDialog } from './rule/CodeDialog';
import { ruleMessages } from './rule/messages';
import { schemaOfRule } from './rule/schemaOfRule';
import { RulesMenu } from './RulesMenu';
import { openSuggestions } from './suggestions/openSuggestions';
import { SuggestionsView } from './suggestions/SuggestionsView';
import { useCalm } from './useCalm';
import { useCounts } from './useCounts';
import type { Quality } from './useQuality';
import { useRuleWords } from './useRuleWords';
import { schemaChanges } from './versions/schemaDiff';
import { VersionsView } from './versions/VersionsView';

/** Unsaved rules that are counted by themselves, so that a schema read from a file does not count for minutes. */
const countedAlone = 60;

export function QualityView({ snapshot, quality }: { readonly snapshot: Snapshot; readonly quality: Quality }) {
  const address = useAddress();
  const place = qualityPlace(snapshot.id, address);
  const { editing, catalogue, savedVersion } = quality;
  const { draft } = editing;
  const schema = draft.present;
  const [adding, setAdding] = useState<readonly string[] | null>(null);
  const [candidate, setCandidate] = useState<Check | null>(null);
  const [text, setText] = useState<{ readonly subject: string; readonly schema: DataSchema } | null>(null);
  const isCalm = useCalm();
  const suggestions = useQuery('quality.suggestions', place.view === 'suggestions' || (isCalm && savedVersion !== null) ? { snapshotId: snapshot.id } : null);
  const versions = useQuery('quality.schemaVersions', { datasetId: snapshot.datasetId });

  const changes = useMemo(() => schemaChanges(draft.base, schema), [draft.base, schema]);
  const found = useMemo(() => quality.validation?.results ?? [], [quality.validation]);
  const plainItems = useMemo(() => checkItems(schema, quality.results, found), [schema, quality.results, found]);
  const chosen = chosenItem(plainItems, place.chosen);
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
  const open = useMemo(() => openSuggestions(suggestions.data ?? [], schema), [suggestions.data, schema]);
  const before = useMemo(() => savedResult(selected, changes, quality), [selected, changes, quality]);

  const show = useCallback((view: QualityViewName, what: string | null = null): void => navigate(qualityAddress({ snapshotId: snapshot.id, view, chosen: what }), { replace: view === place.view }), [snapshot.id, place.view]);
  const stopAdding = useCallback((): void => {
    setAdding(null);
    setCandidate(null);
  }, []);
  const startAdding = useCallback((): void => {
    show('checks', place.chosen);
    setAdding(selected ? columnsOf(selected.check).slice(0, 1) : []);
  }, [show, place.chosen, selected]);
  /** Follows the check at a place of a schema that was just made. */
  const follow = useCallback((next: DataSchema, at: number): void => show('checks', checkItems(next, quality.results, found).find((item) => item.place === at)?.key ?? null), [show, quality.results, found]);

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
    showText: (check) => setText({ subject: subjectOf(check), schema: schemaOfRule(schema, check) }),
  };
  const step = (now: DataSchema, next: DataSchema): void => {
    const at = next.checks.findIndex((check, i) => now.checks[i] === undefined || ruleText(check) !== ruleText(now.checks[i]));
    if (at >= 0 && place.view === 'checks') follow(next, at);
  };
  const undo = (): void => step(schema, editing.undo().present);
  const redo = (): void => step(schema, editing.redo().present);
  const save = (): void => {
    if ((editing.dirty || savedVersion === null) && !quality.working) quality.save();
  };
  useDraftKeys({ undo, redo, save });
  usePaletteEntries('quality', useMemo(() => [
    { id: 'quality-check', group: words.palette.group, label: words.palette.check, run: () => quality.check() },
    { id: 'quality-add', group: words.palette.group, label: words.newRule, run: startAdding },
    { id: 'quality-text', group: words.palette.group, label: words.palette.text, keywords: 'yaml json', run: () => setText({ subject: ruleMessages.code.whole, schema }) },
    ...(editing.dirty ? [{ id: 'quality-save', group: words.palette.group, label: words.palette.save, keys: 'Ctrl S', run: () => quality.save() }, { id: 'quality-discard', group: words.palette.group, label: words.palette.discard, run: () => editing.discard() }] : []),
  ], [quality, editing, schema, startAdding]));

  return (
    <>
      <QualityHead snapshot={snapshot} quality={quality} counts={countChecks(items)} selected={place.view === 'checks' && !adding ? selected : null} onSave={save} />
      {quality.failure !== null && <div className={styles.notice}><ErrorPanel error={quality.failure} /></div>}
      {editing.behind && savedVersion !== null && <p className={styles.notice} role="status">{words.draft.behind(savedVersion)}</p>}
      {quality.working && (
        <div className={styles.progress} role="status">
          <span>{quality.job.progress?.title ?? words.checking} {formatTimeLeft(quality.job.etaMs)}</span>
          <ProgressBar fraction={quality.job.progress?.fraction ?? 0} label={words.checking} height={4} />
        </div>
      )}
      <QualityRooms snapshot={snapshot} room={place.view} counts={{ checks: items.length, columns: schema.columns.length, suggestions: savedVersion === null ? 0 : open.length, versions: versions.data?.length ?? 0 }}>
        {wrong > 0 && <span className={styles.wrong} role="status">{words.draft.invalid(wrong)}</span>}
        <div className={styles.toolbarEnd}>
          <Button size="xs" onClick={startAdding}>{words.newRule}</Button>
          <RulesMenu snapshot={snapshot} unsaved={editing.dirty} onShowText={() => setText({ subject: ruleMessages.code.whole, schema })} onRead={(read) => editing.edit(read)} />
          <DraftBar editing={editing} savedVersion={savedVersion} edits={changes.length} working={quality.working} onUndo={undo} onRedo={redo} onSave={save} />
        </div>
      </QualityRooms>
      {place.view === 'checks' && (
        <ChecksView
          snapshot={snapshot}
          catalogue={catalogue}
          items={items}
          ruleOf={ruleOf}
          counts={counts}
          selected={selected}
          before={before}
          adding={adding}
          candidate={candidate}
          actions={actions}
          list={<CheckList snapshot={snapshot} items={items} ruleOf={ruleOf} suggested={savedVersion === null} suggestions={{ count: open.length, address: qualityAddress({ snapshotId: snapshot.id, view: 'suggestions', chosen: null }) }} selectedKey={adding ? null : (selected?.key ?? null)} onSelect={actions.select} />}
        />
      )}
      {place.view === 'columns' && <ColumnsView snapshot={snapshot} schema={schema} items={items} chosen={place.chosen} ruleOf={ruleOf} onChoose={(name) => show('columns', name)} onShowChecks={(item) => show('checks', item.key)} onEdit={editing.edit} />}
      {place.view === 'suggestions' && <SuggestionsView suggestions={open} loading={suggestions.data === undefined} error={suggestions.error} onRetry={suggestions.reload} onAdd={(checks) => editing.edit(checks.reduce(addCheck, schema))} />}
      {place.view === 'versions' && <VersionsView snapshot={snapshot} versions={versions} editing={editing} savedVersion={savedVersion} />}
      {text && <CodeDialog subject={text.subject} schema={text.schema} onClose={() => setText(null)} />}
    </>
  );
}

/** The button that was pressed is gone; keys go on in the list. */
function focusList(): void {
  requestAnimationFrame(() => document.getElementById(listId)?.focus());
}

/** What the address names, else what fails first, else the first check. */
function chosenItem(items: readonly CheckItem[], key: string | null): CheckItem | null {
  const named = key === null ? undefined : items.find((item) => item.key === key);
  if (named) return named;
  const inOrder = groupChecks(items).flatMap((group) => group.items);
  return inOrder.find(isFailing) ?? inOrder.find((item) => item.place !== null) ?? inOrder[0] ?? null;
}

function savedResult(selected: CheckItem | null, changes: ReturnType<typeof schemaChanges>, { results }: Quality) {
  const change = selected && changes.find((each) => each.of === 'check' && each.after === selected.check);
  return change && change.of === 'check' && change.before ? (results.get(countText(change.before)) ?? null) : null;
}
