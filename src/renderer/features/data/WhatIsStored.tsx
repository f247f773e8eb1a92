/** What the import will do, in sentences: the table, the dataset it belongs to, the roles, and the recipe that is kept. */
import { Button, TextInput } from '@mantine/core';
import { useQuery } from '../../engine';
import { Card, Dot, formatCount, KeyValue } from '../../ui';
import { roles } from '@shared/areas/common';
import styles from './Import.module.css';
import { columnChanges, useImportDrafts } from './importDrafts';
import { importColumns, type ImportColumn } from './importColumns';
import { wizardMessages } from './importMessages';
import { importMessages, roleWords } from './messages';
import type { StepProps } from './stepProps';

const words = wizardMessages.summary;

interface WhatIsStoredProps extends Pick<StepProps, 'ticket' | 'inspection' | 'draft'> {
  readonly name: string;
  /** The dataset whose columns the file has, and the name the file itself would give. */
  readonly sameShape: string | null;
  readonly fileName: string;
  readonly disabled: boolean;
}

export function WhatIsStored({ ticket, inspection, draft, name, sameShape, fileName, disabled }: WhatIsStoredProps) {
  const change = useImportDrafts((state) => state.change);
  const datasets = useQuery('datasets.list', {});
  const recipes = useQuery('datasets.recipes', {});
  const existing = datasets.data?.find((dataset) => dataset.name === name);
  const columns = importColumns(inspection, draft);
  const { records, rowsRead, wholeFile } = inspection;
  const named = (part: (column: ImportColumn) => boolean): string[] => columns.filter(part).map((column) => column.name);
  const ignored = named((column) => column.role === 'ignore');
  const late = named((column) => column.knownWhen === 'after-sale' && column.role !== 'target' && column.role !== 'ignore');
  const target = columns.find((column) => column.role === 'target');
  const sentences = [
    words.table(wholeFile ? formatCount(rowsRead, 'row') : words.someRows, columns.length, inspection.union ? formatCount(inspection.union.count, 'file') : inspection.name),
    existing ? words.nextVersion(name, (existing.versions[0]?.number ?? 0) + 1) : words.newDataset(name),
    ...(records.blank + records.quarantined > 0 && wholeFile ? [words.asideTold(records.blank, records.quarantined)] : []),
    ...(draft.reading.repairs ? [words.repairs(draft.reading.repairs.length)] : []),
    target ? words.target(target.name) : words.noTarget,
    ...(ignored.length > 0 ? [words.ignored(ignored)] : []),
    ...(late.length > 0 ? [words.late(late)] : []),
    words.bytes,
    recipeSentence(draft, name, recipes.data?.find((recipe) => recipe.name === name)?.version ?? 0),
  ];
  const byRole = roles.map((role) => ({ label: roleWords[role], names: named((column) => column.role === role) })).filter(({ names }) => names.length > 0);
  const other = sameShape !== null && sameShape !== fileName ? (name === sameShape ? fileName : sameShape) : null;
  return (
    <Card title={words.whatHappens}>
      <div className={styles.nameField}>
        <TextInput label={importMessages.words.nameOfTheDataset} value={name} maxLength={200} disabled={disabled} onChange={(event) => change(ticket, { name: event.currentTarget.value })} description={sameShape !== null && name === sameShape ? words.sameShape(sameShape) : undefined} />
        {other !== null && !disabled && <Button size="xs" variant="subtle" onClick={() => change(ticket, { name: other })}>{other === sameShape ? words.addTo(other) : words.makeNew(other)}</Button>}
      </div>
      <ul className={styles.sentences} aria-label={words.whatHappens}>
        {sentences.map((sentence) => <li key={sentence}><Dot tone={sentence === words.noTarget ? 'attention' : 'neutral'} /><span>{sentence}</span></li>)}
      </ul>
      <KeyValue rows={byRole.map(({ label, names }) => ({ label, value: names.length > 6 ? formatCount(names.length, 'column') : names.join(', '), title: names.join(', ') }))} />
    </Card>
  );
}

function recipeSentence({ recipe, reading, columns }: StepProps['draft'], name: string, newest: number): string {
  const decided = columnChanges({ columns });
  if (decided.length === 0 && Object.keys(reading).length === 0) return wizardMessages.recipe.none;
  const unchanged = recipe !== null && recipe.name === name && recipe.version === newest && recipe.fit.added.length + recipe.fit.missing.length === 0 && JSON.stringify([reading, decided]) === JSON.stringify([recipe.apply.reading, recipe.apply.columns]);
  return unchanged ? wizardMessages.recipe.same(name, newest) : wizardMessages.recipe.willKeep(name, newest + 1);
}
