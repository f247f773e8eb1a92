/** One argument of a rule, by what it holds. */
import { NativeSelect, Switch, Textarea, TextInput } from '@mantine/core';
import { columnTypes } from '@shared/areas/common';
import type { Snapshot } from '@shared/areas/datasets';
import type { ArgumentField } from '@shared/areas/quality';
import { useQuery } from '../../../engine';
import { typeWords } from '../../../ui';
import { ColumnChoice } from './ColumnFields';
import { FormulaInput } from './FormulaInput';
import { ruleMessages as words } from './messages';
import { numberIn } from './typedValue';
import { ValueChips } from './ValueChips';

interface ArgumentInputProps {
  readonly snapshot: Snapshot;
  readonly field: ArgumentField;
  /** The one column the rule looks at, else null. */
  readonly column: string | null;
  /** Lists stand in lines. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function ArgumentInput({ snapshot, field, column, value, onChange }: ArgumentInputProps) {
  const { label, help } = field;
  const description = help === undefined ? {} : { description: help };
  switch (field.input) {
    case 'flag':
      return <Switch size="xs" labelPosition="left" styles={{ body: { justifyContent: 'space-between' }, labelWrapper: { flex: 1 } }} label={label} {...description} checked={value === 'true'} onChange={(event) => onChange(event.currentTarget.checked ? 'true' : '')} />;
    case 'choice':
      return <NativeSelect label={label} {...description} value={value} data={[...(field.optional ? [{ value: '', label: words.asUsual }] : value === '' ? [{ value: '', label: '' }] : []), ...choicesOf(field)]} onChange={(event) => onChange(event.currentTarget.value)} />;
    case 'values':
      return <ColumnValues snapshot={snapshot} column={column} label={label} {...description} value={value} onChange={onChange} />;
    case 'patterns':
      return <ValueChips label={label} {...description} adding={words.addPattern} values={linesOf(value)} onChange={(values) => onChange(values.join('\n'))} />;
    case 'column':
      return <ColumnChoice label={label} names={snapshot.columns.map(({ name }) => name)} value={value} onChange={onChange} />;
    case 'dataset':
      return <DatasetChoice label={label} own={snapshot.datasetId} value={value} onChange={onChange} />;
    case 'formula':
      return <FormulaInput label={label} columns={snapshot.columns} value={value} onChange={onChange} />;
    case 'document':
      return <Textarea label={label} description={help ?? words.documentNote} autosize minRows={3} maxRows={14} styles={{ input: { fontFamily: 'var(--font-mono)', fontSize: 12 } }} value={value} error={value.trim() !== '' && !isJson(value) ? words.notJson : undefined} onChange={(event) => onChange(event.currentTarget.value)} />;
    case 'pattern':
      return <TextInput label={label} description={help ?? words.patternNote} spellCheck={false} styles={{ input: { fontFamily: 'var(--font-mono)', fontSize: 12 } }} value={value} onChange={(event) => onChange(event.currentTarget.value)} />;
    default: {
      const isNumber = field.input === 'number' || field.input === 'count';
      return <TextInput label={label} {...description} value={value} inputMode={isNumber ? 'decimal' : 'text'} error={isNumber && value.trim() !== '' && numberIn(value) === null ? words.notANumber : undefined} onChange={(event) => onChange(event.currentTarget.value)} />;
    }
  }
}

function choicesOf({ name, choices }: ArgumentField): { readonly value: string; readonly label: string }[] {
  if (choices) return choices;
  return name === 'type' ? columnTypes.map((type) => ({ value: type, label: typeWords[type] })) : [];
}

interface ColumnValuesProps extends Pick<ArgumentInputProps, 'snapshot' | 'column' | 'value' | 'onChange'> {
  readonly label: string;
  readonly description?: string;
}

/** Values beside how often they occur, with those of the data that are not in the list. */
function ColumnValues({ snapshot, column, value, onChange, ...rest }: ColumnValuesProps) {
  const profile = useQuery('quality.profile', { snapshotId: snapshot.id });
  const own = profile.data?.columns.find(({ name }) => name === column);
  return <ValueChips {...rest} adding={words.addValue} values={linesOf(value)} {...(own && { seen: own.topValues })} onChange={(values) => onChange(values.join('\n'))} />;
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.split('\n');
}

interface DatasetChoiceProps {
  readonly label: string;
  readonly own: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function DatasetChoice({ label, own, value, onChange }: DatasetChoiceProps) {
  const datasets = useQuery('datasets.list', {});
  const names = (datasets.data ?? []).filter(({ id }) => id !== own).map(({ name }) => name);
  return <NativeSelect label={label} value={value} data={[{ value: '', label: words.dataset }, ...new Set([...(value === '' ? [] : [value]), ...names])]} onChange={(event) => onChange(event.currentTarget.value)} />;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
