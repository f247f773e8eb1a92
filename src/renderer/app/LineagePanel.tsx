/** Where a thing comes from, as a chain from left to right: each step is a link to its view, down to the source rows. */
import type { Lineage, LineageNode } from '@shared/areas/lineage';
import { Button, CloseButton } from '@mantine/core';
import { useQuery } from '../engine/useQuery';
import { Dialog } from '../ui/Dialog';
import { ErrorPanel } from '../ui/ErrorPanel';
import { Skeleton } from '../ui/Skeleton';
import { Tag } from '../ui/Tag';
import { lineageGraphAddress, withoutLineage } from './lineageAddress';
import { lineageColumns } from './lineageColumns';
import { markWords, toneOfMarks } from './lineageMarks';
import styles from './LineagePanel.module.css';
import { appMessages } from './messages';
import { navigate, normaliseAddress } from './router';

interface LineagePanelProps {
  readonly kind: string;
  readonly id: string;
}

export function LineagePanel({ kind, id }: LineagePanelProps) {
  const lineage = useQuery('project.lineage', { kind, id });
  const close = (): void => navigate(withoutLineage(), { replace: true });
  return (
    <Dialog label={appMessages.lineage.title} onClose={close} width={1400}>
      <div className={styles.body}>
        <header className={styles.header}>
          <div>
            <h2>{appMessages.lineage.title}</h2>
            <p>{appMessages.lineage.note}</p>
          </div>
          <Button component="a" href={lineageGraphAddress(kind, id)}>{appMessages.lineage.asGraph}</Button>
          <CloseButton aria-label={appMessages.words.close} onClick={close} />
        </header>
        {lineage.data ? <Chain lineage={lineage.data} /> : lineage.error !== null ? <ErrorPanel error={lineage.error} onRetry={lineage.reload} /> : <Skeleton height={180} />}
      </div>
    </Dialog>
  );
}

function Chain({ lineage }: { readonly lineage: Lineage }) {
  return (
    <ol className={styles.chain}>
      {lineageColumns(lineage).map(({ node, by }, place) => (
        <li key={`${node.kind} ${node.id}`} className={styles.step}>
          {place > 0 && <div className={styles.by}>{by.map((label) => <span key={label}>{label}</span>)}</div>}
          <NodeCard node={node} first={place === 0} />
        </li>
      ))}
    </ol>
  );
}

function NodeCard({ node, first }: { readonly node: LineageNode; readonly first: boolean }) {
  const content = (
    <>
      <span className={styles.label}>{node.label}</span>
      <span className={styles.title}>{node.title}</span>
      {node.marks.length > 0 && <span><Tag tone={toneOfMarks(node.marks)}>{node.marks.map((mark) => markWords[mark]).join(', ')}</Tag></span>}
      {node.facts.map((fact) => <span key={fact} className={styles.fact}>{fact}</span>)}
    </>
  );
  const names = `${styles.node} ${first ? styles.first : ''}`;
  return node.address === null ? <div className={names}>{content}</div> : <a className={names} href={normaliseAddress(node.address)}>{content}</a>;
}
