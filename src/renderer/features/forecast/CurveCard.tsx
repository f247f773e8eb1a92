/** The forecast along one number column, everything else held. */
import { NativeSelect } from '@mantine/core';
import type { Form } from '@shared/areas/forecasting';
import { ChartCard } from '@renderer/charts/ChartCard';
import { useQuery } from '@renderer/engine';
import { Card, ErrorPanel, Skeleton, WarningList } from '@renderer/ui';
import { CurvePicture } from './CurvePicture';
import { curveFinding } from './findings';
import { curveFields, curveSpan, toTable, type Values } from './formValues';
import { forecastMessages as words } from './messages';
import styles from './WhatIf.module.css';

interface CurveCardProps {
  readonly form: Form;
  readonly model: string;
  readonly values: Values;
  readonly column: string;
  readonly predicted: number | null;
  readonly onColumn: (column: string) => void;
}

const points = 49;
const pictureHeight = 286;

export function CurveCard({ form, model, values, column, predicted, onColumn }: CurveCardProps) {
  const index = form.fields.findIndex((field) => field.column === column);
  const field = form.fields[index];
  const value = values[index] ?? null;
  const span = field ? curveSpan(field, value) : null;
  const request = span ? { model, table: toTable(form, [values]), column, ...span, points } : null;
  const curve = useQuery('forecasting.curve', request, { keepPrevious: true });
  const inner = useQuery('forecasting.curve', request && { ...request, level: 0.5 }, { keepPrevious: true });
  const choices = curveFields(form).map((candidate) => candidate.column);
  if (curve.error !== null) return <Card title={column}><ErrorPanel error={curve.error} onRetry={curve.reload} /></Card>;
  if (!curve.data || !span) return <Card label={column}><Skeleton height={pictureHeight + 54} /></Card>;
  return (
    <ChartCard
      title={curveFinding(column, curve.data.points)}
      note={`${form.target} against ${column}. ${words.whatIf.association}`}
      height={pictureHeight}
      table={{ columns: [column, form.target, 'lower', 'upper', words.whatIf.extrapolated], rows: curve.data.points.map((point) => [point.x, point.value, point.extrapolated ? null : point.lower, point.extrapolated ? null : point.upper, point.extrapolated]) }}
    >
      <CurvePicture
        column={column}
        target={form.target}
        points={curve.data.points}
        inner={inner.data?.points ?? []}
        ticks={curve.data.ticks}
        level={form.interval.level}
        logarithmic={form.interval.space === 'log1p'}
        here={typeof value === 'number' && predicted !== null ? { x: value, value: predicted } : null}
        trained={field?.min !== null && field?.max !== null && field ? [field.min, field.max] : null}
        height={pictureHeight}
      />
      <div className={styles.along}>
        <NativeSelect className={styles.select} aria-label={words.whatIf.curveAlong} value={column} data={choices} onChange={(event) => onColumn(event.currentTarget.value)} />
        <span>{words.whatIf.ticksAre}</span>
      </div>
      <WarningList warnings={curve.data.warnings} />
    </ChartCard>
  );
}
