/** The sheet of a workbook that is read; another can be taken at any time. */
import { NativeSelect } from '@mantine/core';
import { datasetNameOf } from '@shared/areas/datasetName';
import type { Inspection } from '@shared/areas/datasets';
import { useImportDraft, useImportDrafts } from './importDrafts';
import { wizardMessages } from './importMessages';

const words = wizardMessages.form;

interface SheetChoiceProps {
  readonly ticket: string;
  readonly fileName: string;
  readonly sheets: Inspection['sheets'];
  /** Undefined while it is asked for. */
  readonly sheet: string | undefined;
}

export function SheetChoice({ ticket, fileName, sheets, sheet }: SheetChoiceProps) {
  const { name, reading } = useImportDraft(ticket);
  const change = useImportDrafts((state) => state.change);
  // A name that was proposed after the sheet goes with it; one that was typed stays.
  const read = (chosen: string): void => change(ticket, { reading: { ...reading, sheet: chosen }, name: name === datasetNameOf(fileName, reading.sheet) ? null : name });
  const options = sheets.map((each) => ({ value: each.name, label: each.hidden ? words.hiddenSheet(each.name) : each.name }));
  return <NativeSelect label={words.sheet} value={sheet ?? ''} data={sheet === undefined ? [{ value: '', label: words.noSheet, disabled: true }, ...options] : options} onChange={(event) => read(event.currentTarget.value)} />;
}
