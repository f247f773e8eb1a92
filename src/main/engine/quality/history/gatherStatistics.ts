/** Every figure of a dataset's quality as a series over its versions. Pure. */
import type { CheckResult } from '@shared/areas/quality';
import type { Statistic } from '@shared/areas/qualityHistory';
import { subjectOf } from '@shared/messages/checks';
import { qualityHistoryMessages } from '@shared/messages/qualityHistory';
import { checkKey } from '../qualityStore';

export interface VersionFigures {
  readonly snapshotId: string;
  readonly number: number;
  readonly createdAt: number;
  readonly rows: number;
  readonly columns: readonly { readonly name: string; readonly nulls: number }[];
  /** Of its last validation; null where it was never checked. */
  readonly results: readonly CheckResult[] | null;
}

export interface Series extends Omit<Statistic, 'points'> {
  /** One per version, in their order. */
  readonly values: readonly (number | null)[];
}

const words = qualityHistoryMessages.names;

/** Versions oldest first. Checks that could not be run have no figure. */
export function gatherStatistics(versions: readonly VersionFigures[]): readonly Series[] {
  const columns = [...new Set(versions.toReversed().flatMap((version) => version.columns.map(({ name }) => name)))];
  const shared: readonly Series[] = [
    { key: 'pass-rate', kind: 'pass-rate', name: words.passRate, column: null, unit: 'share', values: versions.map(({ results }) => (results === null || results.length === 0 ? null : results.filter(({ success }) => success).length / results.length)) },
    { key: 'rows', kind: 'rows', name: words.rows, column: null, unit: 'count', values: versions.map(({ rows }) => rows) },
  ];
  const nulls = columns.map((column): Series => ({
    key: `null-share ${column}`,
    kind: 'null-share',
    name: words.nullShare(column),
    column,
    unit: 'share',
    values: versions.map((version) => {
      const found = version.columns.find(({ name }) => name === column);
      return found && version.rows > 0 ? found.nulls / version.rows : null;
    }),
  }));
  return [...shared, ...ofChecks(versions), ...nulls];
}

/** The newest version's words and order lead; checks it no longer has come after. */
function ofChecks(versions: readonly VersionFigures[]): readonly Series[] {
  const byVersion = versions.map(({ results }) => new Map((results ?? []).map((result) => [checkKey(result.definition), result])));
  const newest = new Map(byVersion.toReversed().flatMap((results) => [...results]).reverse());
  const order = [...new Set(byVersion.toReversed().flatMap((results) => [...results.keys()]))];
  return order.flatMap((key): readonly Series[] => {
    const result = newest.get(key);
    if (!result) return [];
    const found = byVersion.map((results) => results.get(key));
    const hasFigure = found.some((each) => typeof each?.figure === 'number');
    const about = { column: result.column, values: found.map((each) => (each === undefined || each.error ? null : hasFigure ? (each.figure ?? null) : each.failureShare)) };
    if (hasFigure) return [{ key: `check ${key}`, kind: 'figure', name: words.figure(subjectOf(result), result.rule), unit: 'number', ...about }];
    return [{ key: `check ${key}`, kind: 'failure-share', name: words.failureShare(subjectOf(result), result.rule), unit: 'share', ...about }];
  });
}
