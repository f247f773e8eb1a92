/** A strip of dots per column, strongest first: how far it moves each row's forecast, strong in colour for high values. */
import type { Drivers } from '@shared/areas/explanation';
import { linearScale } from '@renderer/charts/scales';
import { useWidth } from '@renderer/ui';
import styles from './Explain.module.css';
import { shareWords } from './explainFindings';
import { explainWords as words } from './messages';
import { dotPaths, layoutSwarm, shades } from './swarm';

const strip = 30;
const margin = { left: 150, right: 14, top: 6, bottom: 40 };
const longestName = 22;

interface SummaryPictureProps {
  readonly drivers: Drivers;
  readonly chosen: string | null;
  readonly onChoose: (column: string) => void;
}

export function SummaryPicture({ drivers: { drivers, space }, chosen, onChoose }: SummaryPictureProps) {
  const [ref, width] = useWidth(640);
  const drawn = drivers.filter(({ points }) => points.length > 0);
  const values = drawn.flatMap(({ points }) => points.map(({ value }) => value));
  const reach = Math.max(1e-9, ...values.map(Math.abs));
  const scale = linearScale(-reach * 1.05, reach * 1.05, 5);
  const plotWidth = Math.max(80, width - margin.left - margin.right);
  const x = (value: number): number => margin.left + scale.position(value) * plotWidth;
  const bottom = margin.top + drawn.length * strip;
  return (
    <div ref={ref} className={styles.picture}>
      <svg width={width} height={bottom + margin.bottom} role="img" aria-label={drawn.map(({ column, meanAbsolute }) => `${column} ${shareWords(meanAbsolute, space)}`).join(', ')}>
        {scale.ticks.map((tick) => (
          <g key={tick}>
            <line x1={x(tick)} x2={x(tick)} y1={margin.top} y2={bottom} className={tick === 0 ? styles.zero : styles.gridLine} />
            <text x={x(tick)} y={bottom + 15} textAnchor="middle" className={styles.axisText}>{shareWords(tick, space)}</text>
          </g>
        ))}
        {drawn.map(({ column, points }, i) => {
          const middle = margin.top + i * strip + strip / 2;
          return (
            <g key={column} onClick={() => onChoose(column)} className={styles.strip}>
              <rect x={0} y={middle - strip / 2} width={width} height={strip} className={column === chosen ? styles.chosenStrip : styles.openStrip} />
              <text x={margin.left - 10} y={middle + 4} textAnchor="end" className={styles.name}><title>{column}</title>{column.length > longestName ? `${column.slice(0, longestName - 1)}…` : column}</text>
              {dotPaths(layoutSwarm(points.map(({ value, place }) => ({ x: x(value), place })), strip / 2 - 3), middle).map(({ shade, path }) => <path key={String(shade)} d={path} className={styles[shade === null ? 'noShade' : `shade${shade}`]} />)}
            </g>
          );
        })}
        <g transform={`translate(${margin.left} ${bottom + 32})`}>
          <text x={0} y={0} className={styles.axisText}>{words.low}</text>
          {Array.from({ length: shades }, (_, shade) => <path key={shade} d={`M${62 + shade * 12} -4h0`} className={styles[`shade${shade}`]} />)}
          <text x={62 + shades * 12} y={0} className={styles.axisText}>{words.high}</text>
        </g>
      </svg>
    </div>
  );
}
