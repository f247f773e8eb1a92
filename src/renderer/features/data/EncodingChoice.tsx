/** The same lines in each encoding that was proposed, side by side, where the bytes do not decide. */
import { Button } from '@mantine/core';
import type { Encoding, Inspection } from '@shared/areas/datasets';
import { Card } from '../../ui';
import styles from './Import.module.css';
import { wizardMessages } from './importMessages';

const words = wizardMessages.encodings;

export function EncodingChoice({ encodings, onChoose }: { readonly encodings: Inspection['encodings']; readonly onChoose: (encoding: Encoding) => void }) {
  const lines = encodings[0]?.lines ?? [];
  return (
    <Card tone="attention" title={words.title} note={words.note}>
      <div className={styles.preview} tabIndex={0} role="group" aria-label={words.title}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.line}</th>
              {encodings.map(({ encoding, label }) => <th key={encoding} scope="col" title={label}>{label}</th>)}
            </tr>
          </thead>
          <tbody>
            {lines.map(({ line }, row) => (
              <tr key={line}>
                <th scope="row">{line}</th>
                {encodings.map(({ encoding, lines: own }) => <td key={encoding}><code>{own[row]?.text}</code></td>)}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td />
              {encodings.map(({ encoding, label }, index) => <td key={encoding}><Button size="compact-sm" variant={index === 0 ? 'filled' : 'default'} aria-label={words.use(label)} onClick={() => onChoose(encoding)}>{words.useThis}</Button></td>)}
            </tr>
          </tfoot>
        </table>
      </div>
    </Card>
  );
}
