/** Two columns moved at once, a square per pair of values: the stronger the colour, the higher; hatched where no training row has both. */
import { useId } from 'react';
import type { Cell } from '@shared/areas/common';
import type { PairView } from '@shared/areas/explanation';
import { formatCell, formatNumber, useWidth } from '@renderer/ui';
import styles from './Explain.module.css';

const cellHeight = 26;
const margin = { left: 96, right: 14, top: 6, bottom: 44 };
const longestLabel = 13;

export function PairPicture({ pair: { columns, first, second, cells }, logarithmic }: { readonly pair: PairView; readonly logarithmic: boolean }) {
  const [ref, width] = useWidth(520);
  const hatch = `pair${useId().replace(/[^a-zA-Z0-9]/g, '')}`;
  const place = (value: number): number => (logarithmic ? Math.log1p(Math.max(0, value)) : value);
  const means = cells.flat().map(({ mean }) => place(mean));
  const low = Math.min(...means);
  const span = Math.max(...means) - low || 1;
  const cellWidth = Math.max(16, (width - margin.left - margin.right) / Math.max(1, first.length));
  const bottom = margin.top + second.length * cellHeight;
  return (
    <div ref={ref} className={styles.picture}>
      <svg width={width} height={bottom + margin.bottom} role="img" aria-label={`Mean forecast by ${columns[0]} and ${columns[1]}`}>
        <defs>
          <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="6" className={styles.hatch} /></pattern>
        </defs>
        {cells.map((line, i) => line.map(({ mean, rows }, j) => {
          const box = { x: margin.left + i * cellWidth, y: bottom - (j + 1) * cellHeight, width: cellWidth - 1, height: cellHeight - 1 };
          return (
            <g key={`${i} ${j}`}>
              <rect {...box} className={styles.cell} fillOpacity={0.06 + (0.94 * (place(mean) - low)) / span}><title>{`${columns[0]} ${formatCell(first[i] ?? null)}, ${columns[1]} ${formatCell(second[j] ?? null)}: ${formatNumber(mean)}, ${formatNumber(rows)} rows`}</title></rect>
              {rows === 0 && <rect {...box} fill={`url(#${hatch})`} pointerEvents="none" />}
            </g>
          );
        }))}
        {second.map((cell, j) => <text key={j} x={margin.left - 8} y={bottom - j * cellHeight - cellHeight / 2 + 4} textAnchor="end" className={styles.axisText}>{label(cell)}</text>)}
        {first.map((cell, i) => (i % Math.ceil(60 / cellWidth) === 0 ? <text key={i} x={margin.left + (i + 0.5) * cellWidth} y={bottom + 15} textAnchor="middle" className={styles.axisText}>{label(cell)}</text> : null))}
        <text x={width - margin.right} y={bottom + 36} textAnchor="end" className={styles.axisText}>{columns[0]} across, {columns[1]} up</text>
      </svg>
    </div>
  );
}

function label(cell: Cell): string {
  const text = formatCell(cell);
  return text.length > longestLabel ? `${text.slice(0, longestLabel - 1)}…` : text;
}
