/** Datasets, each with its versions as a timeline, the one in use first, then newest first. */
import { ActionIcon, TextInput } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import type { Dataset } from '@shared/areas/datasets';
import { reportError } from '../../app/notices';
import { formatAddress } from '../../app/router';
import { useCommand } from '../../engine';
import { Card, formatCount, formatSigned, formatWhen, Link } from '../../ui';
import styles from './Data.module.css';
import { compareAddress } from './compare/compareAddress';
import { compareMessages } from './compare/messages';
import { dataAddress, versionBefore } from './dataAddress';
import { dataMessages } from './messages';
import { VersionMenu } from './VersionMenu';

const versionsShown = 6;

export function DatasetList({ datasets, currentId }: { readonly datasets: readonly Dataset[]; readonly currentId: string }) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Newer Chromium answers with a promise, which React would take for the clean-up.
    void list.current?.querySelector('[data-current]')?.scrollIntoView({ block: 'nearest' });
  }, [currentId]);
  const newestFirst = [...datasets].sort((a, b) => (b.versions[0]?.createdAt ?? 0) - (a.versions[0]?.createdAt ?? 0));
  return (
    <div ref={list}>
      <Card flush label={dataMessages.datasets} className={styles.datasets}>
        {newestFirst.map((dataset) => (
          <section key={dataset.id} className={styles.dataset} aria-label={dataset.name}>
            <DatasetName dataset={dataset} />
            <Versions dataset={dataset} currentId={currentId} />
          </section>
        ))}
        <Link to={formatAddress('settings', ['storage'])} className={styles.trashLink}>{dataMessages.versions.trash}</Link>
      </Card>
    </div>
  );
}

function DatasetName({ dataset }: { readonly dataset: Dataset }) {
  const rename = useCommand('datasets.rename');
  const [draft, setDraft] = useState<string | null>(null);
  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    const name = (draft ?? '').trim();
    setDraft(null);
    if (name === '' || name === dataset.name) return;
    const done = await rename.run({ datasetId: dataset.id, name });
    if (done === undefined) reportError(new Error(`${dataset.name} could not be renamed. Another dataset may have that name. Choose another one.`));
  }
  if (draft !== null) {
    return (
      <form className={styles.datasetName} onSubmit={(event) => void save(event)}>
        <TextInput aria-label={dataMessages.words.nameOfTheDataset} value={draft} autoFocus onChange={(event) => setDraft(event.currentTarget.value)} onBlur={() => setDraft(null)} onKeyDown={(event) => event.key === 'Escape' && setDraft(null)} />
      </form>
    );
  }
  return (
    <h2 className={styles.datasetName}>
      <span className={styles.ellipsis} title={dataset.name}>{dataset.name}</span>
      <ActionIcon size="sm" aria-label={`Rename ${dataset.name}`} onClick={() => setDraft(dataset.name)}><IconPencil size={13} /></ActionIcon>
    </h2>
  );
}

function Versions({ dataset, currentId }: { readonly dataset: Dataset; readonly currentId: string }) {
  const [all, setAll] = useState(false);
  const newest = Math.max(...dataset.versions.map(({ number }) => number));
  const shown = all ? dataset.versions : dataset.versions.slice(0, versionsShown);
  return (
    <ol className={styles.versions}>
      {shown.map((version, index) => {
        const before = versionBefore(dataset.versions, version);
        return (
          <li key={version.snapshotId} className={styles.version} data-current={version.snapshotId === currentId || undefined}>
            <Link to={dataAddress(version.snapshotId)} className={styles.versionLink} title={`${version.sourceName}, ${formatCount(version.rows, 'row')} × ${formatCount(version.columns, 'column')}`}>
              <span className={styles.versionNumber}>v{version.number}{index === 0 && version.number < newest && <span className={styles.inUse}>{dataMessages.versions.inUse}</span>}</span>
              <span className={styles.versionWhen}>{formatWhen(version.createdAt)}</span>
              <span className={styles.versionRows}>{formatCount(version.rows, 'row')}{before && before.rows !== version.rows ? `, ${formatSigned(version.rows - before.rows, 0)}` : ''}</span>
            </Link>
            {version.snapshotId === currentId && <VersionMenu dataset={dataset} version={version} isInUse={index === 0} />}
            {version.snapshotId !== currentId && version.note !== undefined && <p className={styles.note}>{version.note}</p>}
            {before && version.snapshotId === currentId && <Link to={compareAddress({ before: before.snapshotId, after: version.snapshotId })} className={styles.whatChanged}>{compareMessages.whatChanged(before.number)}</Link>}
          </li>
        );
      })}
      {dataset.versions.length > shown.length && <li><button type="button" className={styles.textButton} onClick={() => setAll(true)}>{dataset.versions.length - shown.length} older</button></li>}
    </ol>
  );
}
