/** The rules of one snapshot's dataset: head, views of the same draft, and what is chosen in them. */
import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { Snapshot } from '@shared/areas/datasets';
import type { Check, DataSchema } from '@shared/areas/qualitySchema';
import { usePaletteEntries } from '../../app/palette';
import { useAddress } from '../../app/router';
import { useQuery } from '../../engine';
import { ErrorPanel, formatTimeLeft, ProgressBar } from '../../ui';
import { CheckList } from './checks/CheckList';
import { ChecksView } from './checks/ChecksView';
import { countChecks, subjectOf } from './checkItems';
import { ruleText } from './checkText';
import { ColumnsView } from './columns/ColumnsView';
import { DraftBar } from './draft/DraftBar';
import { addCheck } from './draft/schemaEdits';
import { useDraftKeys } from './draft/useDraftKeys';
import { qualityMessages as words } from './messages';
import styles from './Quality.module.css';
import { qualityAddress, qualityPlace } from './qualityAddress';
import { QualityHead } from './QualityHead';
import { QualityRooms } from './QualityRooms';
import { CodeDialog } from './rule/CodeDialog';
import { ruleMessages } from './rule/messages';
import { schemaOfRule } from './rule/schemaOfRule';
import { RulesMenu } from './RulesMenu';
import { openSuggestions } from './suggestions/openSuggestions';
import { SuggestionsView } from './suggestions/SuggestionsView';
import { useCalm } from './useCalm';
import { useCheckItems } from './useCheckItems';
import type { Quality } from './useQuality';
import { useRuleActions } from './useRuleActions';
import { VersionsView } from './versions/VersionsView';

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

  const { items, selected, counts, changes, ruleOf, wrong, before } = useCheckItems(snapshot, quality, place.chosen, candidate);
  const open = useMemo(() => openSuggestions(suggestions.data ?? [], schema), [suggestions.data, schema]);

  const { show, follow, actions } = useRuleActions({ place, quality, items, selected, setAdding, setCandidate, showText: (check) => setText({ subject: subjectOf(check), schema: schemaOfRule(schema, check) }) });
  const { startAdding } = actions;
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
          <Button size="xs" onClick={actions.startAdding}>{words.newRule}</Button>
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
