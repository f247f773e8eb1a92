/** One input of the form: slider with its trained part and a number box, switch, choice, date or text. */
import { NumberInput, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { useId, type CSSProperties } from 'react';
import type { Cell } from '@shared/areas/common';
import type { FormField } from '@shared/areas/forecasting';
import { formatNumber } from '@renderer/ui';
import { isFlag } from './formValues';
import { forecastMessages as words } from './messages';
import styles from './ProductForm.module.css';
import { sliderScale, sliderSteps } from './sliderScale';

interface FieldControlProps {
  readonly field: FormField;
  readonly value: Cell;
  readonly outside: boolean;
  readonly onChange: (value: Cell) => void;
}

export function FieldControl({ field, value, outside, onChange }: FieldControlProps) {
  if (isFlag(field)) return <SwitchField field={field} value={value} outside={outside} onChange={onChange} />;
  switch (field.control) {
    case 'number':
      return <NumberField field={field} value={value} outside={outside} onChange={onChange} />;
    case 'switch':
      return <SwitchField field={field} value={value} outside={outside} onChange={onChange} />;
    case 'choice':
      return <ChoiceField field={field} value={value} outside={outside} onChange={onChange} />;
    case 'date':
    case 'text':
      return <TextField field={field} value={value} outside={outside} onChange={onChange} />;
  }
}

function NumberField({ field, value, outside, onChange }: FieldControlProps) {
  const id = useId();
  const scale = sliderScale(field);
  const number = typeof value === 'number' ? value : null;
  const share = (edge: number | null, fallback: number): string => `${scale && edge !== null ? (scale.toStep(edge) / sliderSteps) * 100 : fallback}%`;
  const track: CSSProperties & Record<'--low' | '--high', string> = { '--low': share(field.trainedLow, 0), '--high': share(field.trainedHigh, 100) };
  const range = field.trainedLow !== null && field.trainedHigh !== null ? `nine in ten from ${formatNumber(field.trainedLow)} to ${formatNumber(field.trainedHigh)}` : '';
  return (
    <div className={styles.field} title={`${field.column}${range === '' ? '' : `: ${range}, all from ${formatNumber(field.min)} to ${formatNumber(field.max)}`}`}>
      <div className={styles.line}>
        <label htmlFor={id} className={`${styles.name} ${outside ? styles.outside : ''}`}>{field.column}</label>
        <NumberInput
          id={id}
          className={styles.number}
          value={number ?? ''}
          placeholder={words.whatIf.missing}
          hideControls
          thousandSeparator=","
          decimalScale={field.type === 'integer' ? 0 : 4}
          onChange={(next) => onChange(typeof next === 'number' ? next : null)}
        />
      </div>
      {scale && (
        <input
          type="range"
          className={styles.slider}
          style={track}
          min={0}
          max={sliderSteps}
          step={1}
          value={number === null ? 0 : scale.toStep(number)}
          data-empty={number === null || undefined}
          aria-label={`${field.column}, slider`}
          aria-valuetext={number === null ? words.whatIf.missing : formatNumber(number)}
          onChange={(event) => onChange(scale.toValue(Number(event.currentTarget.value)))}
        />
      )}
    </div>
  );
}

function SwitchField({ field, value, outside, onChange }: FieldControlProps) {
  const on = value === true || value === 1;
  return (
    <label className={`${styles.line} ${styles.switch}`} title={field.column}>
      <span className={`${styles.name} ${outside ? styles.outside : ''}`}>{field.column}</span>
      <Switch size="sm" aria-label={field.column} withThumbIndicator={false} checked={on} onChange={(event) => onChange(field.type === 'boolean' ? event.currentTarget.checked : event.currentTarget.checked ? 1 : 0)} />
    </label>
  );
}

function ChoiceField({ field, value, outside, onChange }: FieldControlProps) {
  const text = value === null ? null : String(value);
  const known = field.choices.map((choice) => choice.value);
  const data = text !== null && !known.includes(text) ? [text, ...known] : known;
  return (
    <div className={`${styles.line} ${styles.wide}`}>
      <Select
        label={<span className={`${styles.name} ${outside ? styles.outside : ''}`}>{field.column}</span>}
        value={text}
        placeholder={words.whatIf.missing}
        data={data}
        searchable={data.length > 8}
        clearable
        limit={60}
        onChange={onChange}
      />
    </div>
  );
}

function TextField({ field, value, outside, onChange }: FieldControlProps) {
  const text = value === null ? '' : String(value);
  const label = <span className={`${styles.name} ${outside ? styles.outside : ''}`}>{field.column}</span>;
  const change = (next: string): void => onChange(next === '' ? null : next);
  return (
    <div className={`${styles.line} ${styles.wide}`}>
      {field.control === 'date' ? (
        <TextInput label={label} type={field.type === 'datetime' ? 'datetime-local' : 'date'} value={field.type === 'datetime' ? text.slice(0, 16) : text.slice(0, 10)} onChange={(event) => change(event.currentTarget.value)} />
      ) : (
        <Textarea label={label} autosize minRows={1} maxRows={3} placeholder={words.whatIf.missing} value={text} onChange={(event) => change(event.currentTarget.value)} />
      )}
    </div>
  );
}
