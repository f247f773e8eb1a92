/** The inputs of the page, made from the model's form: a number with a slider, a choice, a switch, a date, a text. */
import type { Cell, Table } from '@shared/areas/common';
import type { Form, FormField } from '@shared/areas/forecasting';
import { build, text } from './elements';

export interface PageForm {
  readonly element: HTMLFormElement;
  /** The row as it stands. */
  read(): Table;
  /** Marks the columns that lie beyond training. */
  mark(columns: readonly string[]): void;
}

interface Control {
  readonly field: FormField;
  readonly label: HTMLLabelElement;
  read(): Cell;
}

export function buildForm(form: Form, changed: () => void): PageForm {
  const controls = form.fields.map(buildControl);
  const element = build('form', {}, ...controls.map(({ label }) => label));
  element.addEventListener('input', changed);
  element.addEventListener('submit', (event) => event.preventDefault());
  return {
    element,
    read: () => ({ columns: controls.map(({ field }) => field.column), rows: [controls.map((control) => control.read())] }),
    mark(columns) {
      for (const { field, label } of controls) label.classList.toggle('outside', columns.includes(field.column));
    },
  };
}

function buildControl(field: FormField): Control {
  const name = build('span', { title: field.column }, text(field.column));
  switch (field.control) {
    case 'number':
      return numberControl(field, name);
    case 'choice':
      return choiceControl(field, name);
    case 'switch': {
      const box = build('input', { type: 'checkbox', 'data-column': field.column });
      box.checked = field.initial === true;
      return { field, label: build('label', {}, name, box), read: () => box.checked };
    }
    case 'date': {
      const box = build('input', { type: field.type === 'date' ? 'date' : 'text', 'data-column': field.column, value: String(field.initial ?? '') });
      return { field, label: build('label', { class: 'wide' }, name, box), read: () => readDate(box.value) };
    }
    case 'text': {
      const box = build('input', { type: 'text', 'data-column': field.column, value: String(field.initial ?? ''), maxlength: '2000' });
      return { field, label: build('label', { class: 'wide' }, name, box), read: () => box.value };
    }
  }
}

/** What is half typed counts as missing. */
function readDate(value: string): Cell {
  return Number.isNaN(Date.parse(value)) ? null : value;
}

function numberControl(field: FormField, name: HTMLElement): Control {
  const box = build('input', { type: 'number', step: 'any', 'data-column': field.column, value: String(field.initial ?? '') });
  const label = build('label', {}, name, box);
  if (field.min !== null && field.max !== null && field.max > field.min) {
    const slider = build('input', { type: 'range', min: String(field.min), max: String(field.max), step: String(field.step ?? 'any'), value: String(field.initial ?? field.min), 'aria-label': `${field.column}, slider` });
    slider.addEventListener('input', () => (box.value = slider.value));
    box.addEventListener('input', () => (slider.value = box.value));
    label.append(slider);
  }
  return { field, label, read: () => (box.value === '' ? null : Number(box.value)) };
}

function choiceControl(field: FormField, name: HTMLElement): Control {
  const select = build('select', { 'data-column': field.column }, build('option', { value: '' }, text('(empty)')), ...field.choices.map(({ value }) => build('option', { value }, text(value))));
  select.value = String(field.initial ?? '');
  return { field, label: build('label', { class: 'wide' }, name, select), read: () => (select.value === '' ? null : select.value) };
}
