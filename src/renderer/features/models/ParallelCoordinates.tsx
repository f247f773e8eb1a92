/** All runs over parallel axes. The compared ones are coloured and named at their ends; a drag on an axis filters. */
import { useState, type PointerEvent } from 'react';
import type { Run } from '@shared/areas/tracking';
import { ChartCard } from '@renderer/charts/ChartCard';
import { useWidth } from '@renderer/ui';
import { allRunsFinding } from './findings';
import { modelsMessages as words } from './messages';
import { parallelPicture, passing, type ParallelPicture } from './parallelAxes';
import styles from './ParallelCoordinates.module.css';

const height = 300;
const top = 26;
const bottom = height - 12;
type Range = readonly [number, number];

interface ParallelCoordinatesProps {
  readonly runs: readonly Run[];
  /** Compared runs, the first one first. */
  readonly compared: readonly Run[];
}

export function ParallelCoordinates({ runs, compared }: ParallelCoordinatesProps) {
  const [brushes, setBrushes] = useState<ReadonlyMap<string, Range>>(new Map());
  const first = compared[0];
  if (!first) return null;
  const picture = parallelPicture(runs, first);
  if (picture.runs.length < 3) return null;
  const left = passing(picture, brushes).filter(Boolean).length;
  return (
    <ChartCard
      title={allRunsFinding(picture.runs)}
      note={brushes.size === 0 ? 'One line per run: how it was set, and what came out.' : `${left} of ${picture.runs.length} runs pass the filter.`}
      height={height}
      table={{ columns: ['run', ...picture.axes.map((axis) => axis.title)], rows: picture.runs.map((run, line) => [run.number, ...picture.axes.map((axis) => axis.texts[line] ?? null)]) }}
      actions={brushes.size > 0 ? <button type="button" className={styles.clear} onClick={() => setBrushes(new Map())}>{words.compare.clearFilter}</button> : <span className={styles.hint}>{words.compare.dragToFilter}</span>}
    >
      <Lines picture={picture} compared={compared} brushes={brushes} onBrush={setBrushes} />
    </ChartCard>
  );
}

interface LinesProps {
  readonly picture: ParallelPicture;
  readonly compared: readonly Run[];
  readonly brushes: ReadonlyMap<string, Range>;
  readonly onBrush: (brushes: ReadonlyMap<string, Range>) => void;
}

function Lines({ picture, compared, brushes, onBrush }: LinesProps) {
  const [ref, width] = useWidth(760);
  const [start, setStart] = useState<{ readonly key: string; readonly share: number } | null>(null);
  const { axes, runs } = picture;
  const passes = passing(picture, brushes);
  const x = (axis: number): number => 40 + (axis / Math.max(1, axes.length - 1)) * (width - 130);
  const y = (share: number): number => bottom - share * (bottom - top - 10);
  const shareAt = (event: PointerEvent<SVGElement>): number => {
    const box = event.currentTarget.ownerSVGElement?.getBoundingClientRect();
    return Math.min(1, Math.max(0, (bottom - (event.clientY - (box?.top ?? 0))) / (bottom - top - 10)));
  };
  function drag(event: PointerEvent<SVGElement>, key: string): void {
    if (start?.key !== key) return;
    const share = shareAt(event);
    const next = new Map(brushes);
    if (Math.abs(share - start.share) < 0.02) next.delete(key);
    else next.set(key, [Math.min(share, start.share), Math.max(share, start.share)]);
    onBrush(next);
  }
  const order = runs.map((_, line) => line).sort((a, b) => rankOf(runs[a], compared) - rankOf(runs[b], compared));
  return (
    <div ref={ref} className={styles.picture}>
      <svg width={width} height={height} role="img" aria-label={`${runs.length} runs over ${axes.map((axis) => axis.title).join(', ')}. The table behind says the values.`}>
        {axes.map((axis, index) => (
          <g key={axis.key}>
            <text x={x(index)} y={12} textAnchor={index === 0 ? 'start' : 'middle'} dx={index === 0 ? -40 : 0} className={styles.title}>{axis.title}</text>
            <line x1={x(index)} x2={x(index)} y1={top} y2={bottom} className={styles.axis} />
          </g>
        ))}
        {order.map((line) => {
          const run = runs[line];
          if (!run) return null;
          const kind = kindOf(run, compared);
          return <path key={run.id} d={curveOf(axes.map((axis) => axis.positions[line] ?? null), x, y)} className={`${styles.line} ${kind === null ? '' : styles[kind]} ${passes[line] === true ? '' : styles.faded}`}><title>{`Run ${run.number}: ${axes.map((axis) => `${axis.title} ${axis.texts[line] ?? ''}`).join(', ')}`}</title></path>;
        })}
        {axes.map((axis, index) => axis.marks.map((mark) => <text key={`${axis.key}-${mark.label}`} x={x(index) + 7} y={y(mark.at) + (mark.at > 0.97 ? -6 : mark.at < 0.03 ? 0 : 4)} className={styles.mark}>{mark.label}</text>))}
        <EndNames picture={picture} compared={compared} x={x(axes.length - 1) + 44} y={y} />
        {axes.map((axis, index) => {
          const range = brushes.get(axis.key);
          return (
            <g key={axis.key}>
              {range && <rect x={x(index) - 7} width={14} y={y(range[1])} height={Math.max(2, y(range[0]) - y(range[1]))} rx={3} className={styles.brush} />}
              <rect
                x={x(index) - 12}
                width={24}
                y={top - 6}
                height={bottom - top + 12}
                className={styles.grip}
                onPointerDown={(event) => { event.currentTarget.setPointerCapture(event.pointerId); setStart({ key: axis.key, share: shareAt(event) }); }}
                onPointerMove={(event) => drag(event, axis.key)}
                onPointerUp={(event) => { drag(event, axis.key); setStart(null); }}
              />
            </g>
          );
        })}
      </svg>
    </div>
  );
}

