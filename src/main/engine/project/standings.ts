/** Where the analyst stands: sentences with their reason and one link, and the one thing that is due. Pure. */
import type { Forecast } from '@shared/areas/forecasting';
import type { Alert } from '@shared/areas/monitoring';
import type { PipelineRun } from '@shared/areas/pipelines';
import type { Overview, Standing } from '@shared/areas/project';
import type { Validation } from '@shared/areas/quality';
import { baselineKinds, type Comparison, type Experiment, type Run } from '@shared/areas/tracking';
import { subjectOf } from '@shared/messages/checks';
import { checkpointMessages } from '@shared/messages/checkpoints';
import { monitoringMessages } from '@shared/messages/monitoring';
import { metricWords, modelWords } from '@shared/messages/names';
import { projectMessages as words } from '@shared/messages/project';

export interface VersionFacts {
  readonly snapshotId: string;
  readonly datasetId: string;
  readonly datasetName: string;
  readonly number: number;
  readonly rows: number;
  readonly createdAt: number;
}

export interface ProjectFacts {
  /** Newest version, of the champion's dataset where there is a champion. */
  readonly newest: VersionFacts | null;
  readonly validation: Validation | null;
  /** What checkpoints say against the newest version, in words: what blocks it, and what they warn of. */
  readonly blocking: readonly string[];
  readonly warned: readonly string[];
  readonly champion: Overview['champion'];
  /** The champion against the baseline of its race. */
  readonly gain: Comparison['pairs'][number] | null;
  /** The version the champion was trained on. */
  readonly championVersion: VersionFacts | null;
  /** Newest finished honest run that leads its race, with its baseline. */
  readonly leader: { readonly run: Run; readonly baseline: Run | null } | null;
  readonly interrupted: { readonly experiment: Experiment; readonly runs: readonly Run[] } | null;
  /** Alerts that fire and are not muted. */
  readonly firing: readonly Alert[];
  /** The oldest pipeline run that waits for a person. */
  readonly waitingRun: PipelineRun | null;
  readonly lastForecast: Forecast | null;
  /** The version that was scored. */
  readonly forecastVersion: VersionFacts | null;
}

const addressOf = (room: string, ...parts: readonly string[]): string => `#/${[room, ...parts].map(encodeURIComponent).join('/')}`;
const nameOf = ({ datasetName, number }: VersionFacts): string => `${datasetName} v${number}`;
const dayOf = (timeMs: number): string => new Date(timeMs).toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric', month: 'short' });

export function tellStandings(facts: ProjectFacts): Standing[] {
  return [pipelineStanding(facts), alertStanding(facts), forecastStanding(facts), dataStanding(facts), raceStanding(facts), championStanding(facts), championAge(facts)].filter((standing) => standing !== null);
}

function pipelineStanding({ waitingRun }: ProjectFacts): Standing | null {
  if (!waitingRun) return null;
  const reason = waitingRun.steps.find(({ state }) => state === 'waiting')?.said?.reason ?? '';
  return { tone: 'attention', title: words.pipeline.waits(waitingRun.number), reason, link: { label: words.links.decide, address: addressOf('automate', waitingRun.pipeline) } };
}

function alertStanding({ firing }: ProjectFacts): Standing | null {
  const [first] = firing;
  if (!first) return null;
  const tone = firing.some(({ severity }) => severity === 'critical') ? 'failure' : 'attention';
  return { tone, title: monitoringMessages.standing.firing(firing.length), reason: `${first.message}.`, link: { label: monitoringMessages.standing.link, address: addressOf('monitor', 'alerts') } };
}

function dataStanding({ newest, validation, blocking, warned }: ProjectFacts): Standing | null {
  if (!newest) return null;
  if (blocking.length > 0) return { tone: 'failure', title: checkpointMessages.standing.blocked(nameOf(newest)), reason: checkpointMessages.standing.reason(blocking.slice(0, 3), blocking.length), link: { label: checkpointMessages.standing.link, address: addressOf('quality', newest.snapshotId, 'checkpoints') } };
  const address = addressOf('quality', newest.snapshotId);
  if (!validation) return { tone: 'attention', title: words.data.unchecked(nameOf(newest)), reason: words.data.uncheckedReason(newest.rows), link: { label: words.links.check, address } };
  const { checks, failed } = validation.statistics;
  if (failed === 0 && warned.length > 0) return { tone: 'attention', title: checkpointMessages.standing.warned(nameOf(newest)), reason: checkpointMessages.standing.reason(warned.slice(0, 3), warned.length), link: { label: checkpointMessages.standing.link, address: addressOf('quality', newest.snapshotId, 'checkpoints') } };
  if (failed === 0) return { tone: 'good', title: words.data.passing(checks, nameOf(newest)), reason: words.data.passingReason(newest.rows), link: { label: words.links.review, address } };
  const worst = validation.results.filter(({ success }) => !success).sort((a, b) => b.failures - a.failures).slice(0, 3);
  const reason = words.data.failingReason(!validation.success, worst.map((result) => words.data.failure(result.failures, subjectOf(result), result.failures === 0 ? (result.observed ?? result.rule) : result.rule)));
  return { tone: 'attention', title: words.data.failing(failed, checks, nameOf(newest)), reason, link: { label: words.links.review, address } };
}

