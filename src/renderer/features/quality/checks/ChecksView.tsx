/** Checks, rows and rule side by side: what is chosen at the left is edited at the right, and its rows follow. */
import { Button } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';
import type { Snapshot } from '@shared/areas/datasets';
import type { CheckKind, CheckResult } from '@shared/areas/quality';
import { columnsOf, type Check } from '@shared/areas/qualitySchema';
import { Card, EmptyState } from '../../../ui';
import type { CheckItem } from '../checkItems';
import { countText } from '../checkText';
import { AlertsCard } from '../alerts/AlertsCard';
import { qualityMessages } from '../messages';
import styles from '../Quality.module.css';
import { DeclaredPanel } from '../rule/DeclaredPanel';
import { RulePanel } from '../rule/RulePanel';
import type { Counts } from '../useCounts';
import { CheckFinding } from './CheckFinding';
import { CheckHistory } from './CheckHistory';
import { CheckRows } from './CheckRows';

export interface RuleActions {
  readonly change: (item: CheckItem, check: Check, field: string) => void;
  readonly add: (check: Check) => void;
  readonly copy: (item: CheckItem) => void;
  readonly remove: (item: CheckItem) => void;
  readonly candidate: (check: Check | null) => void;
  readonly startAdding: () => void;
  readonly stopAdding: () => void;
  readonly select: (item: CheckItem) => void;
  readonly changeDeclared: (item: CheckItem) => void;
  readonly showText: (check: Check) => void;
}

interface ChecksViewProps {
  readonly snapshot: Snapshot;
  readonly catalogue: readonly CheckKind[];
  readonly items: readonly CheckItem[];
  readonly ruleOf: (item: Pick<CheckItem, 'check' | 'result'>) => string;
  readonly counts: Counts;
  readonly selected: CheckItem | null;
  /** What the chosen rule's saved state found, where it was edited since. */
  readonly before: CheckResult | null;
  /** Columns of a new rule, where one is being made. */
  readonly adding: readonly string[] | null;
  readonly candidate: Check | null;
  readonly actions: RuleActions;
  readonly list: ReactNode;
}

export function ChecksView({ snapshot, catalogue, items, ruleOf, counts, selected, before, adding, candidate, actions, list }: ChecksViewProps) {
  const check = adding ? candidate : (selected?.check ?? null);
  const result = check === null ? null : (counts.results.get(countText(check)) ?? (adding ? null : (selected?.result ?? null)));
  const failure = check === null ? null : (counts.failures.get(countText(check)) ?? null);
  const byRows = check === null || (catalogue.find(({ kind }) => kind === check.check)?.rows ?? true);
  const side = useRef<HTMLDivElement>(null);
  const subject = adding ? 'new' : (selected?.place ?? selected?.key ?? null);
  // Newer browsers answer with a promise, which is no way to clean up.
  useEffect(() => void side.current?.scrollTo({ top: 0 }), [subject]);
  const empty = adding ? qualityMessages.rows.incomplete : items.length === 0 ? qualityMessages.noChecks : qualityMessages.rows.choose;
  return (
    <div className={styles.layout}>
      {list}
      {check ? (
        <div className={styles.middle}>
          <CheckFinding check={check} rule={ruleOf({ check, result })} result={result} />
          <CheckRows key={adding ? 'new' : (selected?.key ?? '')} snapshot={snapshot} check={check} result={result} byRows={byRows} />
        </div>
      ) : (
        <Card label={qualityMessages.rows.label}><EmptyState picture="checks" sentence={empty} action={adding ? undefined : <Button onClick={actions.startAdding}>{qualityMessages.newRule}</Button>} /></Card>
      )}
      <div ref={side} className={styles.right}>
        {adding ? (
          <RulePanel key="new" snapshot={snapshot} catalogue={catalogue} check={null} columns={adding} before={null} result={result} failure={failure} onChange={() => undefined} onCandidate={actions.candidate} onAdd={actions.add} onCopy={() => undefined} onRemove={() => undefined} onClose={actions.stopAdding} onShowText={actions.showText} />
        ) : selected === null ? null : selected.place === null ? (
          <DeclaredPanel item={selected} rule={ruleOf(selected)} onChange={() => actions.changeDeclared(selected)} />
        ) : (
          <RulePanel key={selected.place} snapshot={snapshot} catalogue={catalogue} check={selected.check} columns={[]} before={before} result={result} failure={failure} onChange={(changed, field) => actions.change(selected, changed, field)} onCandidate={actions.candidate} onAdd={actions.add} onCopy={() => actions.copy(selected)} onRemove={() => actions.remove(selected)} onClose={actions.stopAdding} onShowText={actions.showText} />
        )}
        {!adding && selected && <CheckHistory datasetId={snapshot.datasetId} check={selected.check} byRows={byRows} />}
        <AlertsCard snapshot={snapshot} items={items} columns={check ? columnsOf(check) : []} onShow={actions.select} onAdd={actions.add} />
      </div>
    </div>
  );
}
