/** The head of the page: which data, and the next step. */
import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { Snapshot } from '@shared/areas/datasets';
import { formatAddress, navigate } from '../../app/router';
import { useQuery } from '../../engine';
import { PageHeader } from '../../ui';
import type { CheckCounts, CheckItem } from './checkItems';
import { qualityMessages as words } from './messages';
import { ExportDocument } from './QualityRooms';
import { RepairButtons } from './repairs/RepairButtons';
import { RepairMenu } from './repairs/RepairMenu';
import type { Quality } from './useQuality';

interface QualityHeadProps {
  readonly snapshot: Snapshot;
  readonly quality: Quality;
  readonly counts: CheckCounts;
  /** Whose failing rows can be acted on. */
  readonly selected: CheckItem | null;
  readonly onSave: () => void;
}

export function QualityHead({ snapshot, quality, counts, selected, onSave }: QualityHeadProps) {
  const { editing, savedVersion } = quality;
  const goOn = (): void => navigate(formatAddress('models', ['setup'], { snapshot: snapshot.id }));
  // Counts of single edits say nothing of the others: the last validation does.
  const isCounted = quality.validation !== null && (counts.counted === counts.total || (editing.dirty && counts.counted > 0));
  return (
    <PageHeader
      title={`${snapshot.datasetName} v${snapshot.number}`}
      mark={<OtherData snapshot={snapshot} />}
      question={words.question}
      actions={
        <>
          {selected?.check.enabled === true && <RepairButtons key={selected.key} snapshot={snapshot} check={selected.check} result={selected.result} />}
          <RepairMenu snapshot={snapshot} />
          {quality.validation !== null && <ExportDocument snapshot={snapshot} />}
          {savedVersion === null ? (
            <>
              {isCounted && <Button onClick={goOn}>{words.goOn}</Button>}
              <Button variant="filled" loading={quality.working} onClick={onSave}>{words.keep(counts.total)}</Button>
            </>
          ) : !isCounted ? (
            <Button variant={editing.dirty ? 'default' : 'filled'} loading={quality.working} onClick={quality.check}>{words.check(snapshot.rows)}</Button>
          ) : (
            <>
              <Button loading={quality.working} onClick={quality.check}>{words.checkAgain}</Button>
              <Button variant={editing.dirty ? 'default' : 'filled'} onClick={goOn}>{words.goOn}</Button>
            </>
          )}
        </>
      }
    />
  );
}

const versionsShown = 5;

/** Where there is any. */
function OtherData({ snapshot }: { readonly snapshot: Snapshot }) {
  const datasets = useQuery('datasets.list', {});
  const others = (datasets.data ?? []).flatMap((dataset) => dataset.versions.slice(0, versionsShown).map((version) => ({ ...version, name: dataset.name }))).filter((version) => version.snapshotId !== snapshot.id);
  if (others.length === 0) return null;
  return (
    <Menu>
      <Menu.Target><ActionIcon aria-label={words.otherData} title={words.otherData}><IconChevronDown size={16} /></ActionIcon></Menu.Target>
      <Menu.Dropdown>
        {others.map((version) => <Menu.Item key={version.snapshotId} onClick={() => navigate(formatAddress('quality', [version.snapshotId]))}>{version.name} v{version.number}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  );
}
