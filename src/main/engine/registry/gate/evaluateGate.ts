/** Holds a run against the rules: gathers what they look at, asks each, and gives the verdict with its reasons. */
import type { GateComparison, GateEvaluation, GateRule, GateVerdict, RuleResult } from '@shared/areas/gates';
import { higherIsBetter } from '@shared/areas/tracking';
import { EngineError } from '@shared/contract/errors';
import { gateMessages as words } from '@shared/messages/gates';
import type { CallContext } from '../../kernel/area';
import { deriveSeed } from '../../math';
import type { StoredRun } from '../../tracking';
import type { RegistryParts } from '../index';
import type { Compared, GateFacts, RuleOf } from './gateFacts';
import { scoreOf } from './scoreOf';
import { pairRuns, takeRows } from './pairedRows';
import { judge } from './rules';
import { sliceCodes } from './sliceCodes';

type Parts = Pick<RegistryParts, 'datasets' | 'quality' | 'tracking' | 'ports'>;

export interface GateRequest {
  readonly runId: string;
  readonly championRunId: string | null;
  readonly rules: readonly GateRule[];
}

/** Stores nothing. Throws `cancelled`. */
export async function evaluateGate(parts: Parts, { runId, championRunId, rules }: GateRequest, { signal, report }: CallContext): Promise<GateEvaluation> {
  const { tracking, quality, ports } = parts;
  const run = tracking.findRun(runId);
  const experiment = tracking.findExperiment(run.experimentId);
  const champion = championRunId === null ? null : tracking.findRun(championRunId);
  const interval = ruleOf(rules, 'clear-gain');
  const simple = ruleOf(rules, 'baseline');
  report({ fraction: 0, title: words.progress.champion });
  const found = champion ? await compareIfPossible(parts, run, champion, { level: interval?.level ?? 0.95, resamples: interval?.resamples ?? 2000 }, rules, signal) : null;
  report({ fraction: 0.6, title: words.progress.baseline });
  const baseline = simple && experiment.baseline !== null && experiment.baseline !== runId ? await compare(parts, run, tracking.findRun(experiment.baseline), simple, [], signal) : null;
  const facts: GateFacts = {
    run,
    experiment,
    champion,
    comparison: found?.comparison ?? null,
    notComparable: found?.reason ?? null,
    baseline,
    validation: quality.lastValidation(run.snapshotId),
  };
  const results = rules.map((rule): RuleResult => ({ rule, ...judge(rule, facts) }));
  const verdict = verdictOf(results);
  return {
    gateId: ports.ids.next(),
    runId,
    runNumber: run.number,
    championRunId,
    verdict,
    reasons: reasonsOf(results, verdict, facts),
    rules: results,
    comparison: facts.comparison && toComparison(run, facts.comparison),
    notComparable: facts.notComparable,
    evaluatedAt: ports.clock.now(),
  };
}

/** fail where any rule fails; else insufficient where any is; else pass. */
export function verdictOf(results: readonly Pick<RuleResult, 'state'>[]): GateVerdict {
  if (results.some(({ state }) => state === 'fail')) return 'fail';
  return results.some(({ state }) => state === 'insufficient') ? 'insufficient' : 'pass';
}

function reasonsOf(results: readonly RuleResult[], verdict: GateVerdict, { champion }: GateFacts): string[] {
  const reasons = results.filter(({ state }) => state === verdict).map(({ reason }) => reason);
  if (verdict !== 'pass') return reasons;
  return [...(champion ? [] : [words.noChampion]), ...(reasons.length === 0 ? [words.noRules] : reasons)];
}

interface IntervalWanted {
  readonly level: number;
  readonly resamples: number;
}

async function compareIfPossible(parts: Parts, run: StoredRun, champion: StoredRun, wanted: IntervalWanted, rules: readonly GateRule[], signal: AbortSignal): Promise<{ comparison: Compared | null; reason: string | null }> {
  try {
    return { comparison: await compare(parts, run, champion, wanted, rules.filter((rule) => rule.rule === 'slice'), signal), reason: null };
  } catch (error) {
    if (error instanceof EngineError && error.code === 'conflict') return { comparison: null, reason: error.message };
    throw error;
  }
}

async function compare(parts: Parts, run: StoredRun, against: StoredRun, wanted: IntervalWanted, slices: readonly RuleOf<'slice'>[], signal: AbortSignal): Promise<Compared> {
  const { datasets, tracking, ports } = parts;
  const experiment = tracking.findExperiment(run.experimentId);
  const pairs = await pairRuns(parts, run, against, signal);
  const { split, groupBy, series, level } = experiment.request;
  // What belongs together is drawn together: the groups of the split, or each series with all its periods.
  const groupColumn = split === 'group' ? groupBy : series?.keys[0];
  const there = new Set(datasets.snapshot(run.snapshotId).columns.map(({ name }) => name));
  const names = [...new Set([...slices.map(({ column }) => column), ...(groupColumn === undefined ? [] : [groupColumn])])].filter((name) => there.has(name));
  const table = takeRows(await datasets.readColumns(run.snapshotId, names, signal), names, pairs.rowNumbers);
  const column = (name: string | undefined): (typeof table.columns)[number] | undefined => table.columns.find((each) => each.name === name);
  const grouped = column(groupColumn);
  const outcome = await ports.compute.run(
    'registry.compare',
    {
      metric: run.metric,
      forecastLevel: level,
      actual: pairs.actual,
      candidate: pairs.candidate,
      against: pairs.against,
      steps: experiment.steps,
      groups: grouped ? (grouped.kind === 'text' ? grouped.codes : codesOf(grouped.values)) : null,
      slices: slices.flatMap(({ column: name, metric }) => {
        const values = column(name);
        return values ? [{ column: name, metric, ...sliceCodes(values, words.slices.range) }] : [];
      }),
      resamples: wanted.resamples,
      level: wanted.level,
      seed: deriveSeed(experiment.request.seed, 'gate'),
    },
    { signal },
  );
  return { against, pairs, outcome, level: wanted.level, resamples: wanted.resamples };
}

function codesOf(values: Float64Array): Int32Array {
  const known = new Map<number, number>();
  return Int32Array.from(values, (value) => {
    if (Number.isNaN(value)) return -1;
    const code = known.get(value) ?? known.size;
    known.set(value, code);
    return code;
  });
}

function ruleOf<K extends GateRule['rule']>(rules: readonly GateRule[], kind: K): RuleOf<K> | undefined {
  return rules.find((rule): rule is RuleOf<K> => rule.rule === kind);
}

function toComparison(run: StoredRun, { against, pairs, outcome, level, resamples }: Compared): GateComparison | null {
  const [own, other] = [scoreOf(outcome.candidate, run.metric), scoreOf(outcome.against, run.metric)];
  if (own === null || other === null || !outcome.interval) return null;
  return {
    runId: run.id,
    againstId: against.id,
    metric: run.metric,
    greaterIsBetter: higherIsBetter.has(run.metric),
    candidate: own,
    against: other,
    ...outcome.interval,
    level,
    resamples,
    rowsPaired: pairs.actual.length,
    rowsAnswered: pairs.rowsAnswered,
    rowsLeftOut: pairs.rowsLeftOut,
  };
}
