/** Endpoints of the open project: what it is, where the analyst stands, its name, the samples. */
import type { Overview, Project, projectEndpoints } from '@shared/areas/project';
import type { Dataset } from '@shared/areas/datasets';
import type { Run } from '@shared/areas/tracking';
import type { Datasets } from '../datasets';
import type { Forecasting } from '../forecasting';
import type { Announce, CallContext, Handlers } from '../kernel/area';
import type { Files } from '../kernel/files';
import { traceLineage, type LineageSources } from '../kernel/lineage';
import type { Ports } from '../kernel/ports';
import type { Monitoring } from '../monitoring';
import type { Pipelines } from '../pipelines';
import type { Quality } from '../quality';
import type { Registry } from '../registry';
import { projectFormatVersion } from '../storage/projectFolder';
import type { ProjectIdentity } from '../storage/projectIdentity';
import type { Sync } from '../sync';
import type { Tracking } from '../tracking';
import { loadSamples } from './loadSamples';
import { findDue, tellStandings, type ProjectFacts, type VersionFacts } from './standings';

export { createProjectSharing } from './sharing';

export interface ProjectParts {
  /** How each area describes its things, and what it made of those of others. */
  readonly lineage: LineageSources;
  readonly identity: ProjectIdentity;
  readonly files: Files;
  readonly ports: Pick<Ports, 'appVersion' | 'resourcesDir'>;
  readonly announce: Announce;
  readonly datasets: Pick<Datasets, 'handlers'>;
  readonly quality: Pick<Quality, 'standing'> & { readonly handlers: Pick<Quality['handlers'], 'quality.lastValidation'> };
  readonly tracking: Tracking;
  readonly registry: Pick<Registry, 'champion' | 'challenger'>;
  readonly forecasting: Pick<Forecasting, 'listForecasts'>;
  readonly monitoring: Pick<Monitoring, 'listAlerts'>;
  readonly pipelines: Pick<Pipelines, 'waitingRuns'>;
  readonly sync: Pick<Sync, 'openConflicts'>;
}

const lastRunCount = 6;
/** How far back Home looks for a leader or an interrupted race. */
const recentRunCount = 200;

export function createProject(parts: ProjectParts): { readonly handlers: Handlers<typeof projectEndpoints> } {
  const { identity, files, ports, announce, datasets, quality, tracking, registry, forecasting, monitoring, pipelines } = parts;

  function info(): Project {
    const { id, name } = identity.current();
    return { id, name, formatVersion: projectFormatVersion, appVersion: ports.appVersion };
  }

  async function gather(versions: readonly VersionFacts[], recentRuns: readonly Run[], context: CallContext): Promise<ProjectFacts> {
    const champion = registry.champion();
    const championVersion = versions.find(({ snapshotId }) => snapshotId === champion?.detail.run.snapshotId) ?? null;
    // Each dataset's first version is the one in use.
    const inUse = versions.filter(({ datasetId }, i) => versions[i - 1]?.datasetId !== datasetId);
    const candidates = championVersion ? inUse.filter(({ datasetId }) => datasetId === championVersion.datasetId) : inUse;
    const newest = candidates.reduce<VersionFacts | null>((latest, version) => (latest === null || isLater(version, latest) ? version : latest), null);
    const door = newest ? quality.standing(newest.snapshotId) : null;
    const lastForecast = forecasting.listForecasts()[0] ?? null;
    const baseline = champion?.detail.baseline ?? null;
    return {
      newest,
      blocking: door?.blocking.map(({ message }) => message) ?? [],
      warned: door?.runs.flatMap(({ verdict, findings }) => (verdict === 'warned' ? findings.map(({ message }) => message) : [])) ?? [],
      validation: newest ? await quality.handlers['quality.lastValidation']({ snapshotId: newest.snapshotId }, context) : null,
      champion,
      championVersion,
      gain: champion && baseline && baseline.id !== champion.detail.run.id ? (tracking.compare([champion.detail.run.id, baseline.id]).pairs[0] ?? null) : null,
      leader: findLeader(recentRuns),
      interrupted: findInterrupted(recentRuns),
      lastForecast,
      firing: monitoring.listAlerts(),
      waitingRun: pipelines.waitingRuns()[0] ?? null,
      forecastVersion: versions.find(({ snapshotId }) => snapshotId === lastForecast?.snapshotId) ?? null,
    };
  }

  /** The best run of the newest race that has one; an honest race before one with a leak. */
  function findLeader(recentRuns: readonly Run[]): ProjectFacts['leader'] {
    const finished = recentRuns.filter(({ state }) => state === 'finished');
    const [run] = finished.filter(({ id, experimentId }) => tracking.findExperiment(experimentId).best === id).sort((a, b) => Number(a.usesLeak) - Number(b.usesLeak) || b.number - a.number);
    if (!run) return null;
    const baseline = tracking.findExperiment(run.experimentId).baseline;
    return { run, baseline: finished.find(({ id }) => id === baseline) ?? null };
  }

  function findInterrupted(recentRuns: readonly Run[]): ProjectFacts['interrupted'] {
    const run = recentRuns.find(({ state }) => state === 'interrupted');
    return run ? { experiment: tracking.findExperiment(run.experimentId), runs: tracking.runsOfExperiment(run.experimentId) } : null;
  }

  async function overview(context: CallContext): Promise<Overview> {
    const list = await datasets.handlers['datasets.list']({}, context);
    const recentRuns = tracking.listRuns(recentRunCount);
    const facts = await gather(list.flatMap(versionsOf), recentRuns, context);
    return {
      project: info(),
      counts: { datasets: list.length, failingChecks: facts.validation?.statistics.failed ?? 0, runs: tracking.countRuns(), forecasts: forecasting.listForecasts().length, waitingRuns: pipelines.waitingRuns().length, firingAlerts: monitoring.listAlerts().length, conflicts: parts.sync.openConflicts() },
      newest: facts.newest,
      champion: facts.champion,
      challenger: registry.challenger(),
      lastRuns: recentRuns.slice(0, lastRunCount),
      lastForecast: facts.lastForecast,
      standings: tellStandings(facts),
      due: findDue(facts),
    };
  }

  return {
    handlers: {
      'project.info': () => info(),
      'project.lineage': ({ kind, id, direction }) => traceLineage(parts.lineage, { kind, id }, direction),
      'project.overview': (_input, context) => overview(context),
      'project.rename': ({ name }) => {
        identity.save({ name });
        announce('project', [identity.current().id]);
        return { done: true };
      },
      'project.loadSamples': (_input, context) => loadSamples(ports.resourcesDir, files, datasets, context),
    },
  };
}

function versionsOf({ id, name, versions }: Dataset): VersionFacts[] {
  return versions.map(({ snapshotId, number, rows, createdAt }) => ({ snapshotId, datasetId: id, datasetName: name, number, rows, createdAt }));
}

/** Of two versions of the same moment the later number, else the one listed later. */
function isLater(version: VersionFacts, latest: VersionFacts): boolean {
  if (version.createdAt !== latest.createdAt) return version.createdAt > latest.createdAt;
  return version.datasetId === latest.datasetId && version.number > latest.number;
}
