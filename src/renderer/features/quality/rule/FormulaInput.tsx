/** A formula over the columns of a row, read while it is typed. */
import { Textarea } from '@mantine/core';
import { expressionColumns, ExpressionError, nearestName, parseExpression } from '@shared/expressions';
import { ruleMessages as words } from './messages';

interface FormulaInputProps {
  readonly label: string;
  readonly columns: readonly { readonly name: string }[];
  readonly value: string;
  readonly note?: string;
  readonly onChange: (value: string) => void;
}

export function FormulaInput({ label, columns, value, note = words.formulaNote, onChange }: FormulaInputProps) {
  return <Textarea label={label} description={note} autosize minRows={2} maxRows={10} spellCheck={false} styles={{ input: { fontFamily: 'var(--font-mono)', fontSize: 12 } }} value={value} error={value.trim() === '' ? undefined : (formulaProblem(value, columns) ?? undefined)} onChange={(event) => onChange(event.currentTarget.value)} />;
}

/** What is wrong with a formula over these columns, or null. */
export function formulaProblem(text: string, columns: readonly { readonly name: string }[]): string | null {
  try {
    const names = columns.map(({ name }) => name);
    const known = new Set(names);
    const unknown = expressionColumns(parseExpression(text)).find((name) => !known.has(name));
    return unknown === undefined ? null : words.unknownColumn(unknown, nearestName(unknown, names));
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return error.at === null ? error.message : words.formulaPlace(error.message, error.at);
  }
}
