/** The product: every column the model looks at, those it leans on most first. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Cell } from '@shared/areas/common';
import type { Snapshot } from '@shared/areas/datasets';
import type { Form } from '@shared/areas/forecasting';
import { Card } from '@renderer/ui';
import { FieldControl } from './FieldControl';
import { fieldOrder, initialValues, priceColumn, type Values } from './formValues';
import { forecastMessages as words } from './messages';
import styles from './ProductForm.module.css';
import { RowFinder } from './RowFinder';

interface ProductFormProps {
  readonly form: Form;
  readonly snapshot: Snapshot | undefined;
  readonly values: Values;
  readonly outside: readonly string[];
  /** Letter of the scenario that Reset goes back to. */
  readonly loaded: string;
  readonly onChange: (index: number, value: Cell) => void;
  readonly onStartFrom: (values: Values, name: string) => void;
  readonly onReset: () => void;
}

const shownFields = 10;

export function ProductForm({ form, snapshot, values, outside, loaded, onChange, onStartFrom, onReset }: ProductFormProps) {
  const [all, setAll] = useState(false);
  const price = priceColumn(snapshot);
  const order = [...fieldOrder(form)].sort((a, b) => Number(form.fields[b]?.column === price) - Number(form.fields[a]?.column === price));
  const shown = all ? order : order.slice(0, shownFields);
  return (
    <Card title={words.whatIf.product}>
      <div className={styles.form}>
        {snapshot && <RowFinder form={form} snapshot={snapshot} held={values} onPick={onStartFrom} />}
        {shown.map((index) => {
          const field = form.fields[index];
          return field ? <FieldControl key={field.column} field={field} value={values[index] ?? null} outside={outside.includes(field.column)} onChange={(value) => onChange(index, value)} /> : null;
        })}
        {order.length > shownFields && <button type="button" className={styles.more} onClick={() => setAll(!all)}>{all ? words.whatIf.showFewer : `${words.whatIf.showAll} ${order.length} columns`}</button>}
        <p className={styles.note}>{words.whatIf.trainedNote}</p>
        <div className={styles.actions}>
          <Button size="xs" onClick={onReset}>{words.whatIf.resetTo} {loaded}</Button>
          <Button size="xs" onClick={() => onStartFrom(initialValues(form), words.whatIf.startFromTypical)}>{words.whatIf.typical}</Button>
        </div>
      </div>
    </Card>
  );
}
