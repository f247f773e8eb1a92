/** Whether a version of the data has the columns a model needs, of the type it learned. Pure. */
import type { Column } from '@shared/areas/datasets';
import type { Form, FormField } from '@shared/areas/forecasting';

export interface SchemaCheck {
  readonly needed: number;
  readonly missing: readonly string[];
  readonly otherType: readonly { readonly column: string; readonly wanted: FormField['type']; readonly found: FormField['type'] }[];
}

export function checkSchema(form: Pick<Form, 'fields'>, columns: readonly Pick<Column, 'name' | 'type'>[]): SchemaCheck {
  const found = new Map(columns.map((column) => [column.name, column.type]));
  const missing = form.fields.filter((field) => !found.has(field.column)).map((field) => field.column);
  const otherType = form.fields.flatMap((field) => {
    const type = found.get(field.column);
    return type === undefined || kindOf(type) === kindOf(field.type) ? [] : [{ column: field.column, wanted: field.type, found: type }];
  });
  return { needed: form.fields.length, missing, otherType };
}

/** Whole and decimal numbers are one kind, and so are categories, texts and ids. */
function kindOf(type: FormField['type']): 'number' | 'text' | 'boolean' | 'time' {
  switch (type) {
    case 'integer':
    case 'decimal':
      return 'number';
    case 'category':
    case 'text':
    case 'id':
      return 'text';
    case 'date':
    case 'datetime':
      return 'time';
    case 'boolean':
      return 'boolean';
  }
}
