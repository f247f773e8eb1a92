/** The table of tasks compute workers can run. Pure functions only: no database, no files. */
import { contributeTask, dependenceTask, findRepeats, fitTask, forecastGlobally, forecastLocally, importanceTask, leakRadarTask, nearCopiesTask, pairDependenceTask, predictTask } from '../engine/training';
import { compareMethodsTask, examineTask } from '../engine/monitoring/drift/examineTask';
import { compareTask, pairRowsTask } from '../engine/registry/gate';

export const tasks = {
  'training.fit': fitTask,
  /** The same, for scores beside a race: no fit of it. */
  'training.quickFit': fitTask,
  'training.leakRadar': leakRadarTask,
  'training.findRepeats': findRepeats,
  'training.predict': predictTask,
  'training.contribute': contributeTask,
  'training.dependence': dependenceTask,
  'training.pairDependence': pairDependenceTask,
  'training.nearCopies': nearCopiesTask,
  'training.importance': importanceTask,
  'registry.pairRows': pairRowsTask,
  'registry.compare': compareTask,
  'series.local': forecastLocally,
  'series.global': forecastGlobally,
  'monitoring.examine': examineTask,
  'monitoring.compareMethods': compareMethodsTask,
};

export type ComputeTasks = typeof tasks;

export type { StartThread } from '../engine/training';
