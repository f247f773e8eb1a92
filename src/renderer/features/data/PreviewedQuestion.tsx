/** A question whose answers show themselves: the same lines of the file under each, side by side. */
import { Button } from '@mantine/core';
import type { Question } from '@shared/areas/datasets';
import { Card, formatInteger } from '../../ui';
import styles from './Import.module.css';
import { useImportDraft, useImportDrafts } from './importDrafts';
import { wizardMessages } from './importMessages';

const words = wizardMessages.previewed;

export function PreviewedQuestion({ ticket, question }: { readonly ticket: string; readonly question: Question }) {
  const { reading } = useImportDraft(ticket);
  const change = useImportDrafts((state) => state.change);
  const options = question.options.filter(({ preview = [] }) => preview.length > 0);
  return (
    <Card tone="attention" title={words.title} note={words.note}>
      <div className={`${styles.preview} ${styles.tinted}`} tabIndex={0} role="group" aria-label={words.title}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.line}</th>
              {options.map(({ label }) => <th key={label} scope="col" title={label}>{label}</th>)}
            </tr>
          </thead>
          <tbody>
            {options[0]?.preview?.map(({ line }, row) => (
              <tr key={row}>
                <th scope="row">{line === null ? words.farLine : formatInteger(line)}</th>
                {options.map(({ label, preview }) => <td key={label}><code>{preview?.[row]?.text}</code></td>)}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td />
              {options.map(({ label, apply }, index) => <td key={label}><Button size="compact-sm" variant={index === 0 ? 'light' : 'default'} aria-label={words.use(label)} onClick={() => change(ticket, { reading: { ...reading, ...apply } })}>{words.useThis}</Button></td>)}
            </tr>
          </tfoot>
        </table>
      </div>
    </Card>
  );
}
