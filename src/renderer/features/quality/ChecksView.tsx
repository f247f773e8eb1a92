/** The three columns of Quality for one snapshot: checks, rows, rule. */
import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { Snapshot } from '@shared/areas/datasets';
import type { CheckResult } from '@shared/areas/quality';
import type { Check } from '@shared/areas/qualitySchema';
import { usePaletteEntries } from '../../app/palette';
import { formatAddress, navigate, useAddress } from '../../app/router';
import { useQuery } from '../../engine';
import { Card, EmptyState, ErrorPanel, formatCount, formatTimeLeft, PageHeader, ProgressBar, Skeleton } from '../../ui';
import { CheckFinding } from './CheckFinding';
import { checkItems, countChecks, groupChecks, isFailing, newSuggestions, replaceCheck, type CheckItem } from './checkGroups';
import { CheckHistory } from './CheckHistory';
import { CheckList } from './CheckList';
import { CheckRows } from './CheckRows';
import { qualityMessages } from './messages';
import styles from './Quality.module.css';
import { ExportDocument, QualityRooms } from './QualityRooms';
import { RepairButtons } from './repairs/RepairButtons';
import { SpellingsButton } from './repairs/SpellingsButton';
import { RuleEditor } from './RuleEditor';
import { RulesMenu } from './RulesMenu';
import { useQuality } from './useQuality';