interface EndNamesProps {
  readonly picture: ParallelPicture;
  readonly compared: readonly Run[];
  readonly x: number;
  readonly y: (share: number) => number;
}

/** Names of the compared runs at the right, pushed apart to one line each. */
function EndNames({ picture, compared, x, y }: EndNamesProps) {
  const last = picture.axes.at(-1);
  const ends = compared.flatMap((run) => {
    const line = picture.runs.findIndex((candidate) => candidate.id === run.id);
    const share = last?.positions[line];
    return share === null || share === undefined ? [] : [{ run, at: y(share) + 4 }];
  });
  ends.sort((left, right) => left.at - right.at);
  let floor = -Infinity;
  return (
    <>
      {ends.map(({ run, at }) => {
        floor = Math.max(at, floor + 14);
        const kind = kindOf(run, compared);
        return <text key={run.id} x={x} y={floor} className={`${styles.end} ${kind === 'first' ? styles.firstEnd : kind === 'leak' ? styles.leakEnd : ''}`}>run {run.number}</text>;
      })}
    </>
  );
}

function kindOf(run: Run, compared: readonly Run[]): 'first' | 'leak' | 'other' | null {
  const place = compared.findIndex((candidate) => candidate.id === run.id);
  if (place < 0) return null;
  if (run.usesLeak) return 'leak';
  return place === 0 ? 'first' : 'other';
}

function rankOf(run: Run | undefined, compared: readonly Run[]): number {
  const kind = run ? kindOf(run, compared) : null;
  return kind === null ? 0 : kind === 'first' ? 2 : 1;
}

function curveOf(shares: readonly (number | null)[], x: (axis: number) => number, y: (share: number) => number): string {
  let path = '';
  let before: { readonly x: number; readonly y: number } | null = null;
  for (const [axis, share] of shares.entries()) {
    if (share === null) {
      before = null;
      continue;
    }
    const point = { x: x(axis), y: y(share) };
    const bend = before ? (point.x - before.x) / 2.4 : 0;
    path += before ? `C${(before.x + bend).toFixed(1)} ${before.y.toFixed(1)} ${(point.x - bend).toFixed(1)} ${point.y.toFixed(1)} ${point.x.toFixed(1)} ${point.y.toFixed(1)}` : `M${point.x.toFixed(1)} ${point.y.toFixed(1)}`;
    before = point;
  }
  return path;
}
