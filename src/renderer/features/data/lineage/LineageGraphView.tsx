/** The graph as inline SVG: boxes are links to their things; one is in the tab order, arrow keys move between them. */
import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { markWords, toneOfMarks } from '@renderer/app/lineageMarks';
import { normaliseAddress } from '@renderer/app/router';
import { formatWhen } from '@renderer/ui';
import { box, boxTowards, layOut, pathOf, type PlacedBox } from './layOut';
import type { GraphNode, LineageGraph } from './lineageGraph';
import styles from './Lineage.module.css';
import { lineageWords as words } from './messages';

interface LineageGraphViewProps {
  readonly graph: LineageGraph;
  readonly root: string;
  /** Times its own size. */
  readonly zoom: number;
  readonly onOpenBox: (key: string) => void;
}

const directions: Readonly<Record<string, 'left' | 'right' | 'up' | 'down'>> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' };

export function LineageGraphView({ graph, root, zoom, onOpenBox }: LineageGraphViewProps) {
  const layout = useMemo(() => layOut(graph.nodes.map(({ key }) => key), graph.edges), [graph]);
  const nodeOf = useMemo(() => new Map(graph.nodes.map((node) => [node.key, node])), [graph]);
  const labels = useMemo(() => new Map(graph.edges.map(({ from, to, label }) => [`${from} > ${to}`, label])), [graph]);
  const drawing = useRef<SVGSVGElement>(null);
  const [current, setCurrent] = useState(root);
  const inOrder = nodeOf.has(current) ? current : root;

  function move(event: KeyboardEvent): void {
    const direction = directions[event.key];
    if (direction === undefined) return;
    event.preventDefault();
    const next = boxTowards(layout, inOrder, direction);
    if (next === null) return;
    setCurrent(next);
    const element = [...(drawing.current?.querySelectorAll<SVGElement>('[data-box]') ?? [])].find((each) => each.dataset['box'] === next);
    element?.focus();
    // Newer Chromium answers with a promise, which nothing waits for.
    void element?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  return (
    <svg ref={drawing} className={styles.drawing} role="group" aria-label={words.graph} width={layout.width * zoom} height={layout.height * zoom} viewBox={`0 0 ${layout.width} ${layout.height}`} onKeyDown={move}>
      {layout.lines.map((line) => (
        <path key={`${line.from} > ${line.to}`} className={styles.line} data-near={line.from === root || line.to === root || undefined} d={pathOf(line)}>
          <title>{labels.get(`${line.from} > ${line.to}`)}</title>
        </path>
      ))}
      {layout.boxes.map((placed) => {
        const node = nodeOf.get(placed.key);
        return node && <Box key={placed.key} node={node} placed={placed} isRoot={placed.key === root} inTabOrder={placed.key === inOrder} onFocus={() => setCurrent(placed.key)} onOpenBox={onOpenBox} />;
      })}
    </svg>
  );
}

interface BoxProps {
  readonly node: GraphNode;
  readonly placed: PlacedBox;
  readonly isRoot: boolean;
  readonly inTabOrder: boolean;
  readonly onFocus: () => void;
  readonly onOpenBox: (key: string) => void;
}

/** The words lie over the link, not in it: shortened as they are, they are no name for it. */
function Box({ node, placed, isRoot, inTabOrder, onFocus, onOpenBox }: BoxProps) {
  const shared = { 'data-box': node.key, className: styles.box, tabIndex: inTabOrder ? 0 : -1, onFocus };
  const { thing } = node;
  const transform = `translate(${placed.x} ${placed.y})`;
  if (!thing) {
    const text = words.more(node.count, node.label);
    const open = (): void => onOpenBox(node.key);
    const byKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      open();
    };
    return (
      <g transform={transform}>
        <g {...shared} role="button" aria-label={`${text}. ${words.showThem}`} onClick={open} onKeyDown={byKey}>
          <rect x={5} y={5} width={box.width - 5} height={box.height - 5} rx={8} />
          <rect width={box.width - 5} height={box.height - 5} rx={8} />
        </g>
        <g className={styles.words} aria-hidden="true">
          <text className={styles.name} x={12} y={19}>{text}</text>
          <text className={styles.kind} x={12} y={36}>{words.showThem}</text>
        </g>
      </g>
    );
  }
  const when = thing.at === null ? '' : formatWhen(thing.at);
  const marks = thing.marks.map((mark) => markWords[mark]).join(', ');
  return (
    <g transform={transform}>
      <a {...shared} href={normaliseAddress(thing.address ?? '#/data')} data-root={isRoot || undefined} data-trash={thing.marks.includes('trash') || undefined} aria-label={[thing.label, thing.title, when, marks].filter((part) => part !== '').join(', ')} aria-current={isRoot ? 'true' : undefined}>
        <title>{[thing.title, ...thing.facts, ...(thing.marks.includes('stale') ? [words.staleHint] : [])].join('\n')}</title>
        <rect width={box.width} height={box.height} rx={8} />
      </a>
      <g className={styles.words} aria-hidden="true">
        <text className={styles.kind} x={12} y={18}>{[thing.label, when].filter((part) => part !== '').join(' · ')}</text>
        {marks !== '' && <text className={styles.mark} data-tone={toneOfMarks(thing.marks)} x={box.width - 12} y={18} textAnchor="end">{marks}</text>}
        <text className={styles.name} x={12} y={37}>{shortened(thing.title)}</text>
      </g>
    </g>
  );
}

/** What fits a box; the whole name is in its tip and for screen readers. */
const lettersShown = 21;

function shortened(text: string): string {
  return [...text].length <= lettersShown ? text : `${[...text].slice(0, lettersShown - 1).join('')}…`;
}
