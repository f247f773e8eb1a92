/** No pipeline yet, or one more: choose what it should do and for which data. */
import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useImportFile } from '@renderer/app/waitingFiles';
import { navigate } from '@renderer/app/router';
import { useCommand, useQuery } from '@renderer/engine';
import { Card, EmptyState, ErrorPanel, PageHeader, Skeleton } from '@renderer/ui';
import { automateAddress } from './addresses';
import styles from './Automate.module.css';
import { automateMessages as words } from './messages';

export function SetUp() {
  const datasets = useQuery('datasets.list', {});
  const importFile = useImportFile();
  if (!datasets.data) return <>{header}{datasets.error === null ? <Skeleton height={320} /> : <ErrorPanel error={datasets.error} />}</>;
  const names = datasets.data.map(({ name }) => name);
  return (
    <>
      {header}
      <Card>
        {names.length === 0 ? (
          <EmptyState picture="race" sentence={words.emptyData} action={<Button variant="filled" onClick={() => void importFile()}>{words.importFirst}</Button>} />
        ) : (
          <EmptyState picture="race" sentence={words.empty} action={<SetUpForm datasets={names} />} />
        )}
      </Card>
    </>
  );
}

const header = <PageHeader title={words.title} question={words.question} />;

function SetUpForm({ datasets }: { readonly datasets: readonly string[] }) {
  const [dataset, setDataset] = useState(datasets[0] ?? '');
  const [chosen, setChosen] = useState<string | null>(null);
  const templates = useQuery('pipelines.templates', { dataset });
  const pipelines = useQuery('pipelines.list', {});
  const save = useCommand('pipelines.save');
  const definition = templates.data?.find(({ name }) => name === chosen) ?? templates.data?.[0];
  async function setUp(): Promise<void> {
    if (!definition) return;
    const taken = new Set((pipelines.data ?? []).map(({ name }) => name));
    const saved = await save.run({ definition: { ...definition, name: freeName(definition.name, taken) } });
    if (saved) navigate(automateAddress(saved.name));
  }
  return (
    <div className={styles.setUp}>
      <NativeSelect label={words.template} value={definition?.name ?? ''} data={(templates.data ?? []).map(({ name, title }) => ({ value: name, label: title }))} onChange={(event) => setChosen(event.currentTarget.value)} />
      <NativeSelect label={words.dataset} value={dataset} data={[...datasets]} onChange={(event) => setDataset(event.currentTarget.value)} />
      <p className={styles.quiet}>{definition?.description}</p>
      {save.error !== null && <ErrorPanel error={save.error} />}
      <Button variant="filled" disabled={!definition} loading={save.running} onClick={() => void setUp()}>{words.setUp}</Button>
    </div>
  );
}

/** A second pipeline of a kind gets a name of its own; saving under a taken one would make a version of it. */
export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  for (let number = 2; taken.has(name); number++) name = `${wanted}-${number}`;
  return name;
}