function raceStanding({ interrupted }: ProjectFacts): Standing | null {
  if (!interrupted) return null;
  const done = interrupted.runs.reduce((total, { foldsDone }) => total + foldsDone, 0);
  const total = interrupted.runs.reduce((sum, { foldsTotal }) => sum + foldsTotal, 0);
  const { number, id } = interrupted.experiment;
  return { tone: 'attention', title: words.race.interrupted(number), reason: words.race.interruptedReason(done, total), link: { label: words.links.race, address: addressOf('models', 'race', id) } };
}

function championStanding({ champion, gain, leader }: ProjectFacts): Standing | null {
  if (!champion) {
    if (!leader) return null;
    const { run, baseline } = leader;
    const reason = words.champion.noneReason(modelWords[run.model].name, scoreOf(run), baseline && scoreOf(baseline));
    return { tone: 'attention', title: words.champion.none, reason, link: { label: words.links.runs, address: addressOf('models', 'runs') } };
  }
  const { run } = champion.detail;
  const link = { label: words.links.evidence, address: addressOf('models', 'runs', run.id) };
  if (run.usesLeak) return { tone: 'failure', title: words.champion.leak, reason: words.champion.leakReason, link };
  if (!gain || gain.difference === null || gain.lower === null || gain.upper === null) return baselineKinds.includes(run.model) ? { tone: 'neutral', title: words.champion.rule, reason: scoreOf(run), link } : null;
  // The gain is told as a size: what the champion's score is better by.
  const [from, to] = [Math.abs(gain.lower), Math.abs(gain.upper)].sort((a, b) => a - b);
  const told = gain.verdict === 'no-clear-winner' ? [gain.difference, gain.lower, gain.upper] : [Math.abs(gain.difference), from ?? 0, to ?? 0];
  const [size = 0, low = 0, high = 0] = told;
  const reason = words.champion.beatsReason(metricWords[gain.metric].name, write(size), write(low), write(high));
  if (gain.verdict === 'better') return { tone: 'good', title: words.champion.beats(gain.foldsBetter ?? 0, gain.folds), reason, link };
  return { tone: 'attention', title: gain.verdict === 'worse' ? words.champion.worse : words.champion.unclear, reason, link };
}

function championAge({ champion, championVersion, newest }: ProjectFacts): Standing | null {
  if (!champion || !championVersion || !newest || newest.snapshotId === championVersion.snapshotId) return null;
  return {
    tone: 'attention',
    title: words.champion.older(nameOf(newest)),
    reason: words.champion.olderReason(newest.rows, nameOf(championVersion)),
    link: { label: words.links.changed, address: addressOf('data', newest.snapshotId) },
  };
}

function forecastStanding(facts: ProjectFacts): Standing | null {
  const { lastForecast, forecastVersion, newest, champion } = facts;
  if (!lastForecast || !forecastVersion) return null;
  const address = addressOf('forecast', 'batch', lastForecast.id);
  const made = dayOf(lastForecast.createdAt);
  if (newest && isOlder(forecastVersion, newest)) {
    return { tone: 'attention', title: words.forecast.stale(dayOf(newest.createdAt)), reason: words.forecast.staleReason(nameOf(newest), newest.rows, made, nameOf(forecastVersion)), link: { label: words.links.again, address: addressOf('forecast', 'batch') } };
  }
  if (champion && champion.decision.runId !== lastForecast.runId) {
    return { tone: 'attention', title: words.forecast.otherModel, reason: words.forecast.otherModelReason(lastForecast.runNumber, champion.decision.runNumber), link: { label: words.links.again, address: addressOf('forecast', 'batch') } };
  }
  return { tone: 'good', title: words.forecast.fresh, reason: words.forecast.freshReason(made, nameOf(forecastVersion), forecastVersion.rows), link: { label: words.links.forecast, address } };
}

/** A version of the same dataset that came later. */
function isOlder(version: VersionFacts, newest: VersionFacts): boolean {
  return version.datasetId === newest.datasetId && version.number < newest.number;
}

/** A run that waits holds everything after it up; else in the order of the work: data, check, race, champion, forecast. */
export function findDue(facts: ProjectFacts): Overview['due'] {
  const { newest, validation, champion, leader, lastForecast, forecastVersion, waitingRun } = facts;
  if (waitingRun) return { ...words.due.decide(waitingRun.number), address: addressOf('automate', waitingRun.pipeline) };
  if (!newest) return { ...words.due.import, address: addressOf('data') };
  const data = nameOf(newest);
  if (!validation) return { ...words.due.check(data, newest.rows), address: addressOf('quality', newest.snapshotId) };
  if (!validation.success) return { ...words.due.review(data, validation.statistics.failed), address: addressOf('quality', newest.snapshotId) };
  if (!leader && !champion) return { ...words.due.train(data), address: `${addressOf('models', 'setup')}?snapshot=${encodeURIComponent(newest.snapshotId)}` };
  if (!champion) return { ...words.due.promote(leader ? modelWords[leader.run.model].name : ''), address: addressOf('models', 'runs') };
  const scoring = `${addressOf('forecast', 'batch')}?snapshot=${encodeURIComponent(newest.snapshotId)}`;
  if (!lastForecast || !forecastVersion) return { ...words.due.forecast(data), address: scoring };
  if (isOlder(forecastVersion, newest) || champion.decision.runId !== lastForecast.runId) return { ...words.due.again(data), address: scoring };
  return null;
}

function scoreOf(run: Run): string {
  return `${metricWords[run.metric].name} ${write(run.metrics[run.metric]?.mean ?? null)}`;
}

function write(value: number | null): string {
  return value === null ? '–' : value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 }).replace('-', '−');
}
