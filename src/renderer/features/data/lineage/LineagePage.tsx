/** Lineage of one thing: a graph from the source file to the reports, with the table behind it. */
import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { lineageDirections, type Lineage, type LineageDirection, type LineageNode } from '@shared/areas/lineage';
import { useShownSnapshot } from '@renderer/app/currentData';
import { markWords } from '@renderer/app/lineageMarks';
import { formatAddress, navigate, useAddress } from '@renderer/app/router';
import { ChartCard, type ChartTable } from '@renderer/charts/ChartCard';
import { useQuery } from '@renderer/engine';
import { Card, EmptyState, ErrorPanel, formatDateTime, PageHeader, Segmented, Skeleton, useWidth } from '@renderer/ui';
import { layOut } from './layOut';
import styles from './Lineage.module.css';
import { keyOf, lineageGraph } from './lineageGraph';
import { LineageGraphView } from './LineageGraphView';
import { lineageWords as words } from './messages';

interface LineagePageProps {
  readonly kind: string;
  readonly id: string;
}

export function LineagePage({ kind, id }: LineagePageProps) {
  const wished = useAddress().query.get('direction');
  const direction = lineageDirections.find((each) => each === wished) ?? 'both';
  const lineage = useQuery('project.lineage', { kind, id, direction }, { keepPrevious: true });
  const [root] = lineage.data?.nodes ?? [];
  const turn = (next: LineageDirection): void => navigate(formatAddress('data', ['lineage', kind, id], { direction: next === 'both' ? null : next }), { replace: true });
  return (
    <>
      <PageHeader
        title={root ? `${words.title}: ${root.title}` : words.title}
        question={words.question}
        actions={
          <>
            <Segmented<LineageDirection> label={words.directionLabel} value={direction} onChange={turn} options={(['back', 'both', 'forward'] as const).map((value) => ({ value, label: words.directions[value] }))} />
            {root?.address && <Button onClick={() => navigate(root.address ?? '')}>{words.open(root.title)}</Button>}
          </>
        }
      />
      {lineage.data ? <LineageCard key={`${kind} ${id}`} lineage={lineage.data} direction={direction} /> : lineage.error === null ? <Skeleton height={420} /> : <ErrorPanel error={lineage.error} onRetry={lineage.reload} action={<Button size="xs" onClick={() => navigate('#/data')}>{words.openData}</Button>} />}
    </>
  );
}

/** Of the data looked at last. */
export function ShownLineage() {
  const { snapshotId, none, error, reload } = useShownSnapshot(null);
  if (snapshotId !== null) return <LineagePage kind="snapshot" id={snapshotId} />;
  return (
    <>
      <PageHeader title={words.title} question={words.question} />
      {error !== null ? <ErrorPanel error={error} onRetry={reload} /> : none ? <Card label={words.title}><EmptyState picture="table" sentence={words.none} action={<Button variant="filled" onClick={() => navigate('#/data')}>{words.openData}</Button>} /></Card> : <Skeleton height={420} />}
    </>
  );
}

const zoomSteps = [0.35, 0.5, 0.65, 0.8, 1, 1.25, 1.5] as const;

function LineageCard({ lineage, direction }: { readonly lineage: Lineage; readonly direction: LineageDirection }) {
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [zoom, setZoom] = useState<number | null>(null);
  const [frame, width] = useWidth(900);
  const graph = useMemo(() => lineageGraph(lineage, opened), [lineage, opened]);
  const natural = useMemo(() => layOut(graph.nodes.map(({ key }) => key), graph.edges).width, [graph]);
  const [root] = lineage.nodes;
  if (!root) return null;
  const fitting = Math.max(zoomSteps[0], Math.min(1, width / Math.max(1, natural)));
  const factor = zoom ?? fitting;
  const step = (by: 1 | -1): void => setZoom((by === 1 ? zoomSteps.find((each) => each > factor + 0.01) : [...zoomSteps].reverse().find((each) => each < factor - 0.01)) ?? factor);
  return (
    <div className={styles.page}>
      <ChartCard
        title={findingOf(lineage, root, direction)}
        note={words.note(lineage.leftOut)}
        table={tableOf(lineage)}
        height={420}
        actions={
          <span className={styles.zoom}>
            {opened.size > 0 && <Button size="xs" onClick={() => setOpened(new Set())}>{words.collapse}</Button>}
            <Button size="xs" aria-label={words.zoomOut} onClick={() => step(-1)}>−</Button>
            <Button size="xs" onClick={() => setZoom(null)}>{words.fit}</Button>
            <Button size="xs" aria-label={words.zoomIn} onClick={() => step(1)}>+</Button>
          </span>
        }
      >
        <div ref={frame} className={styles.scroll}>
          <LineageGraphView graph={graph} root={keyOf(root)} zoom={factor} onOpenBox={(key) => setOpened(new Set([...opened, key]))} />
        </div>
      </ChartCard>
    </div>
  );
}

/** What was made of it; of the way back alone, the file at its beginning. */
function findingOf({ nodes, edges }: Lineage, root: LineageNode, direction: LineageDirection): string {
  if (direction === 'back') return words.comesFrom(root.title, nodes.find(({ kind }) => kind === 'source' && root.kind !== 'source')?.title ?? null);
  const made = new Set([keyOf(root)]);
  for (const key of made) for (const { from, to } of edges) if (keyOf(to) === key) made.add(keyOf(from));
  return words.finding(root.title, nodes.filter((node) => node !== root && made.has(keyOf(node))).map(({ kind }) => kind));
}

function tableOf({ nodes, edges }: Lineage): ChartTable {
  const nameOf = new Map(nodes.map((node) => [keyOf(node), node.title]));
  return {
    columns: words.columns,
    rows: nodes.map((node) => [
      node.label,
      node.title,
      node.at === null ? null : formatDateTime(node.at),
      node.marks.map((mark) => markWords[mark]).join(', ') || null,
      edges.filter(({ from }) => keyOf(from) === keyOf(node)).map(({ to, label }) => `${label} ${nameOf.get(keyOf(to)) ?? ''}`).join(', ') || null,
    ]),
  };
}