export function ChecksView({ snapshot }: { readonly snapshot: Snapshot }) {
  const { query } = useAddress();
  const quality = useQuality(snapshot);
  const datasets = useQuery('datasets.list', {});
  const [adding, setAdding] = useState(false);
  const [tried, setTried] = useState<CheckResult | null>(null);
  const items = useMemo(() => checkItems(quality.schema?.checks ?? [], quality.rules, quality.validation), [quality.schema, quality.rules, quality.validation]);
  const groups = useMemo(() => groupChecks(items), [items]);
  const counts = countChecks(items);
  const wanted = query.get('check');
  const selected = items.find((item) => item.key === wanted) ?? groups.flatMap((group) => group.items).find(isFailing) ?? groups[0]?.items[0] ?? null;
  const select = (item: CheckItem): void => {
    setAdding(false);
    setTried(null);
    navigate(formatAddress('quality', [snapshot.id], { check: item.key }), { replace: true });
  };
  const check = quality.check;
  usePaletteEntries('quality', useMemo(() => [
    { id: 'quality-check', group: 'This data', label: qualityMessages.words.checkTheRowsAgain, run: () => void check() },
    { id: 'quality-add', group: 'This data', label: qualityMessages.newRule, run: () => setAdding(true) },
    // The callback does the same each time; only the snapshot matters.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  ], [snapshot.id]));

  const title = `${snapshot.datasetName} v${snapshot.number}`;
  if (quality.error !== null) return <><PageHeader title={title} question={qualityMessages.question} /><ErrorPanel error={quality.error} onRetry={quality.reload} /></>;
  const { schema } = quality;
  if (quality.loading || schema === null) {
    return (
      <div aria-busy="true">
        <PageHeader title={title} question={qualityMessages.question} />
        <div className={styles.layout}><Skeleton height={640} /><Skeleton height={640} /><Skeleton height={420} /></div>
      </div>
    );
  }

  const { inferred } = quality;
  const suggestions = quality.savedVersion !== null && inferred ? newSuggestions(schema, inferred).map((suggested) => ({ check: suggested, rule: quality.suggestedRules[inferred.checks.indexOf(suggested)] ?? suggested.check })) : [];
  const change = (before: Check | null, after: Check | null): void => {
    setAdding(false);
    setTried(null);
    void quality.saveAndCheck(replaceCheck(schema, before, after));
  };
  // While a rule is edited, its rows follow the edit.
  const shown = tried ? { key: adding ? 'new' : (selected?.key ?? 'new'), check: tried.definition, rule: tried.rule, result: tried } : selected;
  const uncounted = counts.counted < counts.total;
  const goOn = (): void => navigate(formatAddress('models', ['setup'], { snapshot: snapshot.id }));
  return (
    <>
      <PageHeader
        title={title}
        question={qualityMessages.question}
        actions={
          <>
            <QualityRooms snapshot={snapshot} room="rules" />
            {selected && <RepairButtons key={selected.key} snapshot={snapshot} check={selected.check} result={selected.result} />}
            <SpellingsButton snapshot={snapshot} />
            <ExportDocument snapshot={snapshot} />
            <VersionMenu snapshot={snapshot} datasets={datasets.data ?? []} />
            <RulesMenu snapshot={snapshot} onRead={(read) => void quality.saveAndCheck(read)} />
            <Button onClick={() => setAdding(true)}>{qualityMessages.newRule}</Button>
            {quality.savedVersion === null ? (
              <>
                {counts.counted > 0 && <Button onClick={goOn}>{qualityMessages.goOn}</Button>}
                <Button variant="filled" loading={quality.working} onClick={() => void quality.saveAndCheck(schema)}>Keep {formatCount(counts.total, 'rule')} and check</Button>
              </>
            ) : uncounted ? (
              <Button variant="filled" loading={quality.working} onClick={() => void quality.check()}>Check {formatCount(snapshot.rows, 'row')}</Button>
            ) : (
              <>
                <Button loading={quality.working} onClick={() => void quality.check()}>{qualityMessages.checkAgain}</Button>
                <Button variant="filled" onClick={goOn}>{qualityMessages.goOn}</Button>
              </>
            )}
          </>
        }
      />
      {quality.failure !== null && <div className={styles.failure}><ErrorPanel error={quality.failure} /></div>}
      {quality.working && (
        <div className={styles.progress} role="status">
          <span>{quality.job.progress?.title ?? 'Counting'} {formatTimeLeft(quality.job.etaMs)}</span>
          <ProgressBar fraction={quality.job.progress?.fraction ?? 0} label={qualityMessages.words.checking} height={4} />
        </div>
      )}
      <div className={styles.layout}>
        <CheckList snapshot={snapshot} groups={groups} counts={counts} suggested={quality.savedVersion === null} suggestions={suggestions} selectedKey={adding ? null : (selected?.key ?? null)} onSelect={select} onAdd={(added) => change(null, added)} />
        {shown ? (
          <div className={styles.middle}>
            <CheckFinding item={shown} rows={snapshot.rows} />
            <CheckRows key={shown.key} snapshot={snapshot} item={shown} />
          </div>
        ) : (
          <Card label={qualityMessages.words.rows}><EmptyState picture="checks" sentence={items.length === 0 ? qualityMessages.noChecks : qualityMessages.choose} action={<Button onClick={() => setAdding(true)}>{qualityMessages.newRule}</Button>} /></Card>
        )}
        <div className={styles.right}>
          {adding && <RuleEditor key="new" snapshot={snapshot} catalogue={quality.catalogue} check={null} result={null} working={quality.working} onTry={setTried} onSave={(after) => change(null, after)} onClose={() => { setAdding(false); setTried(null); }} />}
          {!adding && selected && <RuleEditor key={`${selected.key} ${JSON.stringify(selected.check)}`} snapshot={snapshot} catalogue={quality.catalogue} check={selected.check} result={selected.result} working={quality.working} onTry={setTried} onSave={(after) => change(selected.check, after)} onRemove={() => change(selected.check, null)} />}
          {!adding && selected && <CheckHistory datasetId={snapshot.datasetId} check={selected.check} />}
        </div>
      </div>
    </>
  );
}

interface VersionMenuProps {
  readonly snapshot: Snapshot;
  readonly datasets: readonly { readonly id: string; readonly name: string; readonly versions: readonly { readonly snapshotId: string; readonly number: number }[] }[];
}

/** Other data, where there is any. */
function VersionMenu({ snapshot, datasets }: VersionMenuProps) {
  const others = datasets.flatMap((dataset) => dataset.versions.slice(0, 5).map((version) => ({ ...version, name: dataset.name }))).filter((version) => version.snapshotId !== snapshot.id);
  if (others.length === 0) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target><Button rightSection={<IconChevronDown size={13} />}>{qualityMessages.words.otherData}</Button></Menu.Target>
      <Menu.Dropdown>
        {others.map((version) => <Menu.Item key={version.snapshotId} onClick={() => navigate(formatAddress('quality', [version.snapshotId]))}>{version.name} v{version.number}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  );
}
