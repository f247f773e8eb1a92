/** Suggested rules with evidence, confidence and what they would have said of earlier versions; one or all above a confidence are added. */
import { Button, Checkbox, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { Check } from '@shared/areas/qualitySchema';
import { Card, DataTable, EmptyState, ErrorPanel, SkeletonLines, type DataColumn } from '../../../ui';
import { subjectOf } from '../checkItems';
import { sentence } from '../messages';
import styles from '../Quality.module.css';
import { useDismissed } from './dismissed';
import { suggestionMessages as words } from './messages';
import { suggestionKey, type Suggestion } from './openSuggestions';

interface SuggestionsViewProps {
  readonly suggestions: readonly Suggestion[];
  readonly loading: boolean;
  readonly error: unknown;
  readonly onRetry: () => void;
  readonly onAdd: (checks: readonly Check[]) => void;
}

const thresholds = [0.99, 0.95, 0.9, 0.8, 0.5, 0];
/** A table of more is heavy; the surest are shown. */
const mostShown = 400;

export function SuggestionsView({ suggestions, loading, error, onRetry, onAdd }: SuggestionsViewProps) {
  const { keys, dismiss, bringBack } = useDismissed();
  const [least, setLeast] = useState(0.95);
  const [onlyHeld, setOnlyHeld] = useState(true);
  if (error !== null) return <ErrorPanel error={error} onRetry={onRetry} />;
  if (loading) return <Card title={words.title}><SkeletonLines lines={10} /></Card>;
  const open = suggestions.filter((suggestion) => !keys.has(suggestionKey(suggestion)));
  const dismissed = suggestions.length - open.length;
  const sure = open.filter(({ confidence, backtest }) => confidence >= least && (!onlyHeld || backtest === null || backtest.failed === 0));
  const hasPast = suggestions.some(({ backtest }) => backtest !== null);
  const back = dismissed > 0 && <Button size="xs" variant="subtle" onClick={bringBack}>{words.bringBack(dismissed)}</Button>;
  if (open.length === 0) return <Card label={words.title}><EmptyState picture="checks" sentence={dismissed > 0 ? words.allDismissed : words.none} action={back || undefined} /></Card>;
  const columns: readonly DataColumn<Suggestion>[] = [
    { key: 'rule', header: words.rule, wrap: true, value: ({ check }) => subjectOf(check), cell: ({ check, rule }) => <><b className={styles.subject}>{subjectOf(check)}</b> {rule}</> },
    { key: 'evidence', header: words.evidence, wrap: true, cell: ({ check }) => <span className={styles.evidence}>{sentence(check.evidence ?? '')}</span> },
    { key: 'confidence', header: words.confidence, hint: words.confidenceHint, value: ({ confidence }) => confidence, cell: ({ confidence }) => <>{words.words(confidence)} <span className={styles.figure}>{words.figure(confidence)}</span></> },
    ...(hasPast ? [{ key: 'backtest', header: words.backtest, wrap: true, value: ({ backtest }: Suggestion) => (backtest ? backtest.failed / Math.max(1, backtest.versions) : null), cell: ({ backtest }: Suggestion) => (backtest ? <span className={backtest.failed > 0 ? styles.failedBefore : undefined}>{words.wouldHaveFailed(backtest.failed, backtest.versions)}</span> : words.noBacktest) }] : []),
    {
      key: 'actions',
      header: '',
      width: 150,
      cell: (suggestion) => {
        const what = `${subjectOf(suggestion.check)}: ${suggestion.rule}`;
        return (
          <span className={styles.suggestionActions}>
            <Button size="compact-xs" aria-label={words.addOne(what)} onClick={() => onAdd([suggestion.check])}>{words.add}</Button>
            <Button size="compact-xs" variant="subtle" aria-label={words.dismissOne(what)} onClick={() => dismiss(suggestionKey(suggestion))}>{words.dismiss}</Button>
          </span>
        );
      },
    },
  ];
  return (
    <Card flush label={words.title} className={styles.wide}>
      <header className={styles.wideHead}>
        <div>
          <h2>{words.title}</h2>
          <p>{words.note}{open.length > mostShown && ` ${words.surest(mostShown, open.length)}`}</p>
        </div>
        {back}
        <div className={styles.addAll}>
          <Button size="xs" disabled={sure.length === 0} onClick={() => onAdd(sure.map(({ check }) => check))}>{words.addAll(sure.length)}</Button>
          <span>{words.threshold}</span>
          <NativeSelect aria-label={words.threshold} value={String(least)} data={thresholds.map((value) => ({ value: String(value), label: words.figure(value) }))} onChange={(event) => setLeast(Number(event.currentTarget.value))} />
          {hasPast && <Checkbox size="xs" label={words.onlyHeld} checked={onlyHeld} onChange={(event) => setOnlyHeld(event.currentTarget.checked)} />}
        </div>
      </header>
      <DataTable label={words.table} columns={columns} rows={open.slice(0, mostShown)} rowKey={suggestionKey} rowHeight={42} />
    </Card>
  );
}
